import { dayTotals, onHand, ticketsByDayAndSettlement } from '@digiboost/design-docs';
import {
  type Category,
  type Order,
  type Product,
  type ProductId,
  SHOP_ID,
  type Shop,
  type Supplier,
} from '@digiboost/domain/documents';
import {
  demandOf,
  forecastProducts,
  type LedgerProduct,
  type ProductOutlook,
  productOutlook,
  type TradeDay,
} from '@digiboost/domain/kpis';
import type { DayTotals } from '@digiboost/domain/ledger';
import { businessDay, type Day } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import type { Database } from '../couch/client.ts';
import { mergedDocuments } from './catalogue.ts';
import { kept, type OfShop } from './kept.ts';
import { type ShopActivity, shopActivity } from './shop-activity.ts';
import { askViews } from './shop-views.ts';

// A shop of two years takes some 12 MB.
const KEPT_SHOPS = 20;

/** A product with its whole ledger by day. */
export type ServedProduct = LedgerProduct & { readonly days: readonly TradeDay[] };

/** All that a shop's figures are computed from, as its phones hold it. */
export interface ShopFigures {
  /** The shop's business day. */
  readonly today: Day;
  readonly timezone: string | undefined;
  readonly settings: Shop['settings'] | undefined;
  /** Archived ones too, by id. */
  readonly products: ReadonlyMap<ProductId, ServedProduct>;
  readonly categories: ReadonlyMap<Category['_id'], Category>;
  readonly suppliers: ReadonlyMap<Supplier['_id'], Supplier>;
  readonly orders: readonly Order[];
  /** Totals of every day that had tickets, oldest first. */
  readonly totals: readonly DayTotals[];
  /** What is expected of each active product. Computed when first asked for. */
  outlooks(): ReadonlyMap<ProductId, ProductOutlook>;
}

/** Every shop's figures, read anew when its database has changed. */
export function shopFigures(): OfShop<ShopFigures> {
  const activities = new Map<string, ShopActivity>();
  return kept(async (shop, now) => {
    const activity = await shopActivity(shop, activities.get(shop.name));
    activities.delete(shop.name);
    activities.set(shop.name, activity);
    for (const [oldest] of activities) {
      if (activities.size <= KEPT_SHOPS) break;
      activities.delete(oldest);
    }
    return readFigures(shop, now, activity);
  }, KEPT_SHOPS);
}

async function readFigures(shop: Database, now: Date, activity: ShopActivity): Promise<ShopFigures> {
  const ask = askViews(shop);
  const [document, products, categories, suppliers, orders, stock, [tickets]] = await Promise.all([
    shop.get<Shop>(SHOP_ID),
    mergedDocuments<Product>(shop, 'product'),
    mergedDocuments<Category>(shop, 'category'),
    mergedDocuments<Supplier>(shop, 'supplier'),
    mergedDocuments<Order>(shop, 'order'),
    onHand(ask),
    ask(ticketsByDayAndSettlement, [{ group: true }]),
  ]);
  const settings = document?.settings;
  const timezone = settings?.timezone;
  const today = businessDay(now.toISOString(), timezone);
  const days = new Map<ProductId, TradeDay[]>(products.map(({ _id }) => [_id, []]));
  for (const rows of activity.byDay.values()) for (const row of rows) days.get(row.productId)?.push(row);
  const ledgers = products.map((product): [ProductId, ServedProduct] => [
    product._id,
    { product, onHandMilli: stock.get(product._id)?.milli ?? 0, days: days.get(product._id) ?? [] },
  ]);
  const served = new Map(ledgers);
  let outlooks: ReadonlyMap<ProductId, ProductOutlook> | null = null;
  return {
    today,
    timezone,
    settings,
    products: served,
    categories: byId(categories),
    suppliers: byId(suppliers),
    orders,
    totals: dayTotals(tickets?.rows ?? []),
    outlooks() {
      outlooks ??= outlooksOf([...served.values()], today, timezone);
      return outlooks;
    },
  };
}

const byId = <D extends { readonly _id: string }>(docs: readonly D[]): ReadonlyMap<D['_id'], D> =>
  new Map(docs.map((doc) => [doc._id, doc]));

function outlooksOf(products: readonly ServedProduct[], today: Day, timezone: string | undefined) {
  const active = products.filter(({ product }) => product.isActive);
  const forecasts = forecastProducts(
    active.map((ledger) => demandOf(ledger, today)),
    today,
  );
  return new Map(
    active.map((ledger, index) => [
      ledger.product._id,
      productOutlook(ledger, must(forecasts[index], 'forecast'), today, timezone),
    ]),
  );
}
