import { expect, test } from 'vitest';
import { learnResumes, learnReturn, newReturns, nextRunning, observeRunning } from './interruption.ts';
import { demandQuantile, type ProductForecast, probabilityReached } from './product-forecast.ts';

test('silence speaks against a product that sold well, and a sale for any', () => {
  expect(observeRunning(0.99, 0, 0.01)).toBeLessThan(observeRunning(0.99, 0, 0.8));
  expect(observeRunning(0.2, 3, 0)).toBe(1);
  expect(nextRunning(0, 0.03)).toBeCloseTo(0.03, 9);
});

test('how soon products come back is learnt from those that did', () => {
  const after = (days: number) => {
    const returns = newReturns();
    for (let time = 0; time < 20; time++) {
      for (let day = 1; day < days; day++) learnReturn(returns, 0, false);
      learnReturn(returns, 0, true);
      learnResumes(returns);
    }
    return returns.resumes;
  };
  expect(newReturns().resumes).toBeCloseTo(0.03, 9);
  expect(after(5)).toBeGreaterThan(0.12);
  expect(after(100)).toBeCloseTo(0.01, 2);
  // A sale of what ran anyway is no return.
  const returns = newReturns();
  learnReturn(returns, 1, true);
  expect(returns).toMatchObject({ returned: 0, waited: 0 });
});

test('an interrupted product may come back while its demand is added up: worked by hand', () => {
  // Interrupted for sure on the first day; each day it comes back with 1/2, and then sells about 100 a day.
  const f: ProductForecast = {
    id: 'p',
    daily: Array.from({ length: 30 }, (_, i) => 100 * (1 - 0.5 ** i)),
    pattern: new Array<number>(7).fill(100),
    sufficient: true,
    lumpy: false,
    dispersion: 1,
    rateVariance: 0.003,
    interrupted: 1 - 1e-9,
    resumes: 0.5,
    ordinary: 1,
    whole: true,
  };
  // P(nothing in 3 days) = 1/4.
  expect(probabilityReached(f, 125, 3, 1)).toBeCloseTo(3 / 4, 2);
  expect(demandQuantile(f, 3, 0.24)).toBe(0);
  expect(demandQuantile(f, 3, 0.5)).toBeGreaterThan(50);
  expect(demandQuantile(f, 1, 0.9)).toBe(0);
});
