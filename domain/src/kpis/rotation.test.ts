import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aDay, atCost } from '../ledger/testing/days.ts';
import { addDays, dayNumber } from '../shared/day.ts';
import { rotation, turnoverParts } from './rotation.ts';

const TODAY = '2026-03-31';
const day = (before: number): number => dayNumber(addDays(TODAY, -before));
const line = (before: number, delta: number, sold = 0) => aDay({ day: day(before), delta, sold });

test('cost of sales per year over the average stock, worked by hand', () => {
  // 73 days: 60 received on the first one, 20 sold on the 36th; 60 stand for 35 evenings and 40 for 38.
  const product = { rows: atCost([line(72, 60_000), line(37, -20_000, 20_000)], 250), onHandMilli: 40_000 };
  const parts = turnoverParts(product, TODAY);
  expect(parts?.costPerYear).toBe(25_000); // 20 x 250 x 365 / 73
  expect(parts?.averageStock).toBeCloseTo(((35 * 60 + 38 * 40) * 250) / 73, 6);
  expect(rotation([parts])).toBeCloseTo(25_000 / (((35 * 60 + 38 * 40) * 250) / 73), 9); // about 2 times a year
});

test('values each sale and each evening at the cost of that time', () => {
  // 40 days: 10 at 100 each for 20 evenings; 10 come at 200, so that 20 cost 150 each for 20 evenings; 5 of them sold.
  const rows = [...atCost([line(39, 10_000)], 100), ...atCost([line(19, 10_000), line(0, -5000, 5000)], 150)];
  const parts = turnoverParts({ rows, onHandMilli: 15_000 }, TODAY);
  expect(parts?.costPerYear).toBeCloseTo((5 * 150 * 365) / 40, 6);
  expect(parts?.averageStock).toBeCloseTo((20 * 1000 + 19 * 3000 + 2250) / 40, 6);
});

test('needs thirty days, a stock and a price', () => {
  const young = { rows: atCost([line(28, 60_000)], 250), onHandMilli: 60_000 };
  expect(turnoverParts(young, TODAY)).toBeNull();
  expect(turnoverParts({ ...young, rows: atCost([line(29, 60_000)], 250) }, TODAY)).not.toBeNull();
  expect(turnoverParts({ rows: [], onHandMilli: 0 }, TODAY)).toBeNull();
  expect(rotation([])).toBeNull();
  expect(rotation([null, { costPerYear: 10, averageStock: 0 }])).toBeNull();
});

test('an older sale than a year does not count', () => {
  const rows = atCost([line(500, -5000, 5000), line(10, -5000, 5000)], 100);
  const parts = turnoverParts({ rows, onHandMilli: 5000 }, TODAY);
  expect(parts?.costPerYear).toBe(500);
});

test('does not depend on the price, and a shop turns as the mean of its products', () => {
  const days = fc.array(fc.record({ day: fc.integer({ min: day(400), max: day(0) }), sold: fc.nat(9000) }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(days, fc.nat(90_000), fc.integer({ min: 1, max: 9000 }), (lines, onHandMilli, unitCost) => {
      const days = lines.map((one) => aDay({ ...one, delta: -one.sold })).sort((a, b) => a.at - b.at);
      const at = (unitCost: number) => turnoverParts({ rows: atCost(days, unitCost), onHandMilli }, TODAY);
      const parts = at(unitCost);
      const alone = rotation([parts]);
      const dearer = rotation([at(unitCost * 3)]);
      const twice = rotation([parts, null, parts]);
      expect([dearer === null, twice === null]).toEqual([alone === null, alone === null]);
      if (alone === null) return;
      expect((dearer ?? 0) / (alone || 1)).toBeCloseTo(alone === 0 ? 0 : 1, 6);
      expect((twice ?? 0) / (alone || 1)).toBeCloseTo(alone === 0 ? 0 : 1, 6);
    }),
  );
});
