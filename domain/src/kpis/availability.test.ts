import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aDay } from '../ledger/testing/days.ts';
import { addDays, dayNumber } from '../shared/day.ts';
import { availability, productAvailability, type StockedProduct } from './availability.ts';

const TODAY = '2026-03-31';
const day = (before: number): number => dayNumber(addDays(TODAY, -before));
const line = (before: number, delta: number, sold = 0, missed = 0) => aDay({ day: day(before), delta, sold, missed });

// 20 in stock 39 days ago, 10 sold then and 10 ten days ago: empty for the 10 days since.
const rice: StockedProduct = {
  id: 'riz',
  days: [line(39, 10_000, 10_000), line(10, -10_000, 10_000)],
  onHandMilli: 0,
  salePrice: 600,
};
// Always there; 3 sold in 20 days, one more asked for and refused.
const oil: StockedProduct = {
  id: 'huile',
  days: [line(19, 7000, 3000), line(5, 0, 0, 1000)],
  onHandMilli: 7000,
  salePrice: 1000,
};

test('days with stock, weighted by usual sales, worked by hand', () => {
  // Rice: 20 units in the 30 stocked days of 40, 400 FCFA a day; 10 of its last 30 days empty.
  expect(productAvailability(rice, TODAY)).toEqual({ weight: 400_000, days: 30, emptyDays: 10 });
  // Oil: 4 asked for in 20 days, 200 FCFA a day; not there before its first day.
  expect(productAvailability(oil, TODAY)).toEqual({ weight: 200_000, days: 20, emptyDays: 0 });
  // (30 x 400 - 10 x 400 + 20 x 200) / (30 x 400 + 20 x 200)
  expect(availability([rice, oil], TODAY)).toEqual({ rate: 12_000 / 16_000, products: 2, emptyDays: 10, days: 30 });
});

test('what nobody buys does not count', () => {
  const never = { ...oil, days: [line(40, 7000)] };
  expect(productAvailability(never, TODAY)).toBeNull();
  expect(productAvailability({ ...oil, days: [] }, TODAY)).toBeNull();
  expect(availability([never], TODAY)).toEqual({ rate: null, products: 0, emptyDays: 0, days: 0 });
});

test('a shop of a day has no rate yet, one of eight days has that of its eight days', () => {
  const soldSince = (before: number): StockedProduct => ({ ...oil, days: [line(before, 7000, 3000)] });
  expect(availability([soldSince(0)], TODAY)).toEqual({ rate: null, products: 1, emptyDays: 0, days: 1 });
  expect(availability([soldSince(5)], TODAY)).toMatchObject({ rate: null, days: 6 });
  expect(availability([soldSince(6)], TODAY)).toMatchObject({ rate: 1, days: 7 });
  expect(availability([soldSince(7), soldSince(0)], TODAY)).toMatchObject({ rate: 1, products: 2, days: 8 });
});

test('is a share, the same in any order, and 1 only without an empty day', () => {
  const days = fc.array(
    fc.record({ before: fc.nat(200), delta: fc.integer({ min: -9000, max: 9000 }), sold: fc.nat(9000) }),
    { maxLength: 20 },
  );
  const shop = fc.array(fc.record({ days, onHandMilli: fc.nat(9000), salePrice: fc.nat(5000) }), { maxLength: 6 });
  fc.assert(
    fc.property(shop, (all) => {
      const products = all.map((one, index) => ({
        ...one,
        id: `p${index}`,
        days: one.days.map(({ before, delta, sold }) => line(before, delta, sold)),
      }));
      const result = availability(products, TODAY);
      expect(availability([...products].reverse(), TODAY)).toEqual(result);
      if (result.rate === null) return;
      expect(result.rate).toBeGreaterThanOrEqual(0);
      expect(result.rate).toBeLessThanOrEqual(1);
      expect(result.rate === 1).toBe(result.emptyDays === 0);
    }),
  );
});
