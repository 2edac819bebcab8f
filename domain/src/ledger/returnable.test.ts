import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentFault } from '../documents/registry.ts';
import type { Return } from '../documents/return.ts';
import { saleLineAmount } from '../documents/settlement.ts';
import { aReturn, aSale, aVoid } from '../documents/testing/examples.ts';
import { fromMilli } from '../shared/quantity.ts';
import { balancesOf } from './accounts.ts';
import { entriesOf } from './entries.ts';
import { moneyLinesOf } from './money-lines.ts';
import { amountOfReturn, isReturnedTooOften, returnableLines } from './returnable.ts';
import { ticketEffects } from './tickets.ts';

const SALE = aSale({
  lines: [
    { productId: 'product:riz', quantity: 3, unitPrice: 500, discount: 100 },
    { productId: 'product:huile', quantity: 24, unitPrice: 9000, unit: { name: 'Carton', factor: 12, count: 2 } },
  ],
  payment: undefined,
  payments: [{ method: 'CASH', amount: 12_400 }],
  customerId: 'customer:moussa',
});
const oil = (quantity: number, amount: number, n: number, restocked = true) =>
  aReturn({
    n,
    saleId: SALE._id,
    lines: [{ line: 1, productId: 'product:huile', quantity, amount, restocked }],
    refunds: [{ method: 'CASH', amount }],
  });

describe('a return worked by hand', () => {
  // 14 pieces of 24 come back broken, worth 10 500: 4 000 are given back in cash, 6 500 lower what Moussa owes.
  const back = aReturn({
    n: 2,
    at: '2026-03-05T10:00:00.000Z',
    saleId: SALE._id,
    lines: [{ line: 1, productId: 'product:huile', quantity: 14, amount: 10_500, restocked: false }],
    refunds: [{ method: 'CASH', amount: 4_000 }],
    customerId: 'customer:moussa',
  });

  test('lowers quantities and CA on its own day, and what is broken is not on the shelf', () => {
    expect(documentFault(back)).toBeNull();
    expect(entriesOf(back)).toMatchObject([
      { kind: 'RETURN', day: '2026-03-05', delta: 0, sold: -14_000, revenue: -10_500, missed: 0, priced: 0 },
    ]);
    expect(entriesOf(oil(2, 1500, 3))).toMatchObject([{ delta: 2000, sold: -2000, revenue: -1500 }]);
    expect(ticketEffects(back)).toEqual([
      { day: '2026-03-05', settlement: 'CASH', tickets: 0, amount: -4_000 },
      { day: '2026-03-05', settlement: 'CREDIT', tickets: 0, amount: -6_500 },
    ]);
  });

  test('leaves the drawer, and the customer owes the rest', () => {
    const lines = [...moneyLinesOf(SALE), ...moneyLinesOf(back)];
    const cash = lines.filter(({ account }) => account === 'till:CASH:d1').map(({ amount }) => amount);
    // 3 x 500 - 100 + 2 x 9 000 = 19 400, of which 12 400 were paid.
    expect(cash).toEqual([12_400, -4_000]);
    expect(balancesOf(lines).get('customer:moussa')?.amount).toBe(7_000 - 6_500);
  });

  test('a void of it makes it as if it had never been', () => {
    const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
    const undone = [back, aVoid(back)];
    expect(sum(undone.flatMap(entriesOf).map(({ revenue }) => revenue))).toBe(0);
    expect(sum(undone.flatMap(moneyLinesOf).map(({ amount }) => amount))).toBe(0);
    expect(sum(undone.flatMap(ticketEffects).map(({ amount }) => amount))).toBe(0);
  });
});

describe('what may still come back', () => {
  test('is what was sold less what came back, with its price', () => {
    expect(returnableLines(SALE, [oil(10, 7500, 2)])).toEqual([
      { line: 0, productId: 'product:riz', sold: 3, left: 3, leftAmount: 1400 },
      { line: 1, productId: 'product:huile', sold: 24, left: 14, leftAmount: 10_500 },
    ]);
    expect(isReturnedTooOften(SALE, [oil(10, 7500, 2)], false)).toBe(false);
  });

  test('two phones that take back the same line are told, and so is a return of a ticket that was voided', () => {
    expect(isReturnedTooOften(SALE, [oil(24, 18_000, 2), oil(1, 750, 3)], false)).toBe(true);
    expect(isReturnedTooOften(SALE, [oil(24, 18_000, 2)], true)).toBe(true);
    expect(isReturnedTooOften(SALE, [], true)).toBe(false);
  });

  test('comes to the line to the franc, in however many parts it comes back', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(cuts, fc.nat({ max: 9999 }), (parts, unitPrice) => {
        const milli = parts.reduce((sum, part) => sum + part, 0);
        const sale = aSale({ lines: [{ productId: 'product:riz', quantity: fromMilli(milli), unitPrice }] });
        const returns: Return[] = [];
        for (const part of parts) {
          const [left] = returnableLines(sale, returns);
          const quantity = fromMilli(part);
          const amount = left ? amountOfReturn(left, quantity) : 0;
          const line = { line: 0, productId: 'product:riz' as const, quantity, amount, restocked: true };
          returns.push(aReturn({ n: returns.length + 2, lines: [line], refunds: [] }));
        }
        expect(isReturnedTooOften(sale, returns, false)).toBe(false);
        expect(returnableLines(sale, returns)).toMatchObject([{ left: 0, leftAmount: 0 }]);
        const [line] = sale.lines;
        const given = returns.flatMap(({ lines }) => lines).reduce((sum, { amount }) => sum + amount, 0);
        expect(given).toBe(line && saleLineAmount(line));
      }),
    );
  });

  test('a return says what came to it, each line and method once, and who is credited', () => {
    const fault = (change: object) => documentFault({ ...oil(2, 1500, 2), ...change })?.reason;
    const line = { line: 1, productId: 'product:huile', quantity: 2, amount: 1500, restocked: true };
    expect(fault({ refunds: [] })).toBe('credited to nobody');
    expect(fault({ refunds: [], customerId: 'customer:moussa' })).toBeUndefined();
    expect(fault({ refunds: [{ method: 'CASH', amount: 1501 }] })).toBe('more given back than it came to');
    expect(fault({ lines: [line, line] })).toBe('a line twice');
    expect(fault({ saleId: 'movement:x' })).toBeDefined();
  });
});
