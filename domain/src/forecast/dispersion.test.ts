import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIRST_LAW, learnFortnight, learnLaw, learnSpread, newDispersion, scatterOf } from './dispersion.ts';

/** A product of `units` a fortnight whose squared errors have been `errors` on average, over 40 fortnights. */
const product = (units: number, errors: number) => {
  const d = newDispersion();
  for (let i = 0; i < 40; i++) learnFortnight(d, units + Math.sqrt(errors), units, 1, { days: 1e6, rates: 0 });
  return d;
};

test("the law that a shop's products follow is found: variance = 1.3 mean + 0.4 mean^1.5", () => {
  const products = Array.from({ length: 60 }, (_, i) => 4 ** (i % 6)).map((units) =>
    product(units, 1.3 * units + 0.4 * units ** 1.5),
  );
  let law = FIRST_LAW;
  for (let week = 0; week < 5; week++) law = learnLaw(products, law);
  // Shrunk to days: 1, a little.
  expect(law.days).toBeGreaterThan(1.15);
  expect(law.days).toBeLessThan(1.3);
  expect(law.rates).toBeCloseTo(0.4, 1);
  const [slow, fast] = [products[1], products[5]].map((d) => d && scatterOf(d, law, 1));
  expect(slow?.rateVariance).toBeCloseTo(law.rates / Math.sqrt(14), 2);
  expect(fast?.dispersion).toBeCloseTo(law.days, 1);
});

test('what sells much is known better than what sells little', () => {
  const law = { days: 1, rates: 0.3 };
  const at = (level: number) => scatterOf(newDispersion(), law, level).rateVariance;
  expect(at(1)).toBeGreaterThan(2 * at(10));
  expect(at(1e9)).toBe(0.003);
  expect(at(0)).toBe(at(0.001));
});

test('a product that scatters more than the law keeps a part of it, and one accident is not a habit', () => {
  const law = { days: 1, rates: 0 };
  const spread = (errors: readonly number[]) => {
    const d = newDispersion();
    for (const error of errors) {
      learnFortnight(d, 100 + error, 100, 1, law);
      learnSpread(d, law);
    }
    return d.spread;
  };
  const usual = new Array<number>(40).fill(10);
  expect(spread(usual)).toBeCloseTo(1, 6);
  const wide = spread(usual.map((error) => 2 * error));
  expect(wide).toBeGreaterThan(1.5);
  expect(wide).toBeLessThan(4);
  expect(spread([...usual, 5000])).toBeLessThan(1.3);
});

test('any products give a law that can be computed with, all alike or none too', () => {
  expect(learnLaw([], FIRST_LAW)).toBe(FIRST_LAW);
  const size = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(
      size,
      size,
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.tuple(size, size)),
      (units, errors, n, more) => {
        const products = [...new Array<[number, number]>(n).fill([units, errors]), ...more].map((p) => product(...p));
        const law = learnLaw(products, FIRST_LAW);
        expect(law.days).toBeGreaterThanOrEqual(0.5);
        expect(law.rates).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(law.days + law.rates)).toBe(true);
        for (const d of products) {
          learnSpread(d, law);
          expect(d.spread > 0 && Number.isFinite(d.spread)).toBe(true);
        }
      },
    ),
  );
});
