import { expect, test } from 'vitest';
import { A_SALE, AT_LEAST, censoredDemand, knownDemand } from './censored-demand.ts';
import { forecastShop } from './forecast-shop.ts';
import { expectedDemand } from './product-forecast.ts';

test('a shelf that ran out at its second unit, worked by hand', () => {
  // Negative binomial of mean 2 and variance 4: p = 1/4, 1/4, 3/16, … P(D >= 2) = 1/2, E[max(D - 2, 0)] = 2 - 2 + 2/4 +
  // 1/4.
  expect(censoredDemand(2, 2, 2, true)).toBeCloseTo(2 + 0.75 / 0.5, 9);
  expect(censoredDemand(0, 2, 2, true)).toBeCloseTo(2, 9);
});

test('never less than what was sold, and just that where no more can be told', () => {
  for (const sold of [0, 1, 7, 40, 300]) expect(censoredDemand(sold, 5, 1.5, true)).toBeGreaterThanOrEqual(sold);
  expect(censoredDemand(4, 0, 1, true)).toBe(4);
  expect(censoredDemand(500, 1, 1, true)).toBe(500);
});

test('a day on an empty shelf tells nothing; the day before it, and what was asked for on it, a least demand', () => {
  const p = { id: 'p', demand: [3, 5, 0, 2, Number.NaN, 4], empty: [0, 0, 1, 1, 0, 0] };
  const { days, units, atLeast } = knownDemand([p]);
  expect(days).toBe(6);
  expect([...units]).toEqual([3, 5, Number.NaN, 2, Number.NaN, 4]);
  expect([...atLeast]).toEqual([0, AT_LEAST, AT_LEAST, AT_LEAST, 0, 0]);
  // A newer product of the same shop: nothing is known of it before it came.
  expect([...knownDemand([p, { id: 'q', demand: [7] }]).units].slice(-4)).toEqual([Number.NaN, Number.NaN, 4, 7]);
});

test('a shelf that held out through a day without a sale ran out by a sale on the day after it that is not known', () => {
  const hidden = knownDemand([{ id: 'p', demand: [3, 0, Number.NaN, Number.NaN, 4] }]);
  expect([...hidden.units]).toEqual([3, 0, 0, Number.NaN, 4]);
  expect([...hidden.atLeast]).toEqual([0, 0, A_SALE, 0, 0]);
  // On a day that is known to have begun empty nothing was sold.
  const seen = knownDemand([{ id: 'p', demand: [3, 0, 0, 0, 4], empty: [0, 0, 1, 1, 0] }]);
  expect([...seen.units]).toEqual([3, 0, Number.NaN, Number.NaN, 4]);
});

test('a shop whose days of running out are hidden is forecast almost as if they were not', () => {
  // A dozen is asked for every fifth day; every second one empties the shelf, and is hidden with the day after it.
  const asked = Array.from({ length: 280 }, (_, day) => (day % 5 === 1 ? 12 : 0));
  const sold = asked.map((units, day) => (day % 10 === 6 || day % 10 === 7 ? Number.NaN : units));
  const fourteen = (demand: number[]) => {
    const [one] = forecastShop([{ id: 'p', demand }], { origin: '2026-03-09' });
    return one ? expectedDemand(one, 14) : Number.NaN;
  };
  expect(Math.abs(fourteen(sold) / fourteen(asked) - 1)).toBeLessThan(0.2);
  expect(fourteen(sold.map((units) => (Number.isNaN(units) ? 0 : units)))).toBeLessThan(0.7 * fourteen(asked));
});

test('a shop that is often out of stock is forecast almost as if it had not been', () => {
  // Demand 2, 4, … 10 and again; ten units come every second day, so the shelf runs out during most second days.
  const asked = Array.from({ length: 280 }, (_, day) => 2 + 2 * ((day * 3) % 5));
  let left = 0;
  const sold: number[] = [];
  const empty: number[] = [];
  asked.forEach((units, day) => {
    const before = day % 2 === 0 ? left + 10 : left;
    const taken = Math.min(before, units);
    left = before - taken;
    sold.push(taken);
    empty.push(before <= 0 ? 1 : 0);
  });
  const forecast = (demand: number[], mask?: number[]) => {
    const [one] = forecastShop([{ id: 'p', demand, ...(mask ? { empty: mask } : {}) }], { origin: '2026-03-09' });
    return one ? expectedDemand(one, 14) : Number.NaN;
  };
  const whole = forecast(asked);
  expect(forecast(sold)).toBeLessThan(0.85 * whole);
  expect(Math.abs(forecast(sold, empty) / whole - 1)).toBeLessThan(0.12);
});
