import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StockOut } from '../forecast/index.ts';
import { isPredictedRupture, soonestFirst } from './ruptures.ts';

const stockOut = (parts: Partial<StockOut> = {}): StockOut => ({
  day: 5,
  from: 4,
  to: 7,
  within15: 0.9,
  reliability: 'MEDIUM',
  ...parts,
});

test('a rupture is predicted of a product that is in stock and whose history says enough', () => {
  expect(isPredictedRupture({ stockOut: stockOut() })).toBe(true);
  expect(isPredictedRupture({ stockOut: stockOut({ day: 0 }) })).toBe(false);
  expect(isPredictedRupture({ stockOut: stockOut({ day: 16 }) })).toBe(false);
  expect(isPredictedRupture({ stockOut: stockOut({ day: 16 }) }, 30)).toBe(true);
  expect(isPredictedRupture({ stockOut: stockOut({ reliability: 'INSUFFICIENT' }) })).toBe(false);
});

test('products that run out come in one order, in whatever order they are told', () => {
  const day = fc.integer({ min: 0, max: 3 });
  const foreseen = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h').map((name) => `product:${name}` as const),
    stockOut: fc.record({ day, from: day, to: day }).map(stockOut),
  });
  const products = fc.uniqueArray(foreseen, { selector: ({ id }) => id });
  fc.assert(
    fc.property(
      products.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([told, otherwise]) => {
        const sorted = [...told].sort(soonestFirst);
        expect([...otherwise].sort(soonestFirst)).toEqual(sorted);
        const days = sorted.map((one) => one.stockOut.day);
        expect(days).toEqual([...days].sort((a, b) => a - b));
      },
    ),
  );
});
