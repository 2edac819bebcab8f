import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aDay } from '../ledger/testing/days.ts';
import { addDays, dayNumber } from '../shared/day.ts';
import { rotation, turnoverParts } from './rotation.ts';

const TODAY = '2026-03-31';
const day = (before: number): number => dayNumber(addDays(TODAY, -before));
const line = (before: number, delta: number, sold = 0) => aDay({ day: day(before), delta, sold });

test('cost of sales per year over the average stock, worked by hand', () => {
  // 73 days: 60 received on the first one, 20 sold on the 36th; 60 stand for 35 evenings and 40 for 38.
  const product = { days: [line(72, 60_000), line(37, -20_000, 20_000)], onHandMilli: 40_000, purchasePrice: 250 };
  const parts = turnoverParts(product, TODAY);
  expect(parts?.costPerYear).toBe(25_000); // 20 x 250 x 365 / 73
  expect(parts?.averageStock).toBeCloseTo(((35 * 60 + 38 * 40) * 250) / 73, 6);
  expect(rotation([parts])).toBeCloseTo(25_000 / (((35 * 60 + 38 * 40) * 250) / 73), 9); // about 2 times a year
});

test('needs thirty days, a stock and a price', () => {
  const young = { days: [line(28, 60_000)], onHandMilli: 60_000, purchasePrice: 250 };
  expect(turnoverParts(young, TODAY)).toBeNull();
  expect(turnoverParts({ ...young, days: [line(29, 60_000)] }, TODAY)).not.toBeNull();
  expect(turnoverParts({ days: [], onHandMilli: 0, purchasePrice: 250 }, TODAY)).toBeNull();
  expect(rotation([])).toBeNull();
  expect(rotation([null, { costPerYear: 10, averageStock: 0 }])).toBeNull();
});

test('an older sale than a year does not count', () => {
  const days = [line(500, -5000, 5000), line(10, -5000, 5000)];
  const parts = turnoverParts({ days, onHandMilli: 5000, purchasePrice: 100 }, TODAY);
  expect(parts?.costPerYear).toBe(500);
});

test('does not depend on the price, and a shop turns as the mean of its products', () => {
  const days = fc.array(fc.record({ day: fc.integer({ min: day(400), max: day(0) }), sold: fc.nat(9000) }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(days, fc.nat(90_000), fc.integer({ min: 1, max: 9000 }), (lines, onHandMilli, purchasePrice) => {
      const product = { days: lines.map((one) => aDay({ ...one, delta: -one.sold })), onHandMilli, purchasePrice };
      const parts = turnoverParts(product, TODAY);
      const alone = rotation([parts]);
      const dearer = rotation([turnoverParts({ ...product, purchasePrice: purchasePrice * 3 }, TODAY)]);
      const twice = rotation([parts, null, parts]);
      expect([dearer === null, twice === null]).toEqual([alone === null, alone === null]);
      if (alone === null) return;
      expect((dearer ?? 0) / (alone || 1)).toBeCloseTo(alone === 0 ? 0 : 1, 6);
      expect((twice ?? 0) / (alone || 1)).toBeCloseTo(alone === 0 ? 0 : 1, 6);
    }),
  );
});
