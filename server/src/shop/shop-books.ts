import { addCounts } from '@digiboost/design-docs';
import {
  type Category,
  FREE_LINE,
  type Order,
  type Product,
  type ProductId,
  type Shop,
  type Supplier,
} from '@digiboost/domain/documents';
import type { BackTest } from '@digiboost/domain/forecast';
import { type CountPoint, type DayRow, keptLedgers, ledgersOf } from '@digiboost/domain/ledger';
import { businessDay } from '@digiboost/domain/shared/clock';
import { ForecastBook, type Read, type ShopBook, type ShopOutlook } from '@digiboost/domain/shop';
import { LRUCache } from 'lru-cache';
import type { Database } from '../couch/client.ts';
import { mergedDocuments, shopDocument } from './catalogue.ts';
import { kept, type OfShop } from './kept.ts';
import { type ShopActivity, shopActivity } from './shop-activity.ts';

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
    const activity = await shopActivity(shop, before?.activity);
    const isKept = before && activity.changed?.every((id) => !IN_CATALOGUE.test(id));
    const catalogue = isKept ? before.catalogue : await readCatalogue(shop);
    const forecasts = before?.forecasts ?? new ForecastBook();
    const book = bookOf(now, { activity, catalogue, forecasts, ledgers: before?.ledgers ?? new Map() });
    memories.set(shop.name, { activity, catalogue, forecasts, ledgers: book.products });
    return book;
  }, KEPT_SHOPS);
}

/** What is not read or computed anew when the shop has changed a little. */
interface ShopMemory {
  readonly activity: ShopActivity;
  readonly catalogue: Catalogue;
  readonly forecasts: ForecastBook;
  /** Those of the book before. */
  readonly ledgers: WholeBook['products'];
}

/** What sales do not change. */
interface Catalogue {
  readonly shop: Shop | null;
  readonly products: readonly Product[];
  readonly categories: ReadonlyMap<Category['_id'], Category>;
  readonly suppliers: ReadonlyMap<Supplier['_id'], Supplier>;
  readonly orders: readonly Order[];
}

const IN_CATALOGUE = /^(?:shop$|product:|category:|supplier:|order:)/;

async function readCatalogue(database: Database): Promise<Catalogue> {
  const [shop, products, categories, suppliers, orders] = await Promise.all([
    shopDocument(database),
    mergedDocuments<Product>(database, 'product'),
    mergedDocuments<Category>(database, 'category'),
    mergedDocuments<Supplier>(database, 'supplier'),
    mergedDocuments<Order>(database, 'order'),
  ]);
  return { shop, products, categories: byId(categories), suppliers: byId(suppliers), orders };
}

function bookOf(now: Date, memory: ShopMemory): WholeBook {
  const { activity, catalogue, forecasts } = memory;
  const { shop, products, categories, suppliers, orders } = catalogue;
  const rows: DayRow[] = [];
  const counts = new Map<ProductId, CountPoint[]>();
  for (const own of activity.byDay.values()) {
    for (const row of own.rows) rows.push(row);
    for (const [id, points] of own.counts) addCounts(counts, id, points);
  }
  const read = {
    today: businessDay(now.toISOString(), shop?.settings.timezone),
    shop,
    // What is known of a product that nobody sold meanwhile is not worked out again.
    products: keptLedgers(ledgersOf(products, activity.stock, rows, counts), memory.ledgers),
    free: rows.filter(({ productId }) => productId === FREE_LINE),
    categories,
    suppliers,
    orders,
    totals: [...activity.totals.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
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
