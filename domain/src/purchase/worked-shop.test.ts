import { describe, expect, test } from 'vitest';
import type { Product, ProductId } from '../documents/product.ts';
import type { SupplierId } from '../documents/supplier.ts';
import { aProduct } from '../documents/testing/examples.ts';
import { withinBudget } from './budget.ts';
import type { DemandCurve } from './demand-curve.ts';
import { budgetLines, bySupplier, recommendShop, type ShopTerms } from './purchase-list.ts';
import type { PurchaseInput } from './recommend.ts';

/**
 * A shop of five products, small enough to be worked out by hand on Monday 2 March 2026. It orders every 14 days and
 * wants to serve 95 %. Supplier "proche" delivers in 2 days, "loin" in 7; so 16 and 21 days of demand must be covered.
 */
const TERMS: ShopTerms = { today: '2026-03-02', reviewDays: 14, serviceTarget: 0.95 };
const SUPPLIERS = new Map<SupplierId, { leadTimeDays: number }>([
  ['supplier:proche', { leadTimeDays: 2 }],
  ['supplier:loin', { leadTimeDays: 7 }],
]);

/** Every day sells `low` units, or every day sells `high`: one is as likely as the other. */
const either = (low: number, high: number, sufficient = true): DemandCurve => ({
  sufficient,
  expected: (days) => (days * (low + high)) / 2,
  quantile: (days, p) => days * (p <= 0.5 ? low : high),
  shortfall: (days, stock) => (Math.max(days * low - stock, 0) + Math.max(days * high - stock, 0)) / 2,
});
const always = (perDay: number): DemandCurve => either(perDay, perDay);

const input = (
  key: string,
  product: Partial<Product>,
  rest: Pick<PurchaseInput, 'onHand' | 'onOrder' | 'demand'>,
): PurchaseInput => ({ product: aProduct({ _id: `product:${key}`, ...product }), ...rest });

const RICE = input(
  'riz',
  { supplierId: 'supplier:proche', purchasePrice: 380, salePrice: 450, packSize: 10 },
  { onHand: 10, onOrder: 0, demand: either(2, 4) },
);
const OIL = input(
  'huile',
  { supplierId: 'supplier:loin', purchasePrice: 1080, salePrice: 1250, packSize: 12, maxStock: 25 },
  { onHand: -3, onOrder: 5, demand: always(1) },
);
const SOAP = input(
  'savon',
  { supplierId: 'supplier:loin', purchasePrice: 400, salePrice: 500, packSize: 6, minStock: 5, maxStock: 20 },
  { onHand: 4, onOrder: 0, demand: either(0, 9, false) },
);
const TEA = input(
  'the',
  { supplierId: 'supplier:proche', purchasePrice: 110, salePrice: 150 },
  { onHand: 100, onOrder: 0, demand: always(1) },
);
const CANDLE = input('bougie', { purchasePrice: 380, salePrice: 500 }, { onHand: 20, onOrder: 0, demand: always(1) });
const SHOP = [RICE, OIL, SOAP, TEA, CANDLE];
const found = recommendShop(SHOP, SUPPLIERS, TERMS);
const budgetFor = (budget: number) => withinBudget(budgetLines(SHOP, found, SUPPLIERS, TERMS), budget);
const of = (key: string) => found.get(`product:${key}`);

describe('a shop worked out by hand', () => {
  test('rice: 64 for 16 days at 4 a day, 10 are there, so 54, that is 6 packs of 10', () => {
    expect(of('riz')).toMatchObject({ quantity: 60, packs: 6, cost: 22_800, arrival: '2026-03-04' });
    expect(of('riz')?.working).toEqual({
      basis: 'DEMAND',
      leadTimeDays: 2,
      reviewDays: 14,
      serviceTarget: 0.95,
      expected: 48,
      target: 64,
      onHand: 10,
      onOrder: 0,
      need: 54,
      packSize: 10,
      maxStock: null,
      capped: false,
    });
  });

  test('rice: without an order (32 - 10 + 64 - 10) / 2 = 38 go unserved, at 70 F each', () => {
    expect(of('riz')?.marginAtRisk).toBe(2_660);
  });

  test('oil: 21 are wanted, 5 are coming, the shelf owes nothing; 2 packs of 12 would pass the maximum of 25', () => {
    expect(of('huile')).toMatchObject({ quantity: 12, packs: 1, cost: 12_960, arrival: '2026-03-09' });
    expect(of('huile')?.working).toMatchObject({
      target: 21,
      onHand: 0,
      onOrder: 5,
      need: 16,
      maxStock: 25,
      capped: true,
    });
  });

  test('oil: 7 - 5 = 2 fail before anything can come; of the 14 days that follow all 14 fail, at 170 F', () => {
    expect(of('huile')?.marginAtRisk).toBe(2_380);
  });

  test('soap: too little history, and below its minimum: up to its maximum, 16, in packs of 6 that stay below it', () => {
    expect(of('savon')).toMatchObject({ quantity: 12, packs: 2, cost: 4_800, marginAtRisk: 100 });
    expect(of('savon')?.working).toMatchObject({ basis: 'LEVELS', expected: null, target: 20, need: 16, capped: true });
  });

  test('tea: 16 are wanted and 100 are there', () => {
    expect(of('the')).toMatchObject({ quantity: 0, packs: 0, cost: 0, marginAtRisk: 0 });
    expect(of('the')?.working.need).toBe(0);
  });

  test('candles have no supplier: 7 days are assumed, 21 are wanted, 1 is missing and sold singly', () => {
    expect(of('bougie')).toMatchObject({ supplierId: null, quantity: 1, packs: 1, cost: 380, marginAtRisk: 120 });
  });

  test('by supplier: the greatest risk first, no supplier last', () => {
    expect(
      bySupplier(found.values()).map(({ supplierId, lines, cost, marginAtRisk, arrival }) => [
        supplierId,
        lines.map(({ productId }) => productId),
        cost,
        marginAtRisk,
        arrival,
      ]),
    ).toEqual([
      ['supplier:proche', ['product:riz'], 22_800, 2_660, '2026-03-04'],
      ['supplier:loin', ['product:huile', 'product:savon'], 17_760, 2_480, '2026-03-09'],
      [null, ['product:bougie'], 380, 120, '2026-03-09'],
    ]);
  });

  /**
   * With 25 000 F, by margin saved per franc: the candle (120 / 380), two packs of rice (700 / 3 800 each), the pack of
   * oil (12 x 170 / 12 960), a third pack of rice (420 / 3 800): 24 740 F. The 260 F that remain buy no pack.
   */
  test('25 000 F: the candle, the oil and half of the rice; what is left out would have saved 940 F', () => {
    const plan = budgetFor(25_000);
    const bought = new Map(plan.lines.map(({ productId, quantity }) => [productId, quantity]));
    expect(bought).toEqual(
      new Map<ProductId, number>([
        ['product:riz', 30],
        ['product:huile', 12],
        ['product:bougie', 1],
      ]),
    );
    expect(plan).toMatchObject({ cost: 24_740, left: 260, marginLost: 940 });
    expect(plan.leftOut).toEqual([
      { productId: 'product:riz', quantity: 30, cost: 11_400, marginLost: 840 },
      { productId: 'product:savon', quantity: 12, cost: 4_800, marginLost: 100 },
    ]);
  });

  /** Of the oil's 14 failing days one pack saves 12: the margin lost is 2 x 170 less than the margin at risk. */
  test('enough money buys everything, none buys nothing', () => {
    expect(budgetFor(40_940)).toMatchObject({ cost: 40_940, left: 0, leftOut: [] });
    expect(budgetFor(0)).toMatchObject({
      cost: 0,
      lines: [],
      marginLost: 2_660 + 12 * 170 + 100 + 120,
    });
  });
});
