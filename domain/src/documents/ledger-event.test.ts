import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entriesOf, moneyLinesOf, ticketEffects } from '../ledger/index.ts';
import { isLedgerEvent } from './ledger-event.ts';
import { documentFault } from './registry.ts';
import { aCash, aClosing, aCount, aMovement, aProduct, aSale, aVoid, oneOfEach } from './testing/examples.ts';
import { histories } from './testing/histories.ts';
import { mutations } from './testing/mutations.ts';

describe('what figures are made from', () => {
  test('every event that may be stored, and no other document', () => {
    fc.assert(
      fc.property(histories(), (events) => {
        expect(events.filter((event) => !isLedgerEvent(event))).toEqual([]);
      }),
    );
    const types = new Set(oneOfEach().flatMap((doc) => (isLedgerEvent(doc) ? [doc.type] : [])));
    expect([...types].sort()).toEqual(['cash', 'closing', 'count', 'movement', 'return', 'sale', 'void']);
  });

  const [sale, line] = [aSale(), { productId: 'product:riz', quantity: 1, unitPrice: 1 }];
  test.each<[string, object]>([
    ['a quantity of a milliard', { ...sale, lines: [{ ...line, quantity: 1e9 }] }],
    ['a price of 2^53-1', { ...sale, lines: [{ ...line, unitPrice: 2 ** 53 - 1 }] }],
    ['a line of nothing', { ...sale, lines: [null] }],
    ['lines that are no list', { ...sale, lines: { length: 1, 0: line } }],
    ['a product that is none', { ...sale, lines: [{ ...line, productId: '__proto__' }] }],
    ['a payment of another name', { ...sale, payment: 'toString' }],
    ['more paid than sold', { ...sale, payment: undefined, payments: [{ method: 'CASH', amount: 1e8 }] }],
    ['a name that is a number', { ...sale, payment: 'CREDIT', customerName: 7 }],
    ['the year 1', { ...aCount(), _id: 'count:0001-01-01T00:00:00.000Z:d1-1', at: '0001-01-01T00:00:00.000Z' }],
    ['another time than its id', { ...aCount(), at: '2026-03-02T10:00:00.000Z' }],
    ['a day of another year', { ...aCount(), day: '2029-03-02' }],
    ['no day', { ...aMovement(), day: undefined }],
    ['a time of recording that is none', { ...aMovement(), createdAt: 'hier' }],
    ['an amount that is a text', { ...aCash(), amount: '1500' }],
    ['a closing of nothing', { ...aClosing(), parts: null }],
    ['a void of another kind', { ...aVoid(sale), original: aCount() }],
    ['a void of nothing', { ...aVoid(sale), original: null }],
    [
      'a void of another time',
      { ...aVoid(sale), original: { ...aVoid(sale).original, at: '2026-03-02T10:00:00.000Z' } },
    ],
    ['a product', aProduct()],
  ])('not %s', (_what, doc) => {
    expect(isLedgerEvent(doc)).toBe(false);
  });

  test('not what the server has set aside, though it may be stored so', () => {
    for (const event of [aSale(), aMovement(), aCount(), aCash(), aClosing(), aVoid(aSale())]) {
      const aside = { ...event, setAside: '2026-03-03T09:00:00.000Z' };
      expect(documentFault(aside)).toBeNull();
      expect(isLedgerEvent(aside)).toBe(false);
    }
  });

  test('whatever was done to an event: left out, or every figure that follows is a number', () => {
    fc.assert(
      fc.property(histories(), fc.array(mutations(), { minLength: 1, maxLength: 5 }), (events, changes) => {
        const harmed = events.map((event) => changes.reduce<unknown>((doc, change) => change(doc), event));
        for (const doc of harmed) {
          if (typeof doc !== 'object' || doc === null || !isLedgerEvent(doc)) continue;
          const figures = [
            ...entriesOf(doc).flatMap(({ delta, sold, revenue, missed, missedRevenue, counted }) => [
              ...[delta, sold, revenue, missed, missedRevenue, counted ?? 0],
            ]),
            ...ticketEffects(doc).flatMap(({ tickets, amount }) => [tickets, amount]),
            ...moneyLinesOf(doc).map(({ amount }) => amount),
          ];
          expect(figures.filter((figure) => !Number.isSafeInteger(figure))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
