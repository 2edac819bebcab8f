import { expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import { stockHealth } from './stock-health.ts';
import { type StockStatus, shelfLine, stockStatus } from './stock-status.ts';

test.each<[number, number, StockStatus]>([
  [-3, 5, 'RUPTURE'],
  [0, 5, 'RUPTURE'],
  [0, 0, 'RUPTURE'],
  [0.001, 5, 'LOW'],
  [5, 5, 'LOW'],
  [5.001, 5, 'OK'],
  [1, 0, 'OK'],
])('%d on hand with a minimum of %d is %s', (onHand, minStock, status) => {
  expect(stockStatus({ product: aProduct({ minStock }), onHand }, true)).toBe(status);
});

test.each([-2, 0, 3])('%d on hand that nobody counted nor received is to be counted', (onHand) => {
  expect(stockStatus({ product: aProduct(), onHand }, false)).toBe('UNKNOWN');
});

test('health counts active products only', () => {
  const lines = [0, -1, 5, 6, 100].map((onHand) =>
    shelfLine({ product: aProduct(), onHandMilli: onHand * 1000, isKnown: true }, 400),
  );
  const archived = shelfLine({ product: aProduct({ isActive: false }), onHandMilli: 0, isKnown: true }, 400);
  const fresh = shelfLine({ product: aProduct(), onHandMilli: 0, isKnown: false }, 400);
  expect(stockHealth([...lines, archived, fresh])).toEqual({ products: 6, ruptures: 2, low: 1, unknown: 1 });
  expect(stockHealth([])).toEqual({ products: 0, ruptures: 0, low: 0, unknown: 0 });
});
