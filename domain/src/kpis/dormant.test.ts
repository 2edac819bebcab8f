import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import { addDays } from '../shared/day.ts';
import { dormancy, dormantSince, presentSince, type SoldLine } from './dormant.ts';

const TODAY = '2026-03-31';
const ago = (days: number): string => addDays(TODAY, -days);
const line = (change: Partial<SoldLine> = {}): SoldLine => ({
  product: aProduct(),
  unitCost: 250,
  onHand: 4,
  lastSold: ago(60),
  since: ago(300),
  ...change,
});

test('in stock and without a sale for sixty days', () => {
  expect(dormantSince(line(), TODAY)).toBe(TODAY);
  expect(dormantSince(line({ lastSold: ago(59) }), TODAY)).toBeNull();
  expect(dormantSince(line({ lastSold: ago(75) }), TODAY)).toBe(ago(15));
  expect(dormantSince(line({ onHand: 0 }), TODAY)).toBeNull();
  expect(dormantSince(line({ product: aProduct({ isActive: false }) }), TODAY)).toBeNull();
});

test('a product that never sold sleeps once it has been there for sixty days', () => {
  expect(dormantSince(line({ lastSold: null, since: ago(59) }), TODAY)).toBeNull();
  expect(dormantSince(line({ lastSold: null, since: ago(61) }), TODAY)).toBe(ago(1));
});

test('is there since its document or its first line in the ledger', () => {
  const product = { createdAt: '2026-01-10T23:30:00.000Z' };
  expect(presentSince(product, null)).toBe('2026-01-10');
  expect(presentSince(product, null, 'Africa/Lagos')).toBe('2026-01-11');
  expect(presentSince(product, '2025-06-01')).toBe('2025-06-01');
  expect(presentSince(product, '2026-02-01')).toBe('2026-01-10');
});

test('adds up the capital asleep, the dearest first', () => {
  const rice = line({ product: aProduct({ _id: 'product:riz' }), unitCost: 100.25, onHand: 2.5 });
  const oil = line({ product: aProduct({ _id: 'product:huile' }), unitCost: 900, onHand: 3 });
  const awake = line({ product: aProduct({ _id: 'product:sel' }), lastSold: TODAY });
  expect(dormancy([rice, awake, oil], TODAY)).toEqual({
    products: [
      { id: 'product:huile', since: TODAY, value: 2700 },
      { id: 'product:riz', since: TODAY, value: 251 }, // 250.625
    ],
    capital: 2951, // 2,950.625
    days: 300,
  });
  expect(dormancy([], TODAY)).toEqual({ products: [], capital: 0, days: 0 });
});

test('says how long anything has been in stock: in a shop of a day nothing can sleep yet', () => {
  expect(dormancy([line({ lastSold: null, since: TODAY })], TODAY)).toEqual({ products: [], capital: 0, days: 0 });
  const gone = line({ onHand: 0, since: ago(400) });
  expect(dormancy([gone, line({ lastSold: TODAY, since: ago(8) })], TODAY).days).toBe(8);
});

test('stays dormant until it sells', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), (days, later) => {
      const since = dormantSince(line({ lastSold: ago(days) }), TODAY);
      if (since !== null) expect(dormantSince(line({ lastSold: ago(days) }), addDays(TODAY, later))).toBe(since);
    }),
  );
});
