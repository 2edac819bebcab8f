import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import { forecastShop } from '../forecast/index.ts';
import { isQuantity, toMilli } from '../shared/quantity.ts';
import { type DemandCurve, demandCurve } from './demand-curve.ts';
import { isFounded, type PurchaseInput, type PurchaseTerms, recommend } from './recommend.ts';

const TERMS: PurchaseTerms = { today: '2026-03-02', leadTimeDays: 7, reviewDays: 14, serviceTarget: 0.95 };

/** A demand between `low` and `high` units a day, every rate as likely. */
const between = (low: number, high: number): DemandCurve => ({
  sufficient: true,
  expected: (days) => (days * (low + high)) / 2,
  quantile: (days, p) => days * (low + p * (high - low)),
  shortfall: (days, stock) => {
    const [a, b] = [days * low - stock, days * high - stock];
    if (b <= 0) return 0;
    return a >= 0 ? (a + b) / 2 : (b * b) / (2 * (b - a));
  },
});

const demands = fc
  .tuple(fc.double({ min: 0, max: 40, noNaN: true }), fc.double({ min: 0, max: 40, noNaN: true }))
  .map(([a, b]) => between(Math.min(a, b), Math.max(a, b)));
const units = (max: number, min = 0) => fc.integer({ min: min * 1000, max: max * 1000 }).map((milli) => milli / 1000);
const inputs: fc.Arbitrary<PurchaseInput> = fc
  .record({
    demand: fc.option(demands),
    onHand: units(500, -50),
    onOrder: units(300),
    packSize: fc.option(
      units(60).filter((size) => size > 0),
      { nil: undefined },
    ),
    maxStock: fc.option(units(600), { nil: undefined }),
    minStock: units(50),
    purchasePrice: fc.integer({ min: 0, max: 500_000 }).map((cents) => cents / 100),
    salePrice: fc.integer({ min: 0, max: 9_000 }),
  })
  .map(({ demand, onHand, onOrder, ...product }) => {
    const { packSize, maxStock, ...rest } = product;
    const levels = { ...(packSize ? { packSize } : {}), ...(maxStock === undefined ? {} : { maxStock }) };
    return { product: aProduct({ ...rest, ...levels }), onHand, onOrder, demand };
  });
const terms: fc.Arbitrary<PurchaseTerms> = fc.record({
  today: fc.constant('2026-03-02'),
  leadTimeDays: fc.integer({ min: 0, max: 365 }),
  reviewDays: fc.integer({ min: 1, max: 120 }),
  serviceTarget: fc.double({ min: 0.5, max: 0.999, noNaN: true }),
});

describe('a recommendation of nothing', () => {
  const nothing = (minStock: number, onOrder: number, demand: DemandCurve | null = null) =>
    recommend({ product: aProduct({ minStock }), onHand: 0, onOrder, demand }, TERMS);

  test('is founded on demand, levels or what is on its way, or says nothing at all', () => {
    expect(isFounded(nothing(0, 0, between(0, 0)))).toBe(true);
    expect(isFounded(nothing(5, 300))).toBe(true);
    expect(isFounded(nothing(0, 300))).toBe(true);
    expect(isFounded(nothing(0, 0))).toBe(false);
    expect(nothing(0, 0).quantity).toBe(0);
  });
});

describe('a recommendation', () => {
  test('is whole packs of real figures, never below zero', () => {
    fc.assert(
      fc.property(inputs, terms, (input, given) => {
        const { quantity, packs, cost, marginAtRisk, working } = recommend(input, given);
        expect(Number.isInteger(packs) && packs >= 0 && isQuantity(quantity)).toBe(true);
        expect(toMilli(quantity)).toBe(packs * toMilli(working.packSize));
        for (const figure of [cost, marginAtRisk, working.target, working.need]) {
          expect(Number.isFinite(figure) && figure >= 0).toBe(true);
        }
      }),
    );
  });

  test('never makes stock and order exceed the maximum, and says when that is why it is smaller', () => {
    fc.assert(
      fc.property(inputs, terms, (input, given) => {
        const { quantity, packs, working } = recommend(input, given);
        const position = toMilli(working.onHand) + toMilli(working.onOrder);
        if (input.product.maxStock !== undefined && quantity > 0) {
          expect(position + toMilli(quantity)).toBeLessThanOrEqual(toMilli(input.product.maxStock));
        }
        const covers = toMilli(quantity) >= toMilli(working.need);
        expect(covers).toBe(!working.capped);
        if (!working.capped && packs > 0)
          expect(toMilli(quantity) - toMilli(working.need)).toBeLessThan(toMilli(working.packSize));
      }),
    );
  });

  test('more stock, or more on order, never asks for more', () => {
    fc.assert(
      fc.property(inputs, terms, units(200), (input, given, more) => {
        const { quantity } = recommend(input, given);
        expect(recommend({ ...input, onHand: Math.max(input.onHand, 0) + more }, given).quantity).toBeLessThanOrEqual(
          quantity,
        );
        expect(recommend({ ...input, onOrder: input.onOrder + more }, given).quantity).toBeLessThanOrEqual(quantity);
      }),
    );
  });

  test('scales with the demand: twice the demand, stock and pack, twice the quantity', () => {
    fc.assert(
      fc.property(inputs, fc.integer({ min: 2, max: 9 }), (input, factor) => {
        const { demand, product, onHand, onOrder } = input;
        const packSize = product.packSize ?? 1;
        const larger: PurchaseInput = {
          product: {
            ...product,
            packSize: packSize * factor,
            minStock: product.minStock * factor,
            ...(product.maxStock === undefined ? {} : { maxStock: product.maxStock * factor }),
          },
          onHand: onHand * factor,
          onOrder: onOrder * factor,
          demand: demand && {
            sufficient: true,
            expected: (days) => demand.expected(days) * factor,
            quantile: (days, p) => demand.quantile(days, p) * factor,
            shortfall: (days, stock) => demand.shortfall(days, stock / factor) * factor,
          },
        };
        const once = recommend(input, TERMS);
        // Targets are held in thousandths: rounding may move a need that fills its packs exactly.
        expect(Math.abs(recommend(larger, TERMS).packs - once.packs)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('an unusable forecast never shows: no NaN, no infinity', () => {
    const broken: DemandCurve = {
      sufficient: true,
      expected: () => Number.NaN,
      quantile: () => Number.POSITIVE_INFINITY,
      shortfall: () => Number.NaN,
    };
    const found = recommend({ product: aProduct(), onHand: 3, onOrder: 0, demand: broken }, TERMS);
    expect(found).toMatchObject({ quantity: 0, cost: 0, marginAtRisk: 0 });
    expect(found.working).toMatchObject({ expected: 0, target: 0 });
  });

  test('without history: nothing above the minimum, twice the minimum where there is no maximum', () => {
    const product = aProduct({ minStock: 5 });
    const at = (onHand: number) => recommend({ product, onHand, onOrder: 0, demand: null }, TERMS).quantity;
    expect([at(6), at(5), at(0), at(-4)]).toEqual([0, 5, 10, 10]);
    const bare = aProduct({ minStock: 0 });
    expect(recommend({ product: bare, onHand: 0, onOrder: 0, demand: null }, TERMS).quantity).toBe(0);
  });

  test('a product sold at a loss risks no margin', () => {
    const product = aProduct({ purchasePrice: 600, salePrice: 500 });
    const found = recommend({ product, onHand: 0, onOrder: 0, demand: between(2, 2) }, TERMS);
    expect(found).toMatchObject({ quantity: 42, marginAtRisk: 0 });
  });

  test('works on a real forecast: 90 days at 4 a day', () => {
    const demand = Array.from({ length: 90 }, (_, day) => 3 + (day % 3));
    const [forecast] = forecastShop([{ id: 'product:riz', demand }], { origin: '2026-03-02' });
    const curve = forecast ? demandCurve(forecast) : null;
    const found = recommend({ product: aProduct(), onHand: 20, onOrder: 0, demand: curve }, TERMS);
    // 21 days at about 4, plus what 95 % asks for, less the 20 that are there.
    expect(found.working.basis).toBe('DEMAND');
    expect(found.working.expected).toBeGreaterThan(78);
    expect(found.working.expected).toBeLessThan(90);
    expect(found.quantity).toBeGreaterThanOrEqual(Math.floor(found.working.expected ?? 0) - 20);
    expect(found.quantity).toBeLessThan(130);
  });
});
