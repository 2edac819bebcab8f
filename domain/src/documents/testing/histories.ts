import fc from 'fast-check';
import type { Instant } from '../../shared/day.ts';
import type { LedgerEvent } from '../ledger-event.ts';
import type { Movement } from '../movement.ts';
import { PAYMENTS, type Sale } from '../sale.ts';
import { aCount, aMovement, aSale, aVoid } from './examples.ts';

/** Random histories of a shop for property tests: several devices, and so few instants that many events share one. */

const INSTANTS: readonly Instant[] = [
  '2026-03-01T23:59:59.999Z',
  '2026-03-02T00:00:00.000Z',
  '2026-03-02T08:00:00.000Z',
  '2026-03-02T08:00:00.001Z',
  '2026-03-02T19:30:00.000Z',
  '2026-03-03T12:00:00.000Z',
];
/** The products that histories speak of. */
export const HISTORY_PRODUCTS = ['product:riz', 'product:huile', 'product:savon'] as const;

const at = fc.constantFrom(...INSTANTS);
const device = fc.constantFrom('d1', 'd2', 'd3');
const product = fc.constantFrom(...HISTORY_PRODUCTS);
const quantity = fc.integer({ min: 1, max: 20_000 }).map((milli) => milli / 1000);
const price = fc.integer({ min: 0, max: 25_000 });

/** An event but for the number that makes its id unique. */
type Draft = (n: number) => Sale | Movement | ReturnType<typeof aCount>;

const sale: fc.Arbitrary<Draft> = fc
  .record({
    at,
    device,
    lines: fc.array(fc.record({ productId: product, quantity, unitPrice: price }), { minLength: 1, maxLength: 4 }),
    settled: fc.constantFrom('MISSED' as const, undefined, ...PAYMENTS),
  })
  .map(({ settled, ...content }) => (n) => {
    if (settled === 'MISSED') return aSale({ ...content, n, status: 'MISSED' });
    return aSale({ ...content, n, ...(settled ? { payment: settled } : {}) });
  });
const movement: fc.Arbitrary<Draft> = fc
  .record({
    at,
    device,
    productId: product,
    quantity,
    movementType: fc.constantFrom('ENTRY' as const, 'EXIT' as const, 'ADJUSTMENT' as const),
    negative: fc.boolean(),
  })
  .map(({ negative, quantity: size, ...content }) => (n) => {
    const signed = negative && content.movementType === 'ADJUSTMENT' ? -size : size;
    return aMovement({ ...content, quantity: signed, n });
  });
const count: fc.Arbitrary<Draft> = fc
  .record({ at, device, productId: product, counted: fc.integer({ min: 0, max: 50_000 }).map((milli) => milli / 1000) })
  .map((content) => (n) => aCount({ ...content, n }));

/**
 * A history: each event once, in no particular order. Some sales and movements are voided; the void may come first.
 */
export const histories = (maxLength = 25): fc.Arbitrary<LedgerEvent[]> =>
  fc
    .array(fc.record({ draft: fc.oneof(sale, sale, movement, count), voided: fc.nat({ max: 3 }) }), { maxLength })
    .map((drafts) =>
      drafts.flatMap(({ draft, voided }, n): LedgerEvent[] => {
        const event = draft(n + 1);
        return event.type === 'count' || voided > 0 ? [event] : [aVoid(event), event];
      }),
    );
