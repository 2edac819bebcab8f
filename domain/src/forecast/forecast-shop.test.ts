import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, weekday } from '../shared/day.ts';
import type { DemandSeries } from './demand-series.ts';
import { forecastShop } from './forecast-shop.ts';
import { demandQuantile, expectedDemand, expectedShortfall, HORIZON } from './product-forecast.ts';
import { stockOut } from './stock-out.ts';

const ORIGIN = '2026-03-09';
const context = { origin: ORIGIN };

/** The same demand on each weekday of `weeks` weeks that end on the day before the origin (a Monday). */
const weekly = (id: string, pattern: readonly number[], weeks: number): DemandSeries => ({
  id,
  demand: Array.from({ length: 7 * weeks }, (_, d) => pattern[d % 7] ?? 0),
  empty: new Uint8Array(7 * weeks),
});

const one = (series: DemandSeries) => {
  const [forecast] = forecastShop([series], context);
  if (!forecast) throw new Error('No forecast');
  return forecast;
};

const history = fc.record({
  id: fc.constant('p'),
  demand: fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 0, max: 30 }) },
      fc.constant(0),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -3, 1e9, 0.125),
    ),
    { maxLength: 200 },
  ),
  empty: fc.array(fc.constantFrom(0, 0, 0, 1), { maxLength: 200 }),
});

const finite = (values: readonly number[]): boolean => values.every((value) => Number.isFinite(value) && value >= 0);

describe('the forecast of a shop', () => {
  test('a steady product, worked by hand: 4 a day, closed on Sundays', () => {
    const forecast = one(weekly('savon', [4, 4, 4, 4, 4, 4, 0], 30));
    // The first forecast day is a Monday: six days of 4, a Sunday of 0.
    expect(weekday(ORIGIN)).toBe(0);
    forecast.daily.slice(0, 6).forEach((units) => {
      expect(units).toBeCloseTo(4, 1);
    });
    expect(forecast.daily[6]).toBeCloseTo(0, 1);
    expect(expectedDemand(forecast, 14)).toBeCloseTo(48, 0);
    expect(forecast.sufficient).toBe(true);
    expect(forecast.lumpy).toBe(false);
    // 10 units last through Tuesday (8) into Wednesday, the third day; 4 units are gone on the first.
    expect(stockOut(forecast, 10)).toMatchObject({ day: 3, reliability: 'RELIABLE' });
    expect(stockOut(forecast, 4).day).toBeLessThanOrEqual(2);
    // 26 units: 24 by Saturday, none on Sunday, so Monday of the next week.
    expect(stockOut(forecast, 26).day).toBe(8);
    expect(stockOut(forecast, 26).within15).toBeGreaterThan(0.95);
    expect(stockOut(forecast, 5000)).toMatchObject({ day: 31, from: 31, to: 31 });
  });

  test('a stock that is out has run out already', () => {
    const forecast = one(weekly('savon', [4, 4, 4, 4, 4, 4, 4], 20));
    expect(stockOut(forecast, 0)).toMatchObject({ day: 0, from: 0, to: 0, within15: 1 });
    expect(stockOut(forecast, -2)).toMatchObject({ day: 0, from: 0, to: 0, within15: 1 });
  });

  test('any history gives finite figures, and none throws', () => {
    fc.assert(
      fc.property(fc.array(history, { maxLength: 4 }), fc.integer({ min: 0, max: 400 }), (series, stock) => {
        const forecasts = forecastShop(series, context);
        expect(forecasts).toHaveLength(series.length);
        for (const f of forecasts) {
          expect(f.daily).toHaveLength(HORIZON);
          expect(finite(f.daily)).toBe(true);
          expect(
            finite([f.dispersion, f.rateVariance, f.interrupted, f.resumes, f.stops, expectedDemand(f, 180)]),
          ).toBe(true);
          expect(finite([0.05, 0.5, 0.95].map((p) => demandQuantile(f, 21, p)))).toBe(true);
          expect(finite([expectedShortfall(f, 21, stock)])).toBe(true);
          const { day, from, to, within15 } = stockOut(f, stock);
          expect(finite([day, from, to, within15])).toBe(true);
          expect(from <= day && day <= to && to <= HORIZON + 1 && within15 <= 1).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
    expect(one({ id: 'new', demand: [] })).toMatchObject({ sufficient: false });
    expect(stockOut(one({ id: 'new', demand: [] }), 3)).toMatchObject({ day: 31, reliability: 'INSUFFICIENT' });
  });

  test('more stock never runs out earlier, and more days never ask for less', () => {
    fc.assert(
      fc.property(history, (series) => {
        const forecast = one(series);
        let before = stockOut(forecast, 1);
        for (let stock = 2; stock < 400; stock = Math.ceil(stock * 1.3)) {
          const next = stockOut(forecast, stock);
          expect(next.day).toBeGreaterThanOrEqual(before.day);
          expect(next.from).toBeGreaterThanOrEqual(before.from);
          expect(next.to).toBeGreaterThanOrEqual(before.to);
          expect(next.within15).toBeLessThanOrEqual(before.within15 + 1e-9);
          before = next;
        }
        for (const p of [0.1, 0.5, 0.9]) {
          for (let days = 1; days < 60; days++) {
            const more = demandQuantile(forecast, days + 1, p);
            // Approximations of the distribution meet within a few percent.
            expect(more).toBeGreaterThanOrEqual(demandQuantile(forecast, days, p) * 0.95 - 1e-9);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test('ten times the demand is ten times the forecast, about', () => {
    // Every day sells: how soon an end is believed depends on how much used to sell, and is not to scale.
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 90, maxLength: 150 }), (demand) => {
        const small = one({ id: 'p', demand });
        const large = one({ id: 'p', demand: demand.map((units) => 10 * units) });
        const ratio = expectedDemand(large, 15) / expectedDemand(small, 15);
        expect(ratio).toBeGreaterThan(9);
        expect(ratio).toBeLessThan(11);
        const quantiles = demandQuantile(large, 15, 0.9) / demandQuantile(small, 15, 0.9);
        expect(quantiles).toBeGreaterThan(8);
        expect(quantiles).toBeLessThan(12.5);
      }),
      { numRuns: 40 },
    );
  });

  test('days on an empty shelf are not days without demand', () => {
    // Out of stock for five days in twenty.
    const demand = Array.from({ length: 140 }, () => 6);
    const empty = demand.map((_, day) => (day % 20 >= 12 && day % 20 < 17 ? 1 : 0));
    const sold = demand.map((units, day) => (empty[day] ? 0 : units));
    expect(Math.abs(expectedDemand(one({ id: 'p', demand: sold, empty }), 10) - 60)).toBeLessThan(4);
    // Beside a product that sold on, else the shop would be taken for closed.
    const [unknown] = forecastShop([{ id: 'p', demand: sold }, weekly('q', [2, 2, 2, 2, 2, 2, 2], 20)], context);
    expect(unknown && expectedDemand(unknown, 10)).toBeLessThan(52);
    expect(one({ id: 'p', demand: sold.map((units, day) => (empty[day] ? Number.NaN : units)) }).daily).toEqual(
      one({ id: 'p', demand: sold, empty }).daily,
    );
  });

  test('a product that nobody asks for any more is not expected to sell as before', () => {
    const demand = Array.from({ length: 200 }, (_, day) => (day < 170 ? 5 : 0));
    const others = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => weekly(id, [3, 3, 3, 3, 3, 3, 3], 29));
    const [stopped] = forecastShop([{ id: 'p', demand }, ...others], context);
    expect(stopped && expectedDemand(stopped, 10)).toBeLessThan(5);
  });

  test('days on which the whole shop was closed say nothing of the demand', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const closed = (day: number) => day >= 120 && day < 134;
    const shop = ids.map((id) => ({ id, demand: Array.from({ length: 140 }, (_, day) => (closed(day) ? 0 : 5)) }));
    for (const forecast of forecastShop(shop, context)) expect(expectedDemand(forecast, 7)).toBeGreaterThan(33);
  });

  test('one day on which nearly nothing was sold does not end a product that sells every day', () => {
    const daily = (id: string) => ({ id, demand: Array.from({ length: 140 }, (_, day) => (day === 139 ? 0 : 50)) });
    // One product sold: the shop was not closed.
    const other = { id: 'z', demand: Array.from({ length: 140 }, () => 2) };
    const [fast] = forecastShop([daily('a'), daily('b'), daily('c'), other], context);
    expect(fast && expectedDemand(fast, 10)).toBeGreaterThan(400);
  });

  test('one huge sale does not become a habit', () => {
    const steady = Array.from({ length: 140 }, () => 3);
    const wedding = steady.map((units, day) => (day === 130 ? 300 : units));
    const usual = demandQuantile(one({ id: 'p', demand: steady }), 14, 0.5);
    expect(demandQuantile(one({ id: 'p', demand: wedding }), 14, 0.5)).toBeLessThan(1.5 * usual);
  });

  test('beyond the horizon the weekly pattern goes on', () => {
    const forecast = one(weekly('savon', [1, 2, 3, 4, 5, 6, 7], 30));
    const week = expectedDemand(forecast, 49) - expectedDemand(forecast, 42);
    expect(week).toBeCloseTo(expectedDemand(forecast, 37) - expectedDemand(forecast, 30), 9);
    // But for the little chance that it has stopped by then.
    expect(week / expectedDemand(forecast, 7)).toBeLessThan(1);
    expect(week / expectedDemand(forecast, 7)).toBeGreaterThan(0.98);
    expect(expectedDemand(forecast, 500)).toBe(expectedDemand(forecast, 180));
    const day44 = expectedDemand(forecast, 44) - expectedDemand(forecast, 43);
    expect(day44 / (forecast.daily[1] ?? 0)).toBeCloseTo(1, 1);
    expect(addDays(ORIGIN, 43) && weekday(addDays(ORIGIN, 43))).toBe(1);
  });

  test('under 56 days, or under two sales in them, it says that it does not know enough', () => {
    const days = (length: number, sales: readonly number[]) =>
      one({ id: 'p', demand: Array.from({ length }, (_, day) => (sales.includes(length - day) ? 2 : 0)) }).sufficient;
    expect(days(55, [1, 2, 3])).toBe(false);
    expect(days(56, [1, 56])).toBe(true);
    expect(days(200, [1, 57])).toBe(false);
  });
});
