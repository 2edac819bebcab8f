import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FREE_LINE, type LedgerEvent } from '../documents/index.ts';
import { aCount, aMovement, aReturn, aSale, aVoid } from '../documents/testing/examples.ts';
import { histories } from '../documents/testing/histories.ts';
import { addToDay, daysOf, rowKey, toDayRow, toDayValues } from './day-row.ts';
import { entriesOf } from './entries.ts';
import { isKnownBy, toldOf } from './stock.ts';

const lines = [
  { productId: 'product:riz' as const, quantity: 1.25, unitPrice: 501 },
  { productId: 'product:riz' as const, quantity: 2, unitPrice: 450 },
];

describe('entries', () => {
  test('a sale makes one for each line, in thousandths and whole francs', () => {
    // 1.25 x 501 = 626.25
    expect(entriesOf(aSale({ lines }))).toMatchObject([
      { line: 0, kind: 'SALE', delta: -1250, sold: 1250, revenue: 626, missed: 0, counted: null, day: '2026-03-02' },
      { line: 1, kind: 'SALE', delta: -2000, sold: 2000, revenue: 900, missed: 0, counted: null },
    ]);
  });

  test('what is not in the catalogue is sold and brought back without any stock', () => {
    const bag = { productId: FREE_LINE, quantity: 2 };
    const [sold] = entriesOf(aSale({ lines: [{ ...bag, label: 'Sac plastique', unitPrice: 50 }] }));
    expect(sold).toMatchObject({ productId: FREE_LINE, delta: 0, sold: 2000, revenue: 100 });
    const [back] = entriesOf(aReturn({ lines: [{ ...bag, line: 0, amount: 100, restocked: true }] }));
    expect(back).toMatchObject({ productId: FREE_LINE, delta: 0, sold: -2000, revenue: -100 });
  });

  test('a missed sale moves nothing', () => {
    expect(entriesOf(aSale({ status: 'MISSED' }))).toMatchObject([
      { kind: 'MISSED', delta: 0, sold: 0, revenue: 0, missed: 2000, missedRevenue: 1000 },
    ]);
  });

  test('movements move stock by their sign', () => {
    const delta = (movementType: 'ENTRY' | 'EXIT' | 'ADJUSTMENT', quantity: number) =>
      entriesOf(aMovement({ movementType, quantity }))[0]?.delta;
    expect(delta('ENTRY', 2.5)).toBe(2500);
    expect(delta('EXIT', 2.5)).toBe(-2500);
    expect(delta('ADJUSTMENT', -0.001)).toBe(-1);
  });

  test('a reception says what it cost, as far as it was written down', () => {
    // 2.5 x 399.50 = 998.75
    expect(entriesOf(aMovement({ quantity: 2.5, unitCost: 399.5 }))).toMatchObject([
      { delta: 2500, priced: 2500, pricedCost: 99_875_000, unpriced: 0 },
    ]);
    expect(entriesOf(aMovement({ quantity: 2.5 }))).toMatchObject([{ priced: 0, pricedCost: 0, unpriced: 2500 }]);
    expect(entriesOf(aMovement({ movementType: 'EXIT', unitCost: 5 }))).toMatchObject([{ priced: 0, unpriced: 0 }]);
  });

  test('a count changes nothing and says what it found', () => {
    expect(entriesOf(aCount({ counted: 8.125 }))).toMatchObject([{ kind: 'COUNT', delta: 0, counted: 8125 }]);
  });

  test('a count, a reception and a correction tell of the shelf; what is taken back tells no more', () => {
    const told = (...events: LedgerEvent[]) => toldOf(events.flatMap(entriesOf)).get('product:riz');
    const [entry, found] = [aMovement({ n: 1 }), aCount({ n: 2, counted: 0 })];
    const correction = { movementType: 'ADJUSTMENT', quantity: -8 } as const;
    expect([told(entry), told(found), told(aMovement(correction))]).toEqual([1, 1, 1]);
    expect([told(aSale()), told(aMovement({ movementType: 'EXIT' })), told(aCount({ assumed: true }))]).toEqual([
      0, 0, 0,
    ]);
    const back = aMovement({ ...correction, n: 3, takesBack: found._id });
    expect([told(entry, aVoid(entry)), told(found, back), told(found, back, aVoid(back))]).toEqual([0, 0, 1]);
    expect([told(found, back, entry), told(found, back, aCount({ n: 4 }))].map(isKnownBy)).toEqual([true, true]);
  });

  test('the void of any event is its exact opposite, at its time', () => {
    fc.assert(
      fc.property(histories(), (events) => {
        for (const event of events) {
          if (event.type !== 'sale' && event.type !== 'movement') continue;
          const undone = entriesOf(aVoid(event));
          const days = daysOf([...entriesOf(event), ...undone]);
          for (const row of [...days.values()].flatMap((own) => [...own.values()])) {
            expect(toDayValues(row)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
          }
          expect(undone.every(({ at, kind }) => at === event.at && kind === 'VOID')).toBe(true);
        }
      }),
    );
  });

  test('event and line together are unique, and every figure is whole', () => {
    fc.assert(
      fc.property(histories(), (events) => {
        const entries = events.flatMap(entriesOf);
        expect(new Set(entries.map(({ eventId, line }) => `${eventId}#${line}`)).size).toBe(entries.length);
        for (const entry of entries)
          for (const figure of toDayValues(entry)) expect(Number.isSafeInteger(figure)).toBe(true);
      }),
    );
  });

  test('an instant keeps its figures as values, and loses what is taken off', () => {
    const at = 20_000 * 86_400_000 + 5;
    const row = toDayRow('product:riz', 20_000, at, [-1, 2, 3, 4, 5, 6, 7, 8]);
    expect(toDayValues(row)).toEqual([-1, 2, 3, 4, 5, 6, 7, 8]);
    const days = new Map([[rowKey(row), row]]);
    addToDay(days, row);
    addToDay(days, row);
    addToDay(days, row, -1);
    addToDay(days, { ...row, at: at + 1 });
    expect(days.get(rowKey(row))).toEqual(toDayRow('product:riz', 20_000, at, [-2, 4, 6, 8, 10, 12, 14, 16]));
    expect(days.size).toBe(2);
  });
});
