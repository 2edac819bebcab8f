import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import type { StockLine } from './stock-status.ts';
import { stockValue, valuation } from './valuation.ts';

const line = (onHand: number, unitCost: number, category?: string): StockLine => ({
  product: aProduct(category ? { categoryId: `category:${category}` } : {}),
  unitCost,
  onHand,
});

describe('valuation', () => {
  test('sums stock at what it cost, by category, largest first', () => {
    // 10 x 400 = 4,000; 2.5 x 1,250.50 = 3,126.25; 3 x 1,000 = 3,000; nothing under zero
    const lines = [line(10, 400, 'cereales'), line(2.5, 1250.5, 'huiles'), line(3, 1000, 'cereales'), line(-4, 9000)];
    expect(valuation(lines)).toEqual({
      total: 10_126,
      byCategory: [
        { categoryId: 'category:cereales', value: 7000 },
        { categoryId: 'category:huiles', value: 3126 },
      ],
    });
  });

  test('rounds the sum and not its lines', () => {
    // 0.25 + 0.25 = 0.5, rounded up; each of them alone is nothing
    expect(valuation([line(0.5, 0.5), line(0.5, 0.5)]).total).toBe(1);
    expect(stockValue(line(0.5, 0.5))).toBe(0);
    // 3 x 33.33 = 99.99
    expect(valuation([line(1, 33.33), line(1, 33.33), line(1, 33.33)]).total).toBe(100);
  });

  test('is exact beyond what a double holds', () => {
    // 8,999,999.999 x 999,999.99 = 8,999,999,909,000.00001…; a thousand of them
    const large = Array.from({ length: 1000 }, () => line(8_999_999.999, 999_999.99));
    const exact = 8_999_999_999n * 99_999_999n * 1000n;
    expect(valuation(large).total).toBe(Number((exact + 50_000n) / 100_000n));
  });

  test('counts archived products, names those without a category, and is nothing for an empty shop', () => {
    const archived = { product: aProduct({ isActive: false }), onHand: 2, unitCost: 400 };
    expect(valuation([archived])).toEqual({ total: 800, byCategory: [{ categoryId: null, value: 800 }] });
    expect(valuation([])).toEqual({ total: 0, byCategory: [] });
  });

  test('does not depend on the order of the lines', () => {
    const lines = fc.array(
      fc
        .tuple(
          fc.integer({ min: -5000, max: 5_000_000 }),
          fc.integer({ min: 0, max: 5_000_000 }),
          fc.constantFrom('a', 'b'),
        )
        .map(([milli, cents, category]) => line(milli / 1000, cents / 100, category)),
    );
    fc.assert(
      fc.property(lines, (some) => {
        expect(valuation([...some].reverse())).toEqual(valuation(some));
      }),
    );
  });
});
