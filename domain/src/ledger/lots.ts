import type { LedgerEvent } from '../documents/ledger-event.ts';
import type { ProductId } from '../documents/product.ts';
import { type Day, isDay } from '../shared/day.ts';
import { toMilli } from '../shared/quantity.ts';

/** What ever came of one product with one expiry date, in thousandths; what was voided is taken off. */
export interface Lot {
  readonly expiresOn: Day;
  readonly milli: number;
}

/** What one event says of a lot. Amounts add up in any order. */
export interface LotLine extends Lot {
  readonly productId: ProductId;
}

/** The lines that `event` makes: a reception that says a date one, its void the opposite, everything else none. */
export function lotLinesOf(event: LedgerEvent): LotLine[] {
  const content = event.type === 'void' ? event.original : event;
  if (content.type !== 'movement' || content.movementType !== 'ENTRY') return [];
  const { productId, expiresOn, quantity } = content;
  if (typeof expiresOn !== 'string' || !isDay(expiresOn)) return [];
  return [{ productId, expiresOn, milli: (event.type === 'void' ? -1 : 1) * toMilli(quantity) }];
}

/** The lots with `lines` of the same product added (`sign` -1: taken off), first to expire first. */
export function addLots(lots: readonly Lot[], lines: readonly Lot[], sign: 1 | -1 = 1): readonly Lot[] {
  if (lines.length === 0) return lots;
  const byDate = new Map(lots.map(({ expiresOn, milli }) => [expiresOn, milli]));
  for (const { expiresOn, milli } of lines) byDate.set(expiresOn, (byDate.get(expiresOn) ?? 0) + sign * milli);
  return [...byDate]
    .filter(([, milli]) => milli !== 0)
    .map(([expiresOn, milli]) => ({ expiresOn, milli }))
    .sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1));
}

/** The lots of every product in `lines`; each line once, in any order. */
export function lotsOf(lines: Iterable<LotLine>): Map<ProductId, readonly Lot[]> {
  const byProduct = new Map<ProductId, LotLine[]>();
  for (const line of lines) {
    const own = byProduct.get(line.productId);
    if (own) own.push(line);
    else byProduct.set(line.productId, [line]);
  }
  return new Map([...byProduct].map(([id, own]) => [id, addLots([], own)]));
}

/**
 * What of the stock expires on `day` or before, in thousandths: the first to expire leaves first, so that it is the
 * stock on hand minus what came with a later date, not below 0; and no more than what ever came with such a date, since
 * what came without one is not said to expire.
 */
export function expiringMilli(onHandMilli: number, lots: readonly Lot[], day: Day): number {
  let [until, later] = [0, 0];
  for (const { expiresOn, milli } of lots) {
    // The void of what is not known yet.
    const came = Math.max(milli, 0);
    if (expiresOn <= day) until += came;
    else later += came;
  }
  return Math.min(Math.max(onHandMilli - later, 0), until);
}

/** What is left of each lot when the first to expire leaves first, those of which there is something. */
export function lotsLeft(onHandMilli: number, lots: readonly Lot[]): Lot[] {
  let before = 0;
  return lots.flatMap(({ expiresOn }) => {
    const until = expiringMilli(onHandMilli, lots, expiresOn);
    const milli = until - before;
    before = until;
    return milli > 0 ? [{ expiresOn, milli }] : [];
  });
}
