import { expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import { forecastShop, stockOut } from '../forecast/index.ts';
import { aDay } from '../ledger/testing/days.ts';
import { addDays, dayNumber } from '../shared/day.ts';
import { must } from '../shared/must.ts';
import { productAnalysis, stockAhead } from './product-analysis.ts';

const TODAY = '2026-03-31';
const day = (before: number): number => dayNumber(addDays(TODAY, -before));
const line = (before: number, delta: number, sold = 0, revenue = 0, missed = 0) =>
  aDay({
    day: day(before),
    delta,
    sold,
    revenue,
    missed,
  });

test('a product’s past, worked by hand', () => {
  // 10 received, 4 sold at 500 five days ago, 2 at 450 today; 1 refused yesterday. Each costs 400.
  const days = [line(5, 6000, 4000, 2000), line(1, 0, 0, 0, 1000), line(0, -2000, 2000, 900)];
  const product = aProduct({ purchasePrice: 400 });
  const result = productAnalysis({ product, onHandMilli: 4000, isKnown: true, days }, null, TODAY);
  expect(result).toMatchObject({
    from: addDays(TODAY, -5),
    sold: [4, 0, 0, 0, 0, 2],
    missed: [0, 0, 0, 0, 1, 0],
    stock: [6, 6, 6, 6, 6, 4],
    ahead: null,
  });
  expect(result.periods[0]).toEqual({
    days: 30,
    sold: 6,
    missed: 1,
    revenue: 2900,
    margin: 500,
    marginRate: 500 / 2900,
  });
  expect(result.periods.map((period) => period.days)).toEqual([30, 90, 365]);
});

test('a product of which nothing is known has one day', () => {
  const result = productAnalysis({ product: aProduct(), onHandMilli: 0, isKnown: false, days: [] }, null, TODAY);
  expect(result).toMatchObject({ from: TODAY, sold: [0], stock: [0] });
  expect(result.periods[2]).toMatchObject({ margin: 0, marginRate: null });
});

test('the stock ahead only falls, within its interval, and is gone when the rupture is predicted', () => {
  const demand = Array.from({ length: 120 }, (_, index) => 3 + (index % 3));
  const [forecast] = forecastShop([{ id: 'riz', demand }], { origin: TODAY });
  const { expected, low, high } = stockAhead(must(forecast), 40);
  expect(expected).toHaveLength(30);
  for (let index = 0; index < 30; index += 1) {
    const [less, middle, more] = [low[index] ?? 0, expected[index] ?? 0, high[index] ?? 0];
    expect([less, middle, more]).toEqual([less, middle, more].sort((a, b) => a - b));
    if (index > 0) expect(middle).toBeLessThanOrEqual(expected[index - 1] ?? 0);
  }
  const empty = expected.findIndex((stock) => stock <= 0) + 1;
  expect(Math.abs(empty - stockOut(must(forecast), 40).day)).toBeLessThanOrEqual(1);
});
