import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProductId } from '../documents/product.ts';
import { addToDay, type DaysOfProduct } from '../ledger/day-row.ts';
import type { LedgerProduct } from '../ledger/ledger-product.ts';
import { aDay } from '../ledger/testing/days.ts';
import { addDays, dayNumber } from '../shared/day.ts';
import { alertFacts } from './alert-facts.ts';
import type { ShopBook } from './book.ts';
import { ForecastBook } from './forecast-book.ts';
import { ledgersOf, workedShop } from './testing/worked-shop.ts';

const TODAY = '2026-03-31';
const SHOP = workedShop(TODAY);
const bookOf = (ledgers: Iterable<LedgerProduct>, today = TODAY): ShopBook => ({
  today,
  shop: null,
  products: new Map([...ledgers].map((ledger) => [ledger.product._id, ledger])),
  categories: null,
  suppliers: null,
  orders: null,
  totals: null,
  expected: null,
});

/** `ledger` once `quantity` units of it were sold `ago` days ago. */
function sold(ledger: LedgerProduct, ago: number, quantity: number): LedgerProduct {
  const days: DaysOfProduct = new Map(ledger.days.map((row) => [row.day, row]));
  const milli = quantity * 1000;
  addToDay(
    days,
    aDay({ productId: ledger.product._id, day: dayNumber(addDays(TODAY, -ago)), delta: -milli, sold: milli }),
  );
  return { ...ledger, onHandMilli: ledger.onHandMilli - milli, days: [...days.values()] };
}

test('an outlook made from what changed is the one that is made at once', () => {
  const change = fc.record({
    id: fc.constantFrom<ProductId>('product:riz', 'product:huile', 'product:savon'),
    ago: fc.constantFrom(0, 0, 0, 1, 20),
    quantity: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
      const kept = new ForecastBook();
      const ledgers = new Map(ledgersOf(SHOP).map((ledger) => [ledger.product._id, ledger]));
      kept.make(bookOf(ledgers.values()));
      for (const { id, ago, quantity } of changes) {
        const ledger = ledgers.get(id);
        if (ledger) ledgers.set(id, sold(ledger, ago, quantity));
        kept.make(bookOf(ledgers.values()));
      }
      const book = bookOf(ledgers.values());
      expect(kept.make(book).outlook).toEqual(new ForecastBook().make(book).outlook);
    }),
    { numRuns: 5 },
  );
});

test('what was not read is not judged: no outlook, no supplier, and nothing to order', () => {
  const noticed = {
    now: `${TODAY}T12:00:00.000Z`,
    changes: () => null,
    sales: null,
    sold: null,
    devices: null,
    debts: null,
    closings: null,
    lots: null,
  };
  const book = bookOf(ledgersOf(SHOP));
  const [product] = SHOP.products;
  const bare = alertFacts(book, noticed);
  expect([bare.outlook, product && bare.supplierName(product)]).toEqual([null, null]);

  const expected = new ForecastBook().make(book).outlook;
  const foreseen = alertFacts({ ...book, expected }, noticed).outlook?.products.get('product:riz');
  expect(foreseen).toMatchObject({ perDay: expected.products.get('product:riz')?.perDay });
  expect(foreseen?.leadTimeDays).toBeUndefined();

  const suppliers = new Map(SHOP.suppliers.map((supplier) => [supplier._id, supplier]));
  const whole = { ...book, expected, suppliers, orders: SHOP.orders };
  const about = alertFacts(whole, noticed, new Set<ProductId>(['product:riz'])).outlook?.products;
  expect(about?.get('product:riz')).toMatchObject({ onOrder: expect.any(Number), leadTimeDays: expect.any(Number) });
  expect(about?.get('product:huile')).not.toHaveProperty('onOrder');
});
