import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  expectedExcess,
  type Moments,
  normalBelow,
  normalQuantile,
  probabilityAtLeast,
  quantile,
} from './negative-binomial.ts';

const moments = fc
  .record({
    mean: fc.double({ min: 0.01, max: 5000, noNaN: true }),
    excess: fc.double({ min: 0, max: 3, noNaN: true }),
  })
  .map(({ mean, excess }): Moments => ({ mean, variance: mean + excess * mean * mean, whole: true }));

describe('the distribution of a demand', () => {
  test('is the negative binomial: r = 2, q = 1/2, worked by hand', () => {
    // p(k) = (k + 1) / 2^(k + 2): 1/4, 1/4, 3/16, 1/8; mean 2, variance 4.
    const two: Moments = { mean: 2, variance: 4, whole: true };
    expect(probabilityAtLeast(two, 1)).toBeCloseTo(3 / 4, 9);
    expect(probabilityAtLeast(two, 2)).toBeCloseTo(1 / 2, 9);
    expect(probabilityAtLeast(two, 3)).toBeCloseTo(5 / 16, 9);
    expect(quantile(two, 0.49)).toBe(1);
    expect(quantile(two, 0.51)).toBe(2);
    // E[max(D - 1, 0)] = mean - 1 + p(0).
    expect(expectedExcess(two, 1)).toBeCloseTo(1.25, 9);
    expect(expectedExcess(two, 0)).toBe(2);
  });

  test('is nearly the same on either side of each approximation', () => {
    for (const spread of [0.02, 0.2, 0.3, 1]) {
      const at = (mean: number): Moments => ({ mean, variance: mean + spread * mean * mean, whole: true });
      for (const share of [0.5, 1, 1.6]) {
        const exact = probabilityAtLeast(at(49.99), 50 * share);
        expect(Math.abs(probabilityAtLeast(at(50.01), 50 * share) - exact)).toBeLessThan(0.03);
      }
    }
  });

  test('more is never more probable, and a quantile is what its probability says', () => {
    fc.assert(
      fc.property(moments, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (demand, p) => {
        const at = quantile(demand, p);
        expect(Number.isFinite(at) && at >= 0).toBe(true);
        // A quantile is exact to a unit, or to the step of the grid.
        expect(probabilityAtLeast(demand, at + Math.max(1, demand.mean / 50))).toBeLessThanOrEqual(1 - p + 0.03);
        let before = 1;
        for (const share of [0, 0.3, 0.7, 1, 1.5, 3, 10]) {
          const reached = probabilityAtLeast(demand, share * demand.mean);
          expect(reached).toBeLessThanOrEqual(before + 1e-9);
          before = reached;
        }
      }),
    );
  });

  test('what a stock leaves unserved falls as the stock grows, and never below 0', () => {
    fc.assert(
      fc.property(moments, (demand) => {
        let before = demand.mean;
        for (const share of [0.2, 0.6, 1, 2, 5]) {
          const excess = expectedExcess(demand, Math.ceil(share * demand.mean));
          expect(excess).toBeGreaterThanOrEqual(0);
          expect(excess).toBeLessThanOrEqual(before + 0.02 * demand.mean + 1e-9);
          before = excess;
        }
      }),
    );
  });

  test('no demand reaches no stock, and a stock of 0 is always reached', () => {
    const none: Moments = { mean: 0, variance: 0, whole: true };
    expect(probabilityAtLeast(none, 1)).toBe(0);
    expect(probabilityAtLeast(none, 0)).toBe(1);
    expect(quantile(none, 0.9)).toBe(0);
    expect(expectedExcess(none, 3)).toBe(0);
  });

  test('goods by weight run out between whole units', () => {
    const rice: Moments = { mean: 1.2, variance: 0.5, whole: false };
    expect(quantile(rice, 0.5)).toBeGreaterThan(0.8);
    expect(quantile(rice, 0.5)).toBeLessThan(1.3);
    expect(probabilityAtLeast(rice, 0.6)).toBeGreaterThan(probabilityAtLeast(rice, 0.9));
  });

  test('the normal distribution and its quantile agree', () => {
    expect(normalBelow(1.2816)).toBeCloseTo(0.9, 4);
    for (const p of [0.01, 0.1, 0.5, 0.9, 0.99])
      expect(Math.abs(normalBelow(normalQuantile(p)) - p)).toBeLessThan(1e-3);
  });
});
