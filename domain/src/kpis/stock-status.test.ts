import { expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import { stockHealth } from './stock-health.ts';
import { type StockStatus, stockStatus } from './stock-status.ts';

test.each<[number, number, StockStatus]>([
  [-3, 5, 'RUPTURE'],
  [0, 5, 'RUPTURE'],
  [0, 0, 'RUPTURE'],
  [0.001, 5, 'LOW'],
  [5, 5, 'LOW'],
  [5.001, 5, 'OK'],
  [1, 0, 'OK'],
])('%d on hand with a minimum of %d is %s', (onHand, minStock, status) => {
  expect(stockStatus(onHand, minStock)).toBe(status);
});

test('health counts active products only', () => {
  const lines = [0, -1, 5, 6, 100].map((onHand) => ({ product: aProduct(), onHand }));
  const archived = { product: aProduct({ isActive: false }), onHand: 0 };
  expect(stockHealth([...lines, archived])).toEqual({ products: 5, ruptures: 2, low: 1 });
  expect(stockHealth([])).toEqual({ products: 0, ruptures: 0, low: 0 });
});
