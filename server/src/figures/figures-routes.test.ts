import { FREE_LINE, type ShopDocument } from '@digiboost/domain/documents';
import { aProduct, aReturn, aSale, writtenBy } from '@digiboost/domain/documents/testing/examples';
import { costedSales, ledgerLine, purchasesOf, rotation, salesReport, stockValue } from '@digiboost/domain/kpis';
import { addTicket, costsOf, type DayTotals, ticketEffects } from '@digiboost/domain/ledger';
import { businessDay } from '@digiboost/domain/shared/clock';
import { addDays } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import {
  demandOf,
  forecastProducts,
  isPredictedRupture,
  type ProductOutlook,
  productAnalysis,
  productOutlook,
  shelfFigures,
  turnover,
} from '@digiboost/domain/shop';
import { ledgersOf, type WorkedShop, workedShop } from '@digiboost/domain/shop/testing/worked-shop';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, createWorld, type TestShop, type World } from '../testing/world.ts';
import type { Predictions } from './predictions.ts';
import type { ProductReport } from './product-report.ts';
import type { SalesAnalysis } from './sales-analysis.ts';
import type { ShopKpis } from './shop-kpis.ts';
import { outlookRow, type StockDetail } from './stock-detail.ts';

const today = businessDay(new Date().toISOString());
const documents = workedShop(today);
const ledgers = ledgersOf(documents);
let world: World;
let shop: TestShop;

/** The documents as somebody of the shop writes them. */
async function store(own: TestShop, docs: readonly ShopDocument[]): Promise<void> {
  const body = { docs: docs.map((doc) => writtenBy(doc, own.admin.id)) };
  const { status, text } = await world.call('POST', `/db/${own.database}/_bulk_docs`, { token: own.admin.token, body });
  expect(status).toBe(201);
  expect(text).not.toContain('"error"');
}
const all = ({ products, suppliers, orders, events }: WorkedShop): ShopDocument[] => [
  ...products,
  ...suppliers,
  ...orders,
  ...events,
];
const get = <B>(path: string, token = shop.admin.token): Promise<Answer<B>> =>
  world.call<B>('GET', `/api/v1/${path}`, { token });

/** What a phone that holds every document expects of the active products. */
function outlooks(): Map<string, ProductOutlook> {
  const active = ledgers.filter(({ product }) => product.isActive);
  const forecasts = forecastProducts(
    active.map((ledger) => demandOf(ledger, today)),
    today,
  );
  return new Map(
    active.map((ledger, index) => [ledger.product._id, productOutlook(ledger, must(forecasts[index]), today)]),
  );
}
/** As JSON carries it. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  await store(shop, all(documents));
});
afterAll(() => world.close());

test('the stock in detail is what a phone makes of the same documents', async () => {
  const { body } = await get<StockDetail>('dashboards/stock-detail');
  const expected = outlooks();
  expect(body.products.map(({ id }) => id)).toEqual(
    ['huile', 'jamais', 'lait', 'riz', 'savon'].map((key) => `product:${key}`),
  );
  for (const row of body.products) {
    const ledger = must(ledgers.find(({ product }) => product._id === row.id));
    const onHand = fromMilli(ledger.onHandMilli);
    expect(row).toMatchObject({
      onHand,
      value: stockValue(ledgerLine(ledger)),
      unitCost: Math.round(costsOf(ledger).unitCost * 100) / 100,
    });
    expect(row.outlook).toEqual(sent(outlookRow(must(expected.get(row.id)), today, row.unit)));
  }
  expect(body.products.find(({ id }) => id === 'product:savon')?.outlook?.dormant).toBe(true);
  // Why a forecast is to be taken with care comes in the app's own words.
  const uncounted = body.products.find(({ id }) => id === 'product:jamais')?.outlook?.caveats ?? [];
  expect(uncounted.find(({ kind }) => kind === 'STOCK_UNKNOWN')?.text).toMatch(/^Stock jamais compté/);
});

test('the stock is filtered, sorted and cut', async () => {
  const codes = async (query: string) =>
    (await get<StockDetail>(`dashboards/stock-detail?${query}`)).body.products.map(({ code }) => code).join(' ');
  expect(await codes('status=ARCHIVED')).toBe('ANCIEN');
  expect(await codes('status=UNKNOWN')).toBe('JAMAIS');
  expect(await codes('status=RUPTURE')).toBe('');
  expect(await codes('q=RI')).toBe('RIZ');
  expect(await codes('sort=name&order=desc&limit=2&after=1')).toBe('RIZ LAIT');
  const coverage = (await get<StockDetail>('dashboards/stock-detail?sort=coverage')).body.products.map(
    ({ outlook }) => outlook?.coverageDays ?? null,
  );
  const known = coverage.filter((days) => days !== null);
  expect(coverage).toEqual([...known.sort((a, b) => a - b), ...coverage.filter((days) => days === null)]);
});

test('predictions are those of the phone, with what to order', async () => {
  const { body } = await get<Predictions>('dashboards/predictions?horizonDays=30&budget=20000');
  const soon = [...outlooks().values()].filter((outlook) => isPredictedRupture(outlook, 30));
  expect(body.ruptures.map(({ id }) => id).sort()).toEqual(soon.map(({ id }) => id).sort());
  expect(body.ruptures.length).toBeGreaterThan(0);
  for (const rupture of body.ruptures) {
    const outlook = must(soon.find(({ id }) => id === rupture.id));
    expect(rupture).toMatchObject(sent(outlookRow(outlook, today, rupture.unit)));
  }
  const days = body.ruptures.map(({ rupture }) => rupture.expected);
  expect(days).toEqual([...days].sort());
  const lines = body.purchases.flatMap((purchase) => purchase.lines);
  expect(lines.every(({ quantity, packs }) => quantity > 0 && packs > 0)).toBe(true);
  expect(lines.find(({ productId }) => productId === 'product:huile')?.working.onOrder ?? 12).toBe(12);
  expect(body.budget?.cost).toBeLessThanOrEqual(20_000);
  expect(body.backTest?.origins).toBeGreaterThan(0);
});

test('the indicators are the phone’s', async () => {
  const { body } = await get<ShopKpis>('analytics/kpis?days=30');
  const shelf = shelfFigures({
    today,
    shop: null,
    products: new Map(ledgers.map((ledger) => [ledger.product._id, ledger])),
  });
  expect(body.availability).toEqual(sent(shelf.availability));
  expect(body.availability.rate).toBeLessThan(1);
  expect(body.dormant).toEqual({ products: 1, capital: shelf.dormant.capital });
  expect(body.rotation).toBe(rotation(ledgers.map((ledger) => turnover(ledger, today))));
  expect(body.serviceRate.missedSales).toBeGreaterThan(0);
  expect(body.predictedRuptures).toEqual({
    withinDays: 15,
    products: [...outlooks().values()].filter((outlook) => isPredictedRupture(outlook)).length,
  });
});

test('sales over a period are the phone’s', async () => {
  const period = { from: addDays(today, -40), to: addDays(today, -3) };
  const { body } = await get<SalesAnalysis>(`dashboards/sales-analysis?from=${period.from}&to=${period.to}&step=WEEK`);
  const totals = new Map<string, DayTotals>();
  for (const effect of documents.events.flatMap(ticketEffects)) {
    totals.set(effect.day, addTicket(totals.get(effect.day), effect));
  }
  const report = salesReport({ products: costedSales(ledgers), days: totals.values() }, period, 'WEEK');
  expect(body).toMatchObject(
    sent({ ...report, topByRevenue: undefined, topByMargin: undefined, byCategory: undefined }),
  );
  expect(body.topByRevenue[0]).toMatchObject({ ...sent(report.topByRevenue[0]), name: 'riz' });
  expect(body.revenue).toBeGreaterThan(0);
});

test('what is sold outside the catalogue, and what comes back, is seen at once', async () => {
  const own = await world.newShop();
  // The day may just have begun: what is dated in the future is refused.
  const at = (n: number) => `${today}T00:00:00.00${n}Z`;
  const sold = aSale({ at: at(1), n: 1 });
  await store(own, [aProduct(), sold]);
  const path = `dashboards/sales-analysis?from=${today}&to=${today}&step=DAY`;
  expect((await get<SalesAnalysis>(path, own.admin.token)).body).toMatchObject({ revenue: 1000, free: 0 });
  const bag = { productId: FREE_LINE, label: 'Sac', quantity: 3, unitPrice: 50 };
  await store(own, [aSale({ at: at(2), n: 2, lines: [bag] })]);
  expect((await get<SalesAnalysis>(path, own.admin.token)).body).toMatchObject({ revenue: 1150, margin: 200 });
  await store(own, [aReturn({ at: at(3), n: 3, saleId: sold._id })]);
  const { body } = await get<SalesAnalysis>(path, own.admin.token);
  expect(body).toMatchObject({ revenue: 650, free: 150, unattributed: 0, margin: 100 });
});

test('one product in detail, with its purchases', async () => {
  const { body } = await get<ProductReport>('analytics/products/huile');
  const ledger = must(ledgers.find(({ product }) => product._id === 'product:huile'));
  const forecast = must(outlooks().get('product:huile')).forecast;
  expect(body.analysis).toEqual(sent(productAnalysis(ledger, forecast, today)));
  const receptions = documents.events.flatMap((event) => (event.type === 'movement' ? [event] : []));
  expect(body.purchases).toEqual(purchasesOf('product:huile', receptions, documents.orders));
  expect(body.supplierPrices).toEqual([
    { supplierId: 'supplier:sandaga', day: addDays(today, -11), unitCost: 910, before: 900.5 },
  ]);
  expect((await get('analytics/products/inconnu')).body).toMatchObject({ code: 'not-found' });
});

test('a change is seen at once, also one of an old day', async () => {
  const own = await world.newShop();
  const half = documents.events.length - 40;
  await store(own, [...documents.products, ...documents.events.slice(0, half)]);
  const before = await get<StockDetail>('dashboards/stock-detail', own.admin.token);
  await store(own, [...documents.suppliers, ...documents.orders, ...documents.events.slice(half)]);
  const after = await get<StockDetail>('dashboards/stock-detail', own.admin.token);
  expect(after.body).not.toEqual(before.body);
  expect(after.body).toEqual((await get<StockDetail>('dashboards/stock-detail')).body);
});

test('what is asked wrongly is refused in words, and nobody else is answered', async () => {
  const wrong = [
    'dashboards/stock-detail?status=TOUT',
    'dashboards/stock-detail?limit=0',
    'dashboards/stock-detail?autre=1',
    'dashboards/predictions?horizonDays=31',
    'dashboards/predictions?budget=-1',
    'dashboards/sales-analysis?from=2026-02-30&to=2026-03-01',
    'dashboards/sales-analysis?from=2026-03-02&to=2026-03-01',
    'dashboards/sales-analysis',
    'analytics/kpis?days=400',
    'analytics/products/riz?x=1',
  ];
  for (const path of wrong) {
    const { status, body } = await get<{ code: string; errors: { field: string }[] }>(path);
    expect([path, status, body.code, body.errors.length > 0]).toEqual([path, 400, 'invalid-request', true]);
  }
  for (const path of [
    'dashboards/stock-detail',
    'dashboards/predictions',
    'analytics/kpis',
    'analytics/products/riz',
  ]) {
    expect((await world.call('GET', `/api/v1/${path}`)).body.code).toBe('not-authenticated');
  }
});

test('an empty shop has figures of nothing', async () => {
  const { admin } = await world.newShop();
  expect((await get<Predictions>('dashboards/predictions', admin.token)).body).toMatchObject({
    ruptures: [],
    purchases: [],
    backTest: null,
  });
  expect((await get<ShopKpis>('analytics/kpis', admin.token)).body).toMatchObject({
    rotation: null,
    availability: { rate: null },
    dormant: { products: 0, capital: 0 },
    margin: { amount: 0, rate: null },
  });
});
