import { expect, test } from 'vitest';
import { aMovement, anOrder } from '../documents/testing/examples.ts';
import { purchasesOf, supplierPrices } from './purchases.ts';

const RICE = 'product:riz' as const;
const at = (day: string): string => `${day}T10:00:00.000Z`;
const line = (unitCost: number) => ({ productId: RICE, quantity: 20, unitCost });

const early = aMovement({ at: at('2026-01-05'), n: 4, quantity: 10, unitCost: 380, supplierId: 'supplier:a' });
const half = aMovement({ at: at('2026-02-05'), n: 5, quantity: 15, unitCost: 395, supplierId: 'supplier:a' });
const reception = (movement: typeof half, quantity: number) => ({
  productId: RICE,
  quantity,
  movementId: movement._id,
  at: movement.at,
});
const orders = [
  anOrder({
    _id: 'order:1',
    at: at('2026-02-01'),
    supplierId: 'supplier:a',
    lines: [line(390)],
    status: 'SENT',
    receptions: {
      a: { ...reception(half, 15), unitCost: 395 },
      b: { ...reception(early, 2), voidedAt: at('2026-02-07') },
    },
  }),
  anOrder({ _id: 'order:2', at: at('2026-03-10'), supplierId: 'supplier:b', lines: [line(410)], status: 'SENT' }),
  anOrder({ _id: 'order:3', at: at('2026-03-11'), supplierId: 'supplier:b', lines: [line(1)], status: 'DRAFT' }),
];
const receptions = [
  early,
  half,
  aMovement({ at: at('2026-02-20'), n: 6, quantity: 2 }),
  aMovement({ at: at('2026-02-21'), n: 7, movementType: 'EXIT', unitCost: 5 }),
  aMovement({ at: at('2026-02-22'), n: 8, productId: 'product:huile', unitCost: 5 }),
];
const purchases = purchasesOf(RICE, receptions, orders);

test('what came and what is on its way, newest first', () => {
  expect(purchases).toEqual([
    { state: 'ORDERED', day: '2026-03-10', supplierId: 'supplier:b', quantity: 20, unitCost: 410 },
    { state: 'RECEIVED', day: '2026-02-20', supplierId: null, quantity: 2, unitCost: null },
    { state: 'RECEIVED', day: '2026-02-05', supplierId: 'supplier:a', quantity: 15, unitCost: 395 },
    { state: 'ORDERED', day: '2026-02-01', supplierId: 'supplier:a', quantity: 5, unitCost: 390 },
    { state: 'RECEIVED', day: '2026-01-05', supplierId: 'supplier:a', quantity: 10, unitCost: 380 },
  ]);
});

test('each supplier’s last price and the one before', () => {
  expect(supplierPrices(purchases)).toEqual([
    { supplierId: 'supplier:b', day: '2026-03-10', unitCost: 410, before: null },
    { supplierId: 'supplier:a', day: '2026-02-05', unitCost: 395, before: 380 },
  ]);
  expect(supplierPrices([])).toEqual([]);
});

test('what this phone no longer holds in detail is told by the orders', () => {
  const told = purchasesOf(RICE, [], orders).filter(({ state }) => state === 'RECEIVED');
  expect(told).toEqual([
    { state: 'RECEIVED', day: '2026-02-05', supplierId: 'supplier:a', quantity: 15, unitCost: 395 },
  ]);
});
