import { aMovement, aProduct, aSale } from '@digiboost/domain/documents/testing/examples';
import { expect, test } from 'vitest';
import { aShop, ledgersOf } from '../testing/shop-data.ts';
import { product } from './product.ts';

const shop = aShop({
  today: '2026-03-05',
  ...ledgersOf(
    [aProduct()],
    [
      aMovement({ n: 1, at: '2026-03-01T09:00:00.000Z', quantity: 20 }),
      aSale({ n: 2, at: '2026-03-03T10:00:00.000Z' }),
      aSale({ n: 3, at: '2026-03-05T10:00:00.000Z' }),
    ],
  ),
});

test('a product’s days come from its columns', () => {
  // 20 received on the 1st, 2 x 2 sold at 500 each, bought at 400.
  expect(product(shop, { id: 'product:riz' })).toMatchObject({
    from: '2026-03-01',
    sold: [0, 0, 2, 0, 2],
    stock: [20, 20, 18, 18, 16],
    ahead: null,
    rotation: null,
  });
});

test('a product that is not known has none', () => {
  expect(product(shop, { id: 'product:inconnu' })).toBeNull();
});
