import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverage } from './coverage.ts';

test('days of stock at the expected demand', () => {
  expect(coverage(42, 6)).toBe(7);
  expect(coverage(0, 6)).toBe(0);
  expect(coverage(-3, 6)).toBe(0);
  expect(coverage(42, 0)).toBeNull();
  expect(coverage(42, Number.NaN)).toBeNull();
});

test('more stock never covers fewer days, and no figure is not a number', () => {
  const quantity = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(quantity, fc.double({ min: 0.001, max: 1e6, noNaN: true }), fc.nat(1e6), (stock, more, perDay) => {
      const less = coverage(stock, perDay);
      const days = coverage(stock + more, perDay);
      expect(days === null).toBe(less === null);
      expect(days ?? 0).toBeGreaterThanOrEqual(less ?? 0);
    }),
  );
});
