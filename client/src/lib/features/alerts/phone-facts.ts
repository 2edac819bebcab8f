import {
  ALERT_KINDS,
  type AlertFacts,
  type ProductForesight,
  type ProductSales,
  type ProductSold,
  type StockChanges,
} from '@digiboost/domain/alerts';
import type { Alert, Product, ProductId, Supplier } from '@digiboost/domain/documents';
import type { DayTotals, Entry } from '@digiboost/domain/ledger';
import type { Day, Instant } from '@digiboost/domain/shared/day';
import type { ShopOutlook } from '../../insight/types.ts';
import type { ProductRow } from '../../model/types.ts';

/** What of the shop this phone judges its alerts from. */
export interface PhoneShop {
  readonly now: Instant;
  readonly today: Day;
  readonly rows: readonly ProductRow[];
  readonly suppliers: readonly Supplier[];
  /** Null when no alert asks for them. */
  readonly days: readonly DayTotals[] | null;
  /** What each product sold and missed by day; null when no alert asks for it, or while it is not known. */
  readonly productSales: readonly ProductSales[] | null;
  readonly outlook: ShopOutlook | null;
  readonly changes: ReadonlyMap<ProductId, StockChanges>;
}

/** What an alert's judgement is made from, beside products and stock. */
export interface Needs {
  /** The shop's sales and missed sales by day. */
  readonly days: boolean;
  /** The same of each product: the alert speaks of some of them. */
  readonly productSales: boolean;
  readonly outlook: boolean;
}

/** What `alert` is judged from. */
export function needsOf({ alertType, conditions }: Pick<Alert, 'alertType' | 'conditions'>): Needs {
  const { needs } = ALERT_KINDS[alertType];
  const { productIds = [], categoryIds = [], coverageDays } = conditions;
  const isNarrow = productIds.length + categoryIds.length > 0;
  return {
    days: needs.includes('sales') && !isNarrow,
    productSales: needs.includes('sales') && isNarrow,
    outlook: needs.includes('outlook') || needs.includes('sold') || coverageDays !== undefined,
  };
}

/** Whether this phone can judge the alert: it does not know when other phones were last heard of. */
export const isJudgedHere = ({ alertType }: Pick<Alert, 'alertType'>): boolean => alertType !== 'SYNC_SILENCE';

/** The facts as this phone knows them; what it was not asked to look up is null. */
export function phoneFacts(shop: PhoneShop): AlertFacts {
  const { now, today, rows, suppliers, days, productSales, outlook, changes } = shop;
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
      productSales ??
      (days && anyProduct
        ? days.map(({ day, revenue, missedRevenue }) => ({ day, productId: anyProduct, revenue, missedRevenue }))
        : null),
    sold: outlook && soldOf(rows, outlook),
    devices: null,
    supplierName: (product: Product) => (product.supplierId && names.get(product.supplierId)) || null,
  };
}

/** When each product was last sold, and since when the shop has it. */
function soldOf(rows: readonly ProductRow[], outlook: ShopOutlook): Map<ProductId, ProductSold> {
  return new Map(
    rows.flatMap(({ id }) => {
      const known = outlook.products.get(id);
      return known ? [[id, { lastSold: known.lastSold, since: known.since }] as const] : [];
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
