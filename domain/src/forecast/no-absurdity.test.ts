import { describe, expect, test } from 'vitest';
import { must } from '../shared/must.ts';
import type { DemandSeries } from './demand-series.ts';
import { forecastShop } from './forecast-shop.ts';
import {
  demandQuantile,
  expectedDemand,
  expectedShortfall,
  HORIZON,
  type ProductForecast,
} from './product-forecast.ts';
import { SENEGAL } from './senegal-calendar.ts';
import { stockOut } from './stock-out.ts';
import { scoreOf } from './testing/scores.ts';
import { Draws, drawWorld } from './testing/worlds.ts';

/** A Monday. */
const ORIGIN = '2026-11-09';
const SEEDS = [1, 2, 3, 4];
const flat = () => 1;

/** `count` products that sell `rate` a day, in a shop that was closed on the days of `isClosed`. */
function shopOf(count: number, rate: number, isClosed: (day: number) => boolean, seed = 1): readonly DemandSeries[] {
  const products = Array.from({ length: count }, () => ({ rate: () => rate }));
  return drawWorld({ products, days: 200, factor: flat, isOpen: (day) => !isClosed(day) }, new Draws(seed)).series;
}

const total = (forecasts: readonly ProductForecast[], days = HORIZON): number =>
  forecasts.reduce((sum, forecast) => sum + expectedDemand(forecast, days), 0);

const one = (series: DemandSeries, others: readonly DemandSeries[] = []): ProductForecast =>
  must(forecastShop([series, ...others], { origin: ORIGIN })[0]);

const known = (id: string, demand: readonly number[]): DemandSeries => ({ id, demand, empty: demand.map(() => 0) });
const kinds = ({ caveats }: ProductForecast): string[] => caveats.map(({ kind }) => kind);

describe('a shop that was closed, or recorded nothing', () => {
  test('expects what it sold before, on every day of four weeks, and calls no date reliable', () => {
    for (let closed = 1; closed <= 28; closed += 3) {
      const forecasts = forecastShop(
        shopOf(15, 3, (day) => day >= -closed),
        { origin: ORIGIN },
      );
      expect(total(forecasts, 15) / (15 * 15 * 3)).toBeGreaterThan(0.88);
      expect(total(forecasts, 15) / (15 * 15 * 3)).toBeLessThan(1.12);
      if (closed < 3) continue;
      for (const forecast of forecasts) {
        expect(forecast.caveats).toContainEqual({ kind: 'CLOSED', days: closed });
        for (const stock of [1, 9, 30, 60]) expect(stockOut(forecast, stock).reliability).not.toBe('RELIABLE');
      }
    }
  });

  test('is as before on the day it reopens', () => {
    const forecasts = forecastShop(
      shopOf(15, 3, (day) => day >= -29 && day < -1),
      { origin: ORIGIN },
    );
    expect(total(forecasts, 15) / (15 * 15 * 3)).toBeGreaterThan(0.88);
    for (const forecast of forecasts) expect(kinds(forecast)).not.toContain('CLOSED');
  });

  test.each([
    [5, 3, 7],
    [8, 1, 14],
    [50, 0.1, 14],
  ])('%i products that sell %d a day, closed for %i days', (count, rate, days) => {
    for (const seed of SEEDS) {
      const usual = forecastShop(
        shopOf(count, rate, () => false, seed),
        { origin: ORIGIN },
      );
      const forecasts = forecastShop(
        shopOf(count, rate, (day) => day >= -days, seed),
        { origin: ORIGIN },
      );
      expect(total(forecasts) / total(usual)).toBeGreaterThan(0.8);
      expect(total(forecasts) / total(usual)).toBeLessThan(1.2);
    }
  });

  test.each([
    [1, 3, 28],
    [4, 0.3, 45],
    [10, 0.05, 28],
  ])('%i products that sell %d a day tell a closure of %i days too, once it is long enough', (count, rate, days) => {
    const seeds = [1, 2, 3, 4, 5, 6];
    const sum = (closed: number) =>
      seeds.reduce((all, seed) => {
        const series = shopOf(count, rate, (day) => day >= -closed, seed);
        return all + total(forecastShop(series, { origin: ORIGIN }));
      }, 0);
    expect(sum(days) / sum(0)).toBeGreaterThan(0.8);
    expect(sum(days) / sum(0)).toBeLessThan(1.2);
  });

  test('knows its products as well after ten weeks as before, and the slow ones too', () => {
    const forecasts = forecastShop(
      shopOf(30, 0.15, (day) => day >= -70),
      { origin: ORIGIN },
    );
    expect(forecasts.filter(({ sufficient }) => sufficient).length).toBeGreaterThan(25);
  });

  test('a day of the week on which it never opens is not a closure, nor is a shop that opens on one day a week', () => {
    const saturdays = shopOf(6, 4, (day) => day % 7 !== -2);
    const sundays = shopOf(6, 4, (day) => day % 7 === -1);
    for (const [series, open] of [
      [saturdays, 1],
      [sundays, 6],
    ] as const) {
      const forecasts = forecastShop(series, { origin: ORIGIN });
      expect(total(forecasts, 7) / (6 * 4 * open)).toBeGreaterThan(0.8);
      expect(total(forecasts, 7) / (6 * 4 * open)).toBeLessThan(1.2);
      for (const forecast of forecasts) expect(kinds(forecast)).not.toContain('CLOSED');
    }
  });
});

describe('one order that is far from usual', () => {
  test.each([20, 60])('%i days ago does not change what is usual, and the outlook agrees with itself', (ago) => {
    const others = shopOf(5, 2, () => false);
    for (const seed of SEEDS) {
      const [usual] = shopOf(1, 2, () => false, seed);
      const demand = Array.from(must(usual).demand);
      demand[demand.length - ago] = 1000;
      const forecast = one(known('p', demand), others);
      const perDay = expectedDemand(forecast, HORIZON) / HORIZON;
      expect(perDay).toBeGreaterThan(1.5);
      expect(perDay).toBeLessThan(2.6);
      const { day } = stockOut(forecast, 30);
      expect(Math.abs(day - 30 / perDay)).toBeLessThan(3);
      expect(kinds(forecast)).toContain('LARGE_ORDER');
    }
  });
});

test('a slow product is as slow after an order of fifty, and its day agrees with its demand', () => {
  const others = shopOf(5, 2, () => false);
  for (const ago of [1, 5, 20, 60]) {
    let perDay = 0;
    for (const seed of SEEDS) {
      const [usual] = shopOf(1, 0.2, () => false, seed);
      const demand = Array.from(must(usual).demand);
      demand[demand.length - ago] = 50;
      const forecast = one(known('p', demand), others);
      const own = expectedDemand(forecast, HORIZON) / HORIZON;
      perDay += own / SEEDS.length;
      const stock = Math.max(1, Math.round(12 * own));
      expect(Math.abs(stockOut(forecast, stock).day - stock / own)).toBeLessThan(6);
    }
    expect(perDay).toBeLessThan(0.33);
  }
});

test('large orders that come again and again widen what is foreseen, and leave the usual day where it is', () => {
  const others = shopOf(5, 2, () => false);
  const [usual] = shopOf(1, 2, () => false, 2);
  const demand = Array.from(must(usual).demand);
  const plain = one(known('p', demand), others);
  for (const ago of [20, 45, 70, 95, 120, 145, 170]) demand[demand.length - ago] = 200;
  const forecast = one(known('p', demand), others);
  expect(forecast.large.perDay).toBeCloseTo(6 / 200, 1);
  expect(demandQuantile(forecast, 15, 0.9)).toBeGreaterThan(100);
  expect(demandQuantile(forecast, 15, 0.5)).toBeLessThan(2 * demandQuantile(plain, 15, 0.5));
  expect(expectedShortfall(forecast, 15, 60)).toBeGreaterThan(20);
  expect(stockOut(forecast, 60).from).toBeLessThan(stockOut(plain, 60).from);
});

test('what is sold by the dozen runs out by the dozen', () => {
  const others = shopOf(5, 2, () => false);
  const draws = new Draws(4);
  const dozens = one(
    known(
      'p',
      Array.from({ length: 200 }, () => 12 * draws.poisson(0.4)),
    ),
    others,
  );
  expect(dozens.pack).toBe(12);
  expect(demandQuantile(dozens, 10, 0.5) % 12).toBe(0);
  // A stock of one and one of twelve are gone with the same sale.
  expect(stockOut(dozens, 1)).toEqual(stockOut(dozens, 12));
  expect(stockOut(dozens, 13).day).toBeGreaterThan(stockOut(dozens, 12).day);
});

test('a broken dozen does not end the dozens, a few of them do', () => {
  const others = shopOf(5, 2, () => false);
  const packOf = (odd: readonly number[]) => {
    const draws = new Draws(4);
    const demand = Array.from({ length: 200 }, () => 12 * draws.poisson(0.4));
    for (const at of odd) demand[at] = 5;
    return one(known('p', demand), others).pack;
  };
  expect(packOf([150])).toBe(12);
  expect(packOf([100, 110, 120, 130, 140, 150, 160, 170, 180, 190])).toBe(1);
});

test('what sells once in a week or two is given no reliable date, however quiet it is', () => {
  for (const seed of SEEDS) {
    for (const forecast of forecastShop(
      shopOf(20, 0.1, () => false, seed),
      { origin: ORIGIN },
    )) {
      for (const stock of [1, 2, 4, 8]) expect(stockOut(forecast, stock).reliability).not.toBe('RELIABLE');
    }
  }
});

describe('a product that goes off the menu', () => {
  /** A café: its products stay for about six weeks and are away for one or two, and some never came back. */
  const draws = new Draws(5);
  const others = Array.from({ length: 16 }, (_, i) => {
    let runs = true;
    const end = i < 4 ? 60 + 30 * i : 200;
    const demand = Array.from({ length: 200 }, (_, day) => {
      if (draws.unit() < (runs ? 1 / 40 : 1 / 9)) runs = !runs;
      return runs && day < end ? draws.poisson(5) : 0;
    });
    return known(`q${i}`, demand);
  });
  const gone = (zeros: number) =>
    one(
      known('p', [
        ...Array.from({ length: 196 - zeros }, () => draws.poisson(12)),
        3,
        9,
        4,
        3,
        ...new Array(zeros).fill(0),
      ]),
      others,
    );

  test('is not expected to sell as before once it is gone, and no date of it is reliable', () => {
    for (const zeros of [3, 8, 14, 24]) {
      const forecast = gone(zeros);
      expect(kinds(forecast)).toContain('STOPPING');
      for (const stock of [5, 30, 100]) expect(stockOut(forecast, stock).reliability).not.toBe('RELIABLE');
    }
    const forecast = gone(24);
    expect(expectedDemand(forecast, 15)).toBeLessThan(30);
    expect(stockOut(forecast, 15).within15).toBeLessThan(0.35);
  });
});

describe('a season or a feast', () => {
  test('a Ramadan that the shop has never seen leaves no date reliable, and no interval as narrow as before', () => {
    const origin = '2026-02-16';
    for (const effect of [0.6, 1.6]) {
      const products = Array.from({ length: 15 }, () => ({ rate: (day: number) => (day >= 3 ? 4 * effect : 4) }));
      const { series } = drawWorld({ products, days: 200, origin, factor: flat }, new Draws(1));
      const before = forecastShop(series, { origin });
      forecastShop(series, { origin, calendar: SENEGAL }).forEach((forecast, i) => {
        expect(forecast.caveats).toContainEqual({ kind: 'EVENT', event: 'RAMADAN', day: 4 });
        const [wide, narrow] = [stockOut(forecast, 50), stockOut(must(before[i]), 50)];
        expect(wide.to - wide.from).toBeGreaterThan(narrow.to - narrow.from);
        for (const stock of [30, 50, 90]) expect(stockOut(forecast, stock).reliability).not.toBe('RELIABLE');
        // Nor is a date whose interval reaches into it.
        const short = stockOut(forecast, 8);
        if (short.to >= 4) expect(short.reliability).not.toBe('RELIABLE');
        // What runs out before it begins is not touched by it.
        expect(Math.abs(stockOut(forecast, 4).day - stockOut(must(before[i]), 4).day)).toBeLessThanOrEqual(1);
      });
    }
  });

  test("last year's same weeks tell of this year's season", () => {
    // Three times as much from the origin on, this year and the last.
    const season = (day: number) => (day >= 0 || (day >= -364 && day < -280) ? 3 : 1);
    const products = Array.from({ length: 15 }, () => ({ rate: () => 3 }));
    const shop = { products, days: 400, factor: season };
    const { series } = drawWorld(shop, new Draws(2));
    const usual = 15 * 15 * 3;
    expect(total(forecastShop(series, { origin: ORIGIN }), 15)).toBeGreaterThan(1.7 * usual);
    const steady = drawWorld({ ...shop, factor: flat }, new Draws(2)).series;
    const ratio = total(forecastShop(steady, { origin: ORIGIN }), 15) / usual;
    expect(ratio).toBeGreaterThan(0.93);
    expect(ratio).toBeLessThan(1.07);
  });

  test('a season is neither doubled when it has just begun nor missed when it has just ended', () => {
    for (const begun of [7, 14, 28, 84, 95]) {
      const within = (day: number) => day >= -begun && day < 84 - begun;
      const season = (day: number) => (within(day) || within(day + 364) ? 3 : 1);
      const products = Array.from({ length: 15 }, () => ({ rate: () => 3 }));
      let [expected, actual] = [0, 0];
      for (const seed of SEEDS) {
        const { series, ahead } = drawWorld({ products, days: 500, factor: season }, new Draws(seed));
        expected += total(forecastShop(series, { origin: ORIGIN }), 15);
        for (const units of ahead) actual += units.slice(0, 15).reduce((a, b) => a + b, 0);
      }
      const ratio = expected / actual;
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.2);
    }
  });

  test('weeks in which the shop was closed a year ago are said, and no date in them is reliable', () => {
    const products = Array.from({ length: 15 }, () => ({ rate: () => 3 }));
    // Eleven days from the fourth day ahead, a year ago.
    const isOpen = (day: number) => !(day >= 4 - 364 && day < 15 - 364);
    const forecasts = forecastShop(drawWorld({ products, days: 400, factor: flat, isOpen }, new Draws(3)).series, {
      origin: ORIGIN,
    });
    const open = forecastShop(drawWorld({ products, days: 400, factor: flat }, new Draws(3)).series, {
      origin: ORIGIN,
    });
    // It may stay open: what is bought must last, and no more is bought because it may not.
    const bought = (all: readonly ProductForecast[]) => all.reduce((sum, f) => sum + demandQuantile(f, 15, 0.95), 0);
    expect(total(forecasts, 15) / (15 * 15 * 3)).toBeGreaterThan(0.85);
    expect(bought(forecasts) / bought(open)).toBeLessThan(1.1);
    for (const [i, forecast] of forecasts.entries()) {
      // If it closes, a stock of ten days lasts eleven days longer, and less is sold.
      expect(stockOut(forecast, 30).to).toBeGreaterThan(stockOut(must(open[i]), 30).to + 4);
      expect(demandQuantile(forecast, 15, 0.1)).toBeLessThan(0.7 * demandQuantile(must(open[i]), 15, 0.1));
      const caveat = forecast.caveats.find(({ kind }) => kind === 'CLOSED_LAST_YEAR');
      expect(caveat).toMatchObject({ day: 1 });
      expect(Math.abs((caveat?.kind === 'CLOSED_LAST_YEAR' ? caveat.days : 0) - 11)).toBeLessThan(3);
      for (const stock of [9, 30, 60]) expect(stockOut(forecast, stock).reliability).not.toBe('RELIABLE');
    }
  });

  test('a fortnight that was slow throughout the shop is not drawn out into a trend', () => {
    const products = Array.from({ length: 15 }, () => ({ rate: (day: number) => (day >= -14 ? 1.5 : 3) }));
    const { series } = drawWorld({ products, days: 200, factor: flat }, new Draws(3));
    expect(total(forecastShop(series, { origin: ORIGIN }), 15)).toBeGreaterThan(0.85 * 15 * 15 * 1.5);
  });
});

test('what keeps to a day of its own is expected on it after eight weeks, and what keeps to every other one later', () => {
  const others = shopOf(8, 4, () => false);
  for (const day of [0, 2, 5]) {
    const eight = Array.from({ length: 56 }, (_, at) => (at % 7 === day ? 20 : 0));
    const forecast = one(known('p', eight), others);
    expect(forecast.daily[day]).toBeGreaterThan(0.65 * expectedDemand(forecast, 7));
    expect(stockOut(forecast, 15).day).toBe(day + 1);
    const everyOther = Array.from({ length: 196 }, (_, at) => (at % 14 === day ? 20 : 0));
    const rare = one(known('p', everyOther), others);
    expect(rare.daily[day]).toBeGreaterThan(0.8 * expectedDemand(rare, 7));
  }
});

test('twenty every Saturday are expected on Saturday, whatever else the shop sells', () => {
  const others = shopOf(8, 4, () => false);
  const saturdays = Array.from({ length: 196 }, (_, day) => (day % 7 === 5 ? 20 : 0));
  const forecast = one(known('p', saturdays), others);
  expect(forecast.daily[5]).toBeGreaterThan(16);
  for (const day of [0, 1, 2, 3, 4, 6]) expect(forecast.daily[day]).toBeLessThan(1.2);
  expect(stockOut(forecast, 15).day).toBe(6);
});

test('without knowledge of the shelf no date is called reliable', () => {
  expect(scoreOf('runsOutHidden', SEEDS).reliable).toBe(0);
});

test('a stock that is no number is an error, not a forecast', () => {
  const [forecast] = forecastShop(
    shopOf(1, 2, () => false),
    { origin: ORIGIN },
  );
  expect(() => stockOut(must(forecast), Number.NaN)).toThrow();
});
