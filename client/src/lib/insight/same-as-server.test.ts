import 'fake-indexeddb/auto';
import { DEFAULT_SETTINGS, FREE_LINE, type ShopDocument } from '@digiboost/domain/documents';
import { aSale } from '@digiboost/domain/documents/testing/examples';
import {
  type BudgetPlan,
  budgetLines,
  bySupplier,
  demandCurve,
  onOrder,
  recommendShop,
  withinBudget,
} from '@digiboost/domain/purchase';
import { addDays } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import type { ShopOutlook } from '@digiboost/domain/shop';
import { demandOf, forecastProducts, productAnalysis, productOutlook, shelfFigures } from '@digiboost/domain/shop';
import { ledgersOf, workedShop } from '@digiboost/domain/shop/testing/worked-shop';
import { afterEach, expect, test, vi } from 'vitest';
import { Phone, TODAY } from '../model/testing/test-phone.ts';
import { serverPage } from '../model/testing/test-shop.ts';
import type { Sales } from './analyses/sales.ts';
import { Analyst } from './analyst.ts';
import { OutlookStore } from './outlook-store.ts';
import { unpackOutlook } from './packed-outlook.ts';
import { type PackedPurchases, unpackPurchases } from './packed-purchases.ts';

// The server's figures are held against the same shop: server/src/figures/figures-routes.test.ts.
const SHOP = workedShop(TODAY);
const DOCS = [...SHOP.products, ...SHOP.suppliers, ...SHOP.orders, ...SHOP.events];
const CUTOFF = `${addDays(TODAY, -60)}T00:00:00.000Z`;

/** Two bags that are not in the catalogue, sold so many days after today. */
const bags = (days: number) =>
  aSale({
    at: `${addDays(TODAY, days)}T10:00:00.000Z`,
    n: 'sac',
    lines: [{ productId: FREE_LINE, label: 'Sac', quantity: 2, unitPrice: 50 }],
  });

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

const byProduct = (plan: BudgetPlan | null) =>
  plan && { ...plan, lines: [...plan.lines].sort((a, b) => (a.productId < b.productId ? -1 : 1)) };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A phone that holds 60 days of the shop in detail and the rest by day. */
async function phoneOfShop(more: readonly ShopDocument[] = []): Promise<Phone> {
  const docs = [...DOCS, ...more];
  const phone = new Phone();
  await phone.projector.open();
  closing.push(() => phone.projector.close());
  await phone.bootstrap(docs, CUTOFF);
  await phone.projector.archive(serverPage(docs, addDays(TODAY, -130), addDays(TODAY, -61), new Set()));
  return phone;
}

test('a phone knows what was sold outside the catalogue, as it is sold and on the days that it holds as sums', async () => {
  const phone = await phoneOfShop([-100, -3].map(bags));
  const now = () => phone.now;
  const store = new OutlookStore(phone.name);
  const quiet = { onOutlook: () => undefined, onChange: () => undefined, report: () => undefined };
  const analyst = new Analyst({ name: phone.name, store, now, ...quiet });
  closing.push(() => store.close());
  closing.push(() => analyst.close());
  const free = async (): Promise<number> => {
    const period = { from: addDays(TODAY, -120), to: TODAY };
    return ((await analyst.ask('sales', { period, step: 'DAY' })) as Sales).report.free;
  };
  expect(await free()).toBe(200);
  await phone.receive([bags(-1)]);
  for (const notice of phone.notices.splice(0)) analyst.receive(notice);
  expect(await free()).toBe(300);
});

test('a phone that holds sixty days expects what the whole ledger says', async () => {
  const phone = await phoneOfShop();
  const store = new OutlookStore(phone.name);
  const outlooks: ShopOutlook[] = [];
  const faults: unknown[] = [];
  const analyst = new Analyst({
    name: phone.name,
    store,
    now: () => phone.now,
    onOutlook: (packed) => (packed ? outlooks.push(unpackOutlook(packed)) : faults.push('history coming')),
    onChange: () => undefined,
    report: (fault) => faults.push(fault),
    settleMs: 1,
  });
  closing.push(() => store.close());
  closing.push(() => analyst.close());
  analyst.watch(true);
  const outlook = await vi.waitFor(() => must(outlooks.at(-1)));

  const ledgers = ledgersOf(SHOP);
  const active = ledgers.filter(({ product }) => product.isActive);
  const forecasts = forecastProducts(
    active.map((ledger) => demandOf(ledger, TODAY)),
    TODAY,
  );
  expect([...outlook.products.keys()].sort()).toEqual(active.map(({ product }) => product._id).sort());
  for (const [index, ledger] of active.entries()) {
    const expected = productOutlook(ledger, must(forecasts[index]), TODAY);
    const { forecast: wanted, ...figures } = expected;
    const shown = must(outlook.products.get(ledger.product._id));
    for (const name of Object.keys(figures) as (keyof typeof figures)[]) expect(shown[name]).toEqual(figures[name]);
    expect([...shown.forecast.daily]).toEqual([...wanted.daily]);
    expect(await analyst.ask('product', { id: ledger.product._id })).toMatchObject(
      productAnalysis(ledger, wanted, TODAY),
    );
  }
  const { availability, dormant } = shelfFigures({
    today: TODAY,
    shop: null,
    products: new Map(ledgers.map((ledger) => [ledger.product._id, ledger])),
  });
  expect(outlook).toMatchObject({ availability, dormant });

  const suppliers = new Map(SHOP.suppliers.map((supplier) => [supplier._id, supplier]));
  const terms = {
    today: TODAY,
    reviewDays: DEFAULT_SETTINGS.coverageDays,
    serviceTarget: DEFAULT_SETTINGS.serviceTarget,
  };
  const coming = onOrder(SHOP.orders);
  const inputs = active
    .map(({ product, onHandMilli }, index) => ({
      product,
      onHand: fromMilli(onHandMilli),
      onOrder: coming.get(product._id) ?? 0,
      demand: demandCurve(must(forecasts[index])),
    }))
    .filter((_input, index) => active[index]?.isKnown);
  const recommended = recommendShop(inputs, suppliers, terms);
  const budget = Math.round(sumOf([...recommended.values()].map(({ cost }) => cost)) / 2);
  const bought = unpackPurchases((await analyst.ask('purchases', { budget })) as PackedPurchases);
  for (const [id, recommendation] of recommended) expect(bought.recommendations.get(id)).toEqual(recommendation);
  expect(bought.groups).toEqual(bySupplier(recommended.values()));
  expect(byProduct(bought.plan)).toEqual(
    byProduct(withinBudget(budgetLines(inputs, recommended, suppliers, terms), budget)),
  );
  expect(faults).toEqual([]);
});
