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
import type { BackTest, ProductForecast } from '@digiboost/domain/forecast';
import { type LedgerProduct, type ProductOutlook, productOutlook } from '@digiboost/domain/kpis';
import type { DayRow, DayTotals } from '@digiboost/domain/ledger';
import { businessDay } from '@digiboost/domain/shared/clock';
import type { Day } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import type { Database } from '../couch/client.ts';
import { mergedDocuments } from './catalogue.ts';
import { type ForecastBook, forecastBook } from './forecast-book.ts';
import { kept, type OfShop } from './kept.ts';
import { type ShopActivity, shopActivity } from './shop-activity.ts';
import { askViews } from './shop-views.ts';

// A shop of two years takes some 12 MB.
const KEPT_SHOPS = 20;

/** All that a shop's figures are computed from, as its phones hold it. */
export interface ShopFigures {
  /** The shop's business day. */
  readonly today: Day;
  readonly timezone: string | undefined;
  readonly settings: Shop['settings'] | undefined;
  /** Archived ones too, by id. */
  readonly products: ReadonlyMap<ProductId, LedgerProduct>;
  readonly categories: ReadonlyMap<Category['_id'], Category>;
  readonly suppliers: ReadonlyMap<Supplier['_id'], Supplier>;
  readonly orders: readonly Order[];
  /** Totals of every day that had tickets, oldest first. */
  readonly totals: readonly DayTotals[];
  /** What is expected of each active product. Computed when first asked for. */
  outlooks(): ReadonlyMap<ProductId, ProductOutlook>;
  /** The error that such forecasts had in this shop; null when its history is too short to tell. */
  backTest(): BackTest | null;
}

/** Every shop's figures, read anew when its database has changed. */
export function shopFigures(): OfShop<ShopFigures> {
  const memories = new Map<string, ShopMemory>();
  return kept(async (shop, now) => {
    const before = memories.get(shop.name);
    const memory = {
      activity: await shopActivity(shop, before?.activity),
      forecasts: before?.forecasts ?? forecastBook(),
    };
    memories.delete(shop.name);
    memories.set(shop.name, memory);
    for (const [oldest] of memories) {
      if (memories.size <= KEPT_SHOPS) break;
      memories.delete(oldest);
    }
    return readFigures(shop, now, memory);
  }, KEPT_SHOPS);
}

/** What is not read or computed anew when the shop has changed a little. */
interface ShopMemory {
  readonly activity: ShopActivity;
  readonly forecasts: ForecastBook;
}

async function readFigures(shop: Database, now: Date, { activity, forecasts }: ShopMemory): Promise<ShopFigures> {
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
  const days = new Map<ProductId, DayRow[]>(products.map(({ _id }) => [_id, []]));
  for (const rows of activity.byDay.values()) for (const row of rows) days.get(row.productId)?.push(row);
  const ledgers = products.map((product): [ProductId, LedgerProduct] => [
    product._id,
    { product, onHandMilli: stock.get(product._id)?.milli ?? 0, days: days.get(product._id) ?? [] },
  ]);
  const served = new Map(ledgers);
  const active = [...served.values()].filter(({ product }) => product.isActive);
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
      outlooks ??= outlooksOf(active, forecasts.forecasts(active, today), today, timezone);
      return outlooks;
    },
    backTest: () => forecasts.backTest(active, today),
  };
}

const byId = <D extends { readonly _id: string }>(docs: readonly D[]): ReadonlyMap<D['_id'], D> =>
  new Map(docs.map((doc) => [doc._id, doc]));

const outlooksOf = (
  active: readonly LedgerProduct[],
  forecasts: readonly ProductForecast[],
  today: Day,
  timezone: string | undefined,
): ReadonlyMap<ProductId, ProductOutlook> =>
  new Map(
    active.map((ledger, index) => [
      ledger.product._id,
      productOutlook(ledger, must(forecasts[index], 'forecast'), today, timezone),
    ]),
  );
