import { expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import { expired, expiringStock, expiringWithin } from './expiring.ts';

const TODAY = '2026-03-10';
const yoghurt = aProduct({ _id: 'product:yaourt', name: 'Yaourt' });
const milk = aProduct({ _id: 'product:lait', name: 'Lait' });

test('lists what is left by date, with what it cost; today can still be sold', () => {
  const stock = expiringStock([
    // 40 came: of the 10 of the 9th 2 are left when 32 are there.
    {
      product: yoghurt,
      onHand: 32,
      unitCost: 250,
      lots: [
        { expiresOn: '2026-03-09', milli: 10_000 },
        { expiresOn: '2026-03-10', milli: 5_000 },
        { expiresOn: '2026-03-25', milli: 25_000 },
      ],
    },
    { product: milk, onHand: 1.5, unitCost: 600, lots: [{ expiresOn: '2026-03-10', milli: 4_000 }] },
    { product: aProduct(), onHand: 90, unitCost: 400 },
    {
      product: { ...milk, isActive: false },
      onHand: 9,
      unitCost: 1,
      lots: [{ expiresOn: '2026-03-09', milli: 9_000 }],
    },
  ]);
  const told = stock.map(({ product, expiresOn, quantity, value }) => [product.name, expiresOn, quantity, value]);
  expect(told).toEqual([
    ['Yaourt', '2026-03-09', 2, 500],
    ['Lait', '2026-03-10', 1.5, 900],
    ['Yaourt', '2026-03-10', 5, 1_250],
    ['Yaourt', '2026-03-25', 25, 6_250],
  ]);
  expect(expired(stock, TODAY)).toEqual(stock.slice(0, 1));
  expect(expiringWithin(stock, TODAY, 7)).toEqual(stock.slice(1, 3));
  expect(expiringWithin(stock, TODAY, 30)).toEqual(stock.slice(1));
});
