import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMoney, isUnitCost, lineAmount } from './money.ts';
import { fromMilli, isQuantity, toMilli } from './quantity.ts';

const milli = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });

describe('quantities', () => {
  test('keep three decimals exactly', () => {
    fc.assert(
      fc.property(milli, (value) => {
        expect(toMilli(fromMilli(value))).toBe(value);
        expect(isQuantity(fromMilli(value))).toBe(true);
      }),
    );
    expect(fromMilli(toMilli(0.1) + toMilli(0.2))).toBe(0.3);
    expect(isQuantity(0.1 + 0.2)).toBe(true);
  });

  test.each([0.0001, 1.2345, 0.0005, Number.NaN, Number.POSITIVE_INFINITY, 1e9 + 1, -1e9 - 1])('refuse %d', (value) => {
    expect(isQuantity(value)).toBe(false);
  });
});

describe('money', () => {
  test('a line is rounded half up to the franc', () => {
    expect(lineAmount(1.5, 333)).toBe(500); // 499.5
    expect(lineAmount(0.333, 1000)).toBe(333);
    expect(lineAmount(0.1, 5)).toBe(1); // 0.5
    expect(lineAmount(3, 0)).toBe(0);
  });

  test('is exact for any quantity and price of a shop', () => {
    const thousandths = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(thousandths, fc.integer({ min: 0, max: 5_000_000 }), (quantity, price) => {
        const exact = (BigInt(quantity) * BigInt(price) + 500n) / 1000n;
        expect(lineAmount(fromMilli(quantity), price)).toBe(Number(exact));
      }),
    );
  });

  test('is a whole number that is not negative; a unit cost may carry two decimals', () => {
    expect([0, 1, 25_000].every(isMoney)).toBe(true);
    expect([-1, 0.5, Number.NaN, 2 ** 53].some(isMoney)).toBe(false);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000_000 }), (cents) => {
        expect(isUnitCost(cents / 100)).toBe(true);
      }),
    );
    expect([0.001, 12.345, -1, Number.NaN].some(isUnitCost)).toBe(false);
  });
});
