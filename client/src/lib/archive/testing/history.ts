import type { LedgerEvent } from '@digiboost/domain/documents';
import { aCash, aClosing, aMovement, aReturn, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { seeded } from '../../replica/testing/random.ts';

/** Some weeks of a shop that two phones keep. */
export function history(seed: number, from: Day, days: number): LedgerEvent[] {
  const random = seeded(seed);
  const upTo = (most: number) => Math.floor(random() * most);
  const events: LedgerEvent[] = [];
  for (let n = 0; n < days * 4; n += 1) {
    const second = String(n % 60).padStart(2, '0');
    const at = `${addDays(from, upTo(days))}T${String(upTo(24)).padStart(2, '0')}:00:${second}.000Z`;
    const own = { at, device: `d${upTo(2)}`, n };
    const price = 25 * (1 + upTo(400));
    const sale = aSale({ ...own, lines: [{ productId: 'product:riz', quantity: 1 + upTo(5), unitPrice: price }] });
    const kinds = [
      [sale],
      [sale],
      [sale, aVoid(sale)],
      [sale, aReturn({ ...own, n: `${n}r`, saleId: sale._id })],
      [aMovement({ ...own, productId: 'product:riz', quantity: 3 })],
      [aCash({ ...own, amount: price })],
      [aClosing(own)],
    ];
    events.push(...((kinds[upTo(kinds.length)] ?? []) as LedgerEvent[]));
  }
  return events;
}
