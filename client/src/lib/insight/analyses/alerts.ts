import {
  type AlertFacts,
  type Evaluation,
  evaluateAlerts,
  judgedAlerts,
  needsOf,
  type OpenedEvent,
  type StockChanges,
  salesDays,
} from '@digiboost/domain/alerts';
import type { Alert, AlertEvent, ProductId } from '@digiboost/domain/documents';
import { type DayRow, type Entry, rowsOf } from '@digiboost/domain/ledger';
import { businessDay } from '@digiboost/domain/shared/clock';
import { addDays, type Day, dayNumber, type Instant } from '@digiboost/domain/shared/day';
import { alertFacts } from '@digiboost/domain/shop';
import { isJudgedHere, restsOnLedger } from '../judged-here.ts';
import type { ProductData, ShopData } from '../shop-data.ts';

/** What this phone notices by itself. */
export interface Findings {
  readonly opened: readonly OpenedEvent[];
  /** Ids of the server's open events that have ended, as far as the phone has what they rest on at first hand. */
  readonly ended: readonly AlertEvent['_id'][];
}

/** Newest lines of a product's ledger that are searched for the moment at which its stock ran out. */
const LINES = 60;
/** Products looked up at most in one judgement: what is in rupture for long the server tells. */
const LOOKED_UP = 50;
/** What was looked up of a product: it stands as long as nothing happens to the product. */
const lookedUp = new WeakMap<ProductData, StockChanges>();

/** Judges the shop's alerts by the rules of the server, as far as a phone can. */
export async function alerts(shop: ShopData, { now }: { readonly now: Instant }): Promise<Findings> {
  const known = new Set<string>(shop.alerts.filter(isJudgedHere).map(({ _id }) => _id));
  const events = shop.openEvents.filter(({ alertId }) => known.has(alertId));
  const judged = judgedAlerts(shop.alerts, shop.products.size).filter(isJudgedHere);
  const facts = { ...factsOf(shop, judged, now), ...(await moneyOf(shop, judged)) };
  const found = evaluateAlerts(judged, facts, events);
  const isNew = await lookUp(shop, [...found.wanting].slice(0, LOOKED_UP));
  return findingsOf(isNew ? evaluateAlerts(judged, facts, events) : found);
}

const findingsOf = ({ opened, closed }: Evaluation): Findings => ({
  opened,
  ended: closed.filter(restsOnLedger).map(({ _id }) => _id),
});

/** Who owes what and what closings found, as far as an alert asks. */
async function moneyOf(shop: ShopData, judged: readonly Alert[]): Promise<Pick<AlertFacts, 'debts' | 'closings'>> {
  const needs = new Set(judged.flatMap(needsOf));
  const [debts, closings] = await Promise.all([
    needs.has('debts') ? shop.debts() : null,
    needs.has('closings') ? shop.closings() : null,
  ]);
  return { debts, closings };
}

function factsOf(shop: ShopData, judged: readonly Alert[], now: Instant): AlertFacts {
  const { products, expected } = shop;
  const today = businessDay(now, shop.shop?.settings.timezone);
  return alertFacts(
    { ...shop, today },
    {
      now,
      changes: (id) => {
        const data = products.get(id);
        return (data && lookedUp.get(data)) ?? null;
      },
      sales: salesOf(shop, judged, today),
      sold: expected?.products ?? null,
      devices: null,
      debts: null,
      closings: null,
      lots: { get: (id) => products.get(id)?.lots },
    },
  );
}

/**
 * What each product sold and missed on the days that the alerts speak of; null when none does, and while a part of
 * those days is still to come.
 */
function salesOf(shop: ShopData, judged: readonly Alert[], today: Day): DayRow[] | null {
  const days = salesDays(judged);
  if (days === 0) return null;
  const from = addDays(today, 1 - days);
  if (shop.isPartial && (shop.heldFrom === null || from < shop.heldFrom)) return null;
  return productSales(shop, from);
}

/** What each product sold and missed on each day from `from` on, archived products too. */
export function productSales({ products }: Pick<ShopData, 'products'>, from: Day): DayRow[] {
  return [...products.values()].flatMap(({ columns }) =>
    [...rowsOf(columns, dayNumber(from))].filter(({ revenue, missedRevenue }) => revenue !== 0 || missedRevenue !== 0),
  );
}

/** Reads what leads to the stock of the products `ids`; whether anything was not known before. */
async function lookUp(shop: ShopData, ids: readonly ProductId[]): Promise<boolean> {
  const unknown = ids.flatMap((id) => shop.products.get(id) ?? []).filter((data) => !lookedUp.has(data));
  await Promise.all(
    unknown.map(async (data) => {
      const entries = await shop.newestLines(data.product._id, LINES);
      const isYoung = shop.heldFrom !== null && data.product.createdAt.slice(0, 10) >= shop.heldFrom;
      lookedUp.set(data, stockChanges(entries, entries.length < LINES && isYoung));
    }),
  );
  return unknown.length > 0;
}

/**
 * The changes of a product's stock since its last count. `entries` are its newest lines of the ledger, newest first;
 * `reachesBack`: they are all that ever happened to it.
 */
export function stockChanges(entries: readonly Entry[], reachesBack: boolean): StockChanges {
  const counts = entries.filter(({ kind }) => kind === 'COUNT');
  const count = counts.reduce<Entry | null>(
    (last, one) => (!last || one.at > last.at || (one.at === last.at && one.eventId > last.eventId) ? one : last),
    null,
  );
  const rows = entries.filter(({ at, delta }) => delta !== 0 && (!count || at > count.at));
  return {
    rows: rows.map(({ at, delta }) => ({ at, delta })),
    count: count && { at: count.at, milli: count.counted ?? 0 },
    complete: count !== null || reachesBack,
  };
}
