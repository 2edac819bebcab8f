import { addCounts, dayTotals, onHand, ticketsByDayAndSettlement } from '@digiboost/design-docs';
import {
  type Category,
  FREE_LINE,
  type Order,
  type Product,
  type ProductId,
  type Supplier,
} from '@digiboost/domain/documents';
import type { BackTest } from '@digiboost/domain/forecast';
import { type CountPoint, type DayRow, ledgersOf } from '@digiboost/domain/ledger';
import { businessDay } from '@digiboost/domain/shared/clock';
import { ForecastBook, type Read, type ShopBook, type ShopOutlook } from '@digiboost/domain/shop';
import { LRUCache } from 'lru-cache';
import type { Database } from '../couch/client.ts';
import { mergedDocuments, shopDocument } from './catalogue.ts';
import { kept, type OfShop } from './kept.ts';
import { type ShopActivity, shopActivity } from './shop-activity.ts';
import { askViews } from './shop-views.ts';

// A shop of two years takes some 12 MB.
const KEPT_SHOPS = 20;

/** A shop as its phones hold it, every part of it read. What is expected of it is computed when first asked for. */
export interface WholeBook extends Read<ShopBook, 'categories' | 'suppliers' | 'orders' | 'totals' | 'expected'> {
  readonly expected: ShopOutlook;
  /** The error that such forecasts had in this shop; null when its history is too short to tell. */
  backTest(): BackTest | null;
}

/** Every shop's book, read anew when its database has changed. */
export function shopBooks(): OfShop<WholeBook> {
  const memories = new LRUCache<string, ShopMemory>({ max: KEPT_SHOPS });
  return kept(async (shop, now) => {
    const before = memories.get(shop.name);
    const memory = {
      activity: await shopActivity(shop, before?.activity),
      forecasts: before?.forecasts ?? new ForecastBook(),
    };
    memories.set(shop.name, memory);
    return readBook(shop, now, memory);
  }, KEPT_SHOPS);
}

/** What is not read or computed anew when the shop has changed a little. */
interface ShopMemory {
  readonly activity: ShopActivity;
  readonly forecasts: ForecastBook;
}

async function readBook(database: Database, now: Date, { activity, forecasts }: ShopMemory): Promise<WholeBook> {
  const ask = askViews(database);
  const [shop, products, categories, suppliers, orders, stock, [tickets]] = await Promise.all([
    shopDocument(database),
    mergedDocuments<Product>(database, 'product'),
    mergedDocuments<Category>(database, 'category'),
    mergedDocuments<Supplier>(database, 'supplier'),
    mergedDocuments<Order>(database, 'order'),
    onHand(ask),
    ask(ticketsByDayAndSettlement, [{ group: true }]),
  ]);
  const rows: DayRow[] = [];
  const counts = new Map<ProductId, CountPoint[]>();
  for (const own of activity.byDay.values()) {
    for (const row of own.rows) rows.push(row);
    for (const [id, points] of own.counts) addCounts(counts, id, points);
  }
  const read = {
    today: businessDay(now.toISOString(), shop?.settings.timezone),
    shop,
    products: ledgersOf(products, stock, rows, counts),
    free: rows.filter(({ productId }) => productId === FREE_LINE),
    categories: byId(categories),
    suppliers: byId(suppliers),
    orders,
    totals: dayTotals(tickets?.rows ?? []),
    expected: null,
  };
  let outlook: ShopOutlook | null = null;
  return {
    ...read,
    get expected() {
      outlook ??= forecasts.make(read).outlook;
      return outlook;
    },
    backTest: () => forecasts.backTest(read),
  };
}

const byId = <D extends { readonly _id: string }>(docs: readonly D[]): ReadonlyMap<D['_id'], D> =>
  new Map(docs.map((doc) => [doc._id, doc]));
