import { expect, test } from 'vitest';
import { learnStops, newStops, nextRunning, observe, resumesAfter } from './interruption.ts';
import { demandQuantile, type ProductForecast, probabilityReached } from './product-forecast.ts';

const after = (running: number, sale: boolean, zero: number, quiet = 0) => {
  const presence = { running, quiet };
  observe(presence, newStops(), sale, zero, false);
  return presence;
};

test('silence speaks against a product that sold well, and a sale for any', () => {
  expect(after(0.99, false, 0.01).running).toBeLessThan(after(0.99, false, 0.8).running);
  expect(after(0.2, true, 0, 9)).toEqual({ running: 1, quiet: 0 });
  expect(after(0.2, false, 0, 9).quiet).toBe(10);
  expect(nextRunning({ running: 0, quiet: 20 }, newStops())).toBeCloseTo(0.03, 9);
});

test('how soon products come back is learnt from those that did, by how long they had been away', () => {
  const shop = newStops();
  for (let time = 0; time < 30; time++) {
    const presence = { running: 0, quiet: 0 };
    for (let day = 1; day < 5; day++) observe(presence, shop, false, 0, true);
    presence.running = 0;
    observe(presence, shop, true, 0, true);
    learnStops(shop, 0);
  }
  expect(resumesAfter(shop, 3)).toBeGreaterThan(0.15);
  expect(resumesAfter(shop, 60)).toBe(resumesAfter(newStops(), 60));
  expect(resumesAfter(newStops(), 5)).toBeGreaterThan(resumesAfter(newStops(), 30));
});

test('how often products stop is learnt from those that did: one stop in a hundred days of ten products', () => {
  const shop = newStops();
  shop.ran = 1000 * 100;
  learnStops(shop, 1000);
  expect(shop.stops).toBeCloseTo(0.01, 3);
  // What sold on is no stop.
  const running = newStops();
  const presence = { running: 1, quiet: 0 };
  for (let day = 0; day < 20_000; day++) observe(presence, running, true, 0.1, true);
  learnStops(running, 0);
  expect(running.stops).toBeLessThan(0.0002);
});

test('an interrupted product may come back while its demand is added up: worked by hand', () => {
  // Interrupted for sure on the first day; each day it comes back with 1/2, and then sells about 100 a day.
  const f: ProductForecast = {
    id: 'p',
    daily: Array.from({ length: 30 }, (_, i) => 100 * (1 - 0.5 ** i)),
    pattern: new Array<number>(7).fill(100),
    sufficient: true,
    lumpy: false,
    settled: true,
    dispersion: 1,
    rateVariance: 0.003,
    interrupted: 1 - 1e-9,
    resumes: 0.5,
    stops: 0,
    doubts: [],
    shut: [],
    large: { perDay: 0, units: 0 },
    pack: 1,
    whole: true,
    caveats: [],
  };
  // P(nothing in 3 days) = 1/4.
  expect(probabilityReached(f, 125, 3, 1)).toBeCloseTo(3 / 4, 2);
  expect(demandQuantile(f, 3, 0.24)).toBe(0);
  expect(demandQuantile(f, 3, 0.5)).toBeGreaterThan(50);
  expect(demandQuantile(f, 1, 0.9)).toBe(0);
});
