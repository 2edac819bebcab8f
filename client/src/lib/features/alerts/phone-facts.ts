import {
  ALERT_KINDS,
  type AlertFacts,
  type ProductForesight,
  type ProductSold,
  type StockChanges,
} from '@digiboost/domain/alerts';
import type { Alert, Product, ProductId, Supplier } from '@digiboost/domain/documents';
import type { DayTotals, Entry } from '@digiboost/domain/ledger';
import type { Day, Instant } from '@digiboost/domain/shared/day';
import type { ShopOutlook } from '../../model/insight/types.ts';
import type { ProductRow } from '../../model/types.ts';

/** What of the shop this phone judges its alerts from. */
export interface PhoneShop {
  readonly now: Instant;
  readonly today: Day;
  readonly rows: readonly ProductRow[];
  readonly suppliers: readonly Supplier[];
  /** Null when no alert asks for them. */
  readonly days: readonly DayTotals[] | null;
  readonly outlook: ShopOutlook | null;
  readonly changes: ReadonlyMap<ProductId, StockChanges>;
}

/** What an alert's judgement is made from, beside products and stock. */
export function needsOf(alert: Pick<Alert, 'alertType' | 'conditions'>): { days: boolean; outlook: boolean } {
  const { needs } = ALERT_KINDS[alert.alertType];
  return {
    days: needs.includes('sales'),
    outlook: needs.includes('outlook') || needs.includes('sold') || alert.conditions.coverageDays !== undefined,
  };
}

/**
 * Whether this phone can judge the alert: it does not know when other phones were last heard of, and has the missed sales
 * of each day for the whole shop only.
 */
export function isJudgedHere({ alertType, conditions: { productIds = [], categoryIds = [] } }: Alert): boolean {
  if (alertType === 'SYNC_SILENCE') return false;
  return alertType !== 'SERVICE_RATE_DROP' || (productIds.length === 0 && categoryIds.length === 0);
}

/** The facts as this phone knows them; what it was not asked to look up is null. */
export function phoneFacts({ now, today, rows, suppliers, days, outlook, changes }: PhoneShop): AlertFacts {
  const names = new Map<string, string>(suppliers.map(({ _id, name }) => [_id, name]));
  const leadTimes = new Map<string, number>(suppliers.map(({ _id, leadTimeDays }) => [_id, leadTimeDays]));
  // The days' totals are the shop's: they stand under any one product when every product is meant.
  const anyProduct = rows[0]?.id;
  return {
    now,
    today,
    products: rows.map(({ product }) => product),
    onHand: new Map(rows.map(({ id, onHand }) => [id, onHand])),
    changes: (id) => changes.get(id) ?? null,
    outlook: outlook && { origin: outlook.today, products: foresights(rows, outlook, leadTimes) },
    sales:
      days && anyProduct
        ? days.map(({ day, revenue, missedRevenue }) => ({ day, productId: anyProduct, revenue, missedRevenue }))
        : null,
    sold: outlook && soldOf(rows, outlook),
    devices: null,
    supplierName: (product: Product) => (product.supplierId && names.get(product.supplierId)) || null,
  };
}

/** When each product was last sold. Since when the shop has what never sold, the server knows. */
function soldOf(rows: readonly ProductRow[], outlook: ShopOutlook): Map<ProductId, ProductSold> {
  return new Map(
    rows.flatMap(({ id, product }) => {
      const lastSold = outlook.products.get(id)?.lastSold;
      return lastSold ? [[id, { lastSold, since: product.createdAt.slice(0, 10) }] as const] : [];
    }),
  );
}

function foresights(
  rows: readonly ProductRow[],
  outlook: ShopOutlook,
  leadTimes: ReadonlyMap<string, number>,
): Map<ProductId, ProductForesight> {
  const found = new Map<ProductId, ProductForesight>();
  for (const { id, product } of rows) {
    const expected = outlook.products.get(id);
    if (!expected) continue;
    const { stockOut, perDay, coverage } = expected;
    const leadTimeDays = product.supplierId && leadTimes.get(product.supplierId);
    found.set(id, { stockOut, perDay, coverage, ...(leadTimeDays === undefined ? {} : { leadTimeDays }) });
  }
  return found;
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
