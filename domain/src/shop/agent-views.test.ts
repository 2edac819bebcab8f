import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import type { LedgerProduct } from '../ledger/ledger-product.ts';
import { aDay } from '../ledger/testing/days.ts';
import type { DayTotals } from '../ledger/tickets.ts';
import { addDays, dayNumber, dayOfNumber } from '../shared/day.ts';
import { must } from '../shared/must.ts';
import { purchaseAdvice } from './advice.ts';
import type { Read, ShopBook } from './book.ts';
import { ForecastBook } from './forecast-book.ts';
import { purchaseBrief } from './purchase-brief.ts';
import { purchaseChange } from './purchase-change.ts';
import { salesChange } from './sales-change.ts';
import { stockChange } from './stock-change.ts';
import { stockDiagnosis } from './stock-diagnosis.ts';
import { ledgersOf, workedShop } from './testing/worked-shop.ts';

const TODAY = '2026-03-31';
const WEEK = { from: addDays(TODAY, -6), to: TODAY };

/** A book of products that sold so many units at such a price on days before today. */
function bookOf(sales: readonly { key: string; ago: number; sold: number; price: number; delta?: number }[]) {
  const products = new Map<string, LedgerProduct & { days: ReturnType<typeof aDay>[] }>();
  const totals = new Map<string, DayTotals>();
  for (const { key, ago, sold, price, delta = 0 } of sales) {
    const day = addDays(TODAY, -ago);
    const product = aProduct({ _id: `product:${key}`, name: key, salePrice: price });
    const ledger = products.get(product._id) ?? { product, onHandMilli: 0, isKnown: true, days: [] };
    const revenue = Math.round(sold * price);
    ledger.days.push(
      aDay({ productId: product._id, day: dayNumber(day), sold: sold * 1000, revenue, delta: (delta - sold) * 1000 }),
    );
    products.set(product._id, { ...ledger, onHandMilli: ledger.onHandMilli + (delta - sold) * 1000 });
    const before = totals.get(day);
    totals.set(day, {
      day,
      revenue: (before?.revenue ?? 0) + revenue,
      tickets: (before?.tickets ?? 0) + 1,
      missedRevenue: 0,
      missedTickets: 0,
    });
  }
  const inOrder = [...totals.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  return { today: TODAY, products, totals: inOrder } as unknown as Read<ShopBook, 'totals'>;
}

const causesOf = (book: Read<ShopBook, 'totals'>) => {
  const { causes, revenue } = salesChange(book, WEEK);
  return { ...Object.fromEntries(causes.map(({ cause, francs }) => [cause, francs])), change: revenue.change };
};

describe('why sales changed', () => {
  test('is told by causes that come to the change, to the franc', () => {
    const sale = fc.record({
      key: fc.constantFrom('riz', 'huile', 'savon'),
      ago: fc.integer({ min: 0, max: 90 }),
      sold: fc.integer({ min: 1, max: 40 }),
      price: fc.integer({ min: 25, max: 9_000 }),
      delta: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(sale, { selector: ({ key, ago }) => `${key} ${ago}`, maxLength: 60 }), (sales) => {
        const { causes, revenue, movers, report } = salesChange(bookOf(sales), WEEK);
        expect(causes.reduce((sum, { francs }) => sum + francs, 0)).toBe(revenue.change);
        expect(revenue.change).toBe(report.revenue - report.before.revenue);
        expect(movers.total.francs).toBe(revenue.change);
      }),
    );
  });

  test('is the price when nothing else changed', () => {
    const day = (ago: number) => ({ key: 'riz', ago, sold: 10, price: ago < 7 ? 550 : 500, delta: 10 });
    const told = causesOf(bookOf([{ ...day(20), delta: 500 }, ...Array.from({ length: 14 }, (_, ago) => day(ago))]));
    expect(told).toEqual({ PRICE: 3500, RUPTURES: 0, MISSED: 0, SEASON: 0, DEMAND: 0, UNKNOWN: 0, change: 3500 });
  });

  test('is the empty shelf when nothing could be sold', () => {
    const days = Array.from({ length: 14 }, (_, ago) => ({ key: 'riz', ago, sold: ago < 4 ? 0 : 10, price: 500 }));
    const told = causesOf(bookOf([...days, { key: 'riz', ago: 20, sold: 0, price: 500, delta: 100 }]));
    expect(told).toMatchObject({ PRICE: 0, RUPTURES: -20_000, DEMAND: 0, change: -20_000 });
  });
});

describe('what changed of the stock', () => {
  const sold = { key: 'riz', ago: 2, sold: 4, price: 900 };
  const received = { key: 'riz', ago: 20, sold: 0, price: 0, delta: 10 };

  test('is the goods sold, at what they cost, and the shelves that emptied', () => {
    const book = bookOf([received, sold, { ...received, key: 'sel', delta: 3 }, { ...sold, key: 'sel', sold: 3 }]);
    const { value, causes, ruptures, emptied, refilled } = stockChange(book, WEEK);
    const cost = must(book.products.get('product:riz')).product.purchasePrice;
    expect(value).toEqual({ now: 6 * cost, before: 13 * cost, change: -7 * cost });
    expect(causes.filter(({ francs }) => francs !== 0)).toEqual([{ cause: 'SOLD', francs: -7 * cost }]);
    expect(ruptures).toEqual({ now: 1, before: 0 });
    expect(emptied.items).toMatchObject([
      { id: 'product:sel', onHand: { now: 0, before: 3 }, revenue: { now: 2_700, before: 0 } },
    ]);
    expect(refilled.items).toEqual([]);
  });

  test('is the goods received, and the new average cost of those that stood there', () => {
    const product = aProduct({ _id: 'product:riz', purchasePrice: 100 });
    const day = (ago: number, row: object) =>
      aDay({ productId: product._id, day: dayNumber(addDays(TODAY, -ago)), ...row });
    const days = [
      day(20, { delta: 10_000, priced: 10_000, pricedCost: 10 * 100 * 100_000 }),
      day(3, { delta: 10_000, priced: 10_000, pricedCost: 10 * 200 * 100_000 }),
      day(2, { delta: -1_000 }),
    ];
    const products = new Map([[product._id, { product, onHandMilli: 19_000, isKnown: true, days }]]);
    const { value, causes } = stockChange({ today: TODAY, products }, WEEK);
    expect(value).toEqual({ now: 19 * 150, before: 1_000, change: 1_850 });
    expect(Object.fromEntries(causes.map(({ cause, francs }) => [cause, francs]))).toEqual({
      RECEIVED: 2_000,
      SOLD: 0,
      CORRECTED: -150,
      COST: 0,
    });
  });

  test('is told by causes that come to it, to the franc, of a few products whatever the shop', () => {
    const sale = fc.record({
      key: fc.integer({ min: 0, max: 40 }).map((n) => `p${n}`),
      ago: fc.integer({ min: 0, max: 90 }),
      sold: fc.integer({ min: 0, max: 40 }),
      price: fc.integer({ min: 25, max: 9_000 }),
      delta: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(sale, { selector: ({ key, ago }) => `${key} ${ago}`, maxLength: 120 }), (sales) => {
        const book = bookOf(sales);
        const stock = stockChange(book, WEEK);
        expect(stock.causes.reduce((sum, { francs }) => sum + francs, 0)).toBe(stock.value.change);
        expect(stock.ruptures.now - stock.ruptures.before).toBeLessThanOrEqual(stock.emptied.total.count);
        const bought = purchaseChange(book, WEEK);
        expect(bought.causes.reduce((sum, { francs }) => sum + francs, 0)).toBe(bought.toReplace.change);
        expect(bought.movers.total.francs).toBe(bought.toReplace.change);
        for (const { items } of [stock.emptied, stock.refilled, bought.movers])
          expect(items.length).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe('what changed of what there is to buy', () => {
  test('is the suppliers’ prices when as much was sold', () => {
    const day = (ago: number) => ({ key: 'riz', ago, sold: 10, price: 500, delta: 10 });
    const book = bookOf([{ ...day(20), delta: 500 }, ...Array.from({ length: 14 }, (_, ago) => day(ago))]);
    const ledger = must(book.products.get('product:riz'));
    const product = {
      ...ledger.product,
      purchasePrice: 420,
      formerPurchasePrices: [{ price: 400, until: addDays(TODAY, -3) }],
    };
    const dearer = { ...book, products: new Map([[product._id, { ...ledger, product }]]) };
    const { toReplace, causes, movers } = purchaseChange(dearer, WEEK);
    expect(toReplace).toEqual({ now: 70 * 420, before: 70 * 400, change: 1_400 });
    expect(causes.filter(({ francs }) => francs !== 0)).toEqual([{ cause: 'PRICE', francs: 1_400 }]);
    expect(movers.items).toMatchObject([{ unitCost: { now: 420, before: 400 }, sold: { now: 70, before: 70 } }]);
  });
});

describe('an agent’s views of a shop', () => {
  const shop = workedShop(TODAY);
  const read = {
    today: TODAY,
    shop: null,
    products: new Map(ledgersOf(shop).map((ledger) => [ledger.product._id, ledger])),
    categories: new Map(),
    suppliers: new Map(shop.suppliers.map((supplier) => [supplier._id, supplier])),
    orders: shop.orders,
    totals: [],
    expected: null,
  };
  const book = { ...read, expected: new ForecastBook().make(read).outlook };

  test('recommend what the purchase list does, with its reckoning', () => {
    const brief = purchaseBrief(book, 10_000);
    const { recommendations } = purchaseAdvice(book);
    const asked = [...recommendations.values()].filter(({ packs }) => packs > 0);
    expect(brief.cost).toBe(asked.reduce((sum, { cost }) => sum + cost, 0));
    const lines = brief.suppliers.items.flatMap((supplier) => supplier.lines.items);
    expect(new Set(lines.map(({ id }) => id))).toEqual(new Set(asked.map(({ productId }) => productId)));
    for (const { reckoning } of lines) expect(reckoning).toMatch(/en stock .* besoin /);
    expect(must(brief.budget).cost).toBeLessThanOrEqual(10_000);
  });

  test('name what sleeps and what runs out, the dearest first, in a few lines whatever the shop', () => {
    const many = Array.from({ length: 400 }, (_, n) => {
      const ledger = must(read.products.get('product:savon'));
      const product = { ...ledger.product, _id: `product:s${n}` as const, name: `Savon\n${'x'.repeat(300)}` };
      return [product._id, { ...ledger, product }] as const;
    });
    const products = new Map([...read.products, ...many]);
    const diagnosis = stockDiagnosis({
      ...book,
      products,
      expected: new ForecastBook().make({ ...read, products }).outlook,
    });
    expect(diagnosis.dormant.items).toHaveLength(15);
    expect(diagnosis.dormant.total.count).toBeGreaterThan(400);
    expect(diagnosis.dormant.total.francs).toBe(
      diagnosis.dormant.rest.francs + diagnosis.dormant.items.reduce((sum, { value }) => sum + value, 0),
    );
    expect(JSON.stringify(diagnosis).length).toBeLessThan(15_000);
    for (const { name } of diagnosis.dormant.items) expect(name.untrusted).toMatch(/^[^\n]{1,80}$/);
    expect(dayOfNumber(dayNumber(diagnosis.today))).toBe(TODAY);
  });
});
