import {
  type Activity,
  type AskView,
  accounts,
  activityOf,
  balanceOf,
  closingsFound,
  datedLots,
  type OnHand,
  onHand,
  stockChanges,
} from '@digiboost/design-docs';
import {
  ALERT_KINDS,
  type AlertFacts,
  type DeviceSeen,
  DIFFERENCE_DAYS,
  type Evaluation,
  evaluateAlerts,
  type FactName,
  judgedAlerts,
  minuteOfDay,
  needsOf,
  type Owing,
  salesDays,
} from '@digiboost/domain/alerts';
import type {
  Alert,
  AlertEvent,
  Customer,
  Order,
  Product,
  ProductId,
  Shop,
  Supplier,
} from '@digiboost/domain/documents';
import type { ProductSold } from '@digiboost/domain/kpis';
import { type DayRow, ledgersOf } from '@digiboost/domain/ledger';
import { businessDay } from '@digiboost/domain/shared/clock';
import { addDays, type Instant } from '@digiboost/domain/shared/day';
import { alertFacts, expectations, owingCustomers, type ShopBook } from '@digiboost/domain/shop';
import type { Database } from '../couch/client.ts';
import { mergedDocuments } from '../shop/catalogue.ts';
import { BEGINNING, forecastOf, type ShopForecast, withOlderSales } from './foresight.ts';
import { MAX_OPENED, roomFor } from './limits.ts';
import { MORNING, nextWake, QUARTER_MS } from './wake.ts';

/** Newest changes of a product that are read first; nearly always enough to see when it ran out. */
const NEWEST = 30;
/** All that ever happened to a product. */
const ALL = 1_000_000;

/** What is remembered of a shop between its checks. All of it can be lost: it only spares work. */
export interface ShopMemory {
  /** When sales and devices were last looked up, ms since 1970. */
  quarterAt: number | null;
  forecast: ShopForecast | null;
}

/** A shop as one check sees it. */
export interface CheckedShop {
  readonly database: Database;
  readonly ask: AskView;
  readonly document: Shop;
  readonly alerts: readonly Alert[];
  readonly openEvents: readonly AlertEvent[];
  readonly now: Instant;
  /** When its phones were last heard of. */
  readonly devices: () => Promise<ReadonlyMap<string, DeviceSeen>>;
}

/** What came of judging, and when time alone may change it (ms since 1970). */
export interface Judgement {
  readonly evaluation: Evaluation;
  /** More events open than one check takes. */
  readonly isMore: boolean;
  readonly wakeAt: number | null;
}

/** Looks up what the shop's alerts need, and judges them. What costs much is looked up at its own pace. */
export async function judge(shop: CheckedShop, memory: ShopMemory): Promise<Judgement> {
  const { ask, database, document, now } = shop;
  const { timezone } = document.settings;
  const today = businessDay(now, timezone);
  const nowMs = Date.parse(now);
  const active = shop.alerts.filter(({ isActive }) => isActive);
  const needs = new Set<FactName>(active.flatMap(needsOf));
  const watchesProducts = active.some(({ alertType }) => ALERT_KINDS[alertType].about !== 'none');
  const [products, stock] = watchesProducts
    ? await Promise.all([mergedDocuments<Product>(database, 'product'), onHand(ask)])
    : [[], new Map<ProductId, OnHand>()];

  const isMorning = minuteOfDay(now, timezone) >= MORNING || memory.forecast?.origin === today;
  if (isMorning && (needs.has('outlook') || needs.has('sold'))) {
    await refreshForecast(shop, memory, products, stock, today, needs.has('sold'));
  }
  const forecast = isMorning && memory.forecast?.origin === today ? memory.forecast : null;

  const isQuarter = memory.quarterAt === null || nowMs - memory.quarterAt >= QUARTER_MS || nowMs < memory.quarterAt;
  const [trade, sales, devices, debts, closings, lots] = await Promise.all([
    forecast && activityOf(ask, today, today),
    isQuarter && needs.has('sales') ? activityOf(ask, addDays(today, 1 - salesDays(active)), today) : null,
    isQuarter && needs.has('devices') ? shop.devices() : null,
    needs.has('debts') ? debtsOf(shop) : null,
    needs.has('closings') ? closingsFound(ask, addDays(today, -DIFFERENCE_DAYS), timezone) : null,
    needs.has('lots') ? datedLots(ask) : null,
  ]);
  if (isQuarter && (needs.has('sales') || needs.has('devices'))) memory.quarterAt = nowMs;

  const read = { today, shop: document, categories: null, suppliers: null, orders: null, totals: null };
  const ledgers = ledgersOf(products, stock, trade?.rows ?? []);
  const book: ShopBook = {
    ...read,
    products: ledgers,
    expected: forecast && trade && expectations(ledgers, forecast.forecasts, forecast.origin),
  };
  const facts = alertFacts(book, {
    now,
    changes: () => null,
    sales: sales?.rows ?? null,
    sold: forecast?.isSoldWhole && trade && needs.has('sold') ? soldByNow(forecast, trade.rows, today) : null,
    devices,
    debts,
    closings,
    lots,
  });
  const judged = { ...shop, alerts: judgedAlerts(shop.alerts, products.length) };
  const first = evaluateAlerts(judged.alerts, facts, shop.openEvents);
  const isNew = first.wanting.size + first.opened.length > 0;
  const complete = isNew ? await withWords(judged, memory, book, facts, first, stock, trade) : first;
  const room = roomFor(shop.openEvents.length);
  const opened = complete.opened.slice(0, room);
  return {
    evaluation: { ...complete, opened },
    isMore: opened.length > 0 && complete.opened.length + complete.wanting.size > opened.length,
    wakeAt: nextWake({ name: database.name, timezone, active, needs, now, quarterAt: memory.quarterAt, devices }),
  };
}

/** The customers who owe something. */
async function debtsOf({ ask, database, document }: CheckedShop): Promise<Owing[]> {
  const [{ balances }, customers] = await Promise.all([accounts(ask), mergedDocuments<Customer>(database, 'customer')]);
  const known = new Map(balances.map((before) => [before.account, balanceOf(before)]));
  return owingCustomers(known, customers, document.settings.timezone);
}

async function refreshForecast(
  { ask, document }: CheckedShop,
  memory: ShopMemory,
  products: readonly Product[],
  stock: ReadonlyMap<ProductId, OnHand>,
  today: string,
  needsSold: boolean,
): Promise<void> {
  const { timezone } = document.settings;
  const known = memory.forecast?.origin === today ? memory.forecast : null;
  const forecast = known ?? (await forecastOf(ask, products, stock, today, timezone));
  memory.forecast = needsSold && !forecast.isSoldWhole ? await withOlderSales(ask, forecast, products) : forecast;
}

/** The morning's knowledge, and what has been sold since. */
function soldByNow(forecast: ShopForecast, trade: readonly DayRow[], today: string): Map<ProductId, ProductSold> {
  const sold = new Map(forecast.sold);
  for (const { productId, sold: quantity } of trade) {
    const known = sold.get(productId);
    if (known && quantity > 0) sold.set(productId, { ...known, lastSold: today });
  }
  return sold;
}

/** Judges again with everything that dates an opening and words its message. */
async function withWords(
  shop: CheckedShop,
  memory: ShopMemory,
  book: ShopBook,
  facts: AlertFacts,
  first: Evaluation,
  stock: ReadonlyMap<ProductId, OnHand>,
  known: Activity | null,
): Promise<Evaluation> {
  const { ask, database } = shop;
  const wanting = [...first.wanting].slice(0, MAX_OPENED);
  const about = new Set([...wanting, ...first.opened.flatMap(({ productId }) => productId ?? [])]);
  if (about.size === 0) return first;
  // What says how much money sleeps is told with what the units cost, which is told by all that ever came.
  const isValued = first.opened.some(({ details }) => details.value !== undefined);
  const [newest, trade, suppliers, orders] = await Promise.all([
    stockChanges(ask, wanting, stock, NEWEST),
    isValued || !known ? activityOf(ask, isValued ? BEGINNING : facts.today, facts.today) : known,
    mergedDocuments<Supplier>(database, 'supplier'),
    mergedDocuments<Order>(database, 'order'),
    refreshForecast(shop, memory, facts.products, stock, facts.today, false),
  ]);
  const products = ledgersOf(facts.products, stock, trade.rows, trade.counts);
  const whole: ShopBook = {
    ...book,
    products,
    suppliers: new Map(suppliers.map((supplier) => [supplier._id, supplier])),
    orders,
    expected: memory.forecast && expectations(products, memory.forecast.forecasts, memory.forecast.origin),
  };
  // Alerts that need the whole outlook are judged by the first facts; here are the words for those that open.
  const alerts = facts.outlook ? shop.alerts : shop.alerts.filter((alert) => !needsOf(alert).includes('outlook'));
  const others = shop.alerts.filter((alert) => !alerts.includes(alert)).map(({ _id }) => _id);
  const [judged, untouched] = [
    shop.openEvents.filter(({ alertId }) => !others.includes(alertId)),
    shop.openEvents.filter(({ alertId }) => others.includes(alertId)),
  ];
  const complete = alertFacts(whole, { ...facts, changes: (product) => newest.get(product) ?? null }, about);
  let evaluation = evaluateAlerts(alerts, complete, judged);
  const undated = wanting.filter((product) => evaluation.wanting.has(product));
  if (undated.length > 0) {
    const all = await stockChanges(ask, undated, stock, ALL);
    const changes = (product: ProductId) => all.get(product) ?? newest.get(product) ?? null;
    evaluation = evaluateAlerts(alerts, { ...complete, changes }, judged);
  }
  return { ...evaluation, kept: [...evaluation.kept, ...untouched] };
}
