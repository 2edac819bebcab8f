import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ProductId } from '../documents/product.ts';
import { aProduct } from '../documents/testing/examples.ts';
import type { DayRow } from './day-row.ts';
import { keptLedgers, ledgersOf } from './ledger-product.ts';

const PRODUCTS = [0, 1, 2].map((n) => aProduct({ _id: `product:p${n}` }));
const rowOf = ([product, day, sold]: readonly [number, number, number]): DayRow => ({
  productId: `product:p${product}` as ProductId,
  day,
  at: day * 86_400_000,
  delta: -sold,
  sold,
  revenue: sold * 100,
  missed: 0,
  missedRevenue: 0,
  priced: 0,
  pricedCost: 0,
  unpriced: 0,
});
const sales = fc.array(fc.tuple(fc.nat(2), fc.nat(5), fc.nat(3)), { maxLength: 12 });

it('keeps a ledger when nothing of it changed, and tells in any case what is so now', () => {
  fc.assert(
    fc.property(sales, sales, (before, after) => {
      const now = (all: readonly (readonly [number, number, number])[]) =>
        ledgersOf(PRODUCTS, { get: () => ({ milli: 5, isKnown: true }) }, all.map(rowOf));
      const [old, fresh] = [now(before), now(after)];
      const kept = keptLedgers(fresh, old);
      expect(kept).toEqual(fresh);
      for (const { _id } of PRODUCTS) {
        const own = (all: typeof before) => JSON.stringify(all.filter(([product]) => `product:p${product}` === _id));
        expect(kept.get(_id) === old.get(_id)).toBe(own(before) === own(after));
      }
    }),
  );
});

it('takes the new ledger of a product whose document, stock or counts are others', () => {
  const [product] = PRODUCTS;
  if (!product) throw new Error('There is a product');
  const count = { at: 1, milli: 5 } as never;
  const of = (own = product, milli = 5, counts = [count]) =>
    ledgersOf([own], { get: () => ({ milli, isKnown: true }) }, [], new Map([[product._id, counts]]));
  const before = of();
  const isKept = (now: ReturnType<typeof of>) => keptLedgers(now, before).get(product._id) === before.get(product._id);
  expect([isKept(of()), isKept(of({ ...product })), isKept(of(product, 6)), isKept(of(product, 5, []))]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
