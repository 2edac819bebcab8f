import { type Activity, addCounts } from '@digiboost/design-docs';
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
import { dayNumber } from '@digiboost/domain/shared/day';
import { ForecastBook, type Read, type ShopBook, type ShopOutlook } from '@digiboost/domain/shop';
import { LRUCache } from 'lru-cache';
import type { Database } from '../couch/client.ts';
import { mergedDocuments, shopDocument } from './catalogue.ts';
import { kept, type OfShop } from './kept.ts';
import { type ShopActivity, shopActivity, type Touched } from './shop-activity.ts';

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
    const touched = isKept ? activity.touched : null;
    const sold = before && touched ? soldAgain(before, { activity, catalogue }, touched) : soldIn(activity, catalogue);
    // What is known of a product that nobody sold meanwhile is not worked out again.
    const ledgers = keptLedgers(sold.ledgers, before?.sold.ledgers ?? new Map());
    const memory = { activity, catalogue, forecasts, sold: { ledgers, free: sold.free } };
    memories.set(shop.name, memory);
    return bookOf(now, memory);
  }, KEPT_SHOPS);
}

/** What is not read or computed anew when the shop has changed a little. */
interface ShopMemory {
  readonly activity: ShopActivity;
  readonly catalogue: Catalogue;
  readonly forecasts: ForecastBook;
  readonly sold: Sold;
}

/** What the products of the catalogue sold, and what was sold outside it. */
interface Sold {
  readonly ledgers: WholeBook['products'];
  readonly free: readonly DayRow[];
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

type Facts = Pick<ShopMemory, 'activity' | 'catalogue'>;

/** `sold` with the days of the products that were touched read again: most sales name few products, and one day. */
function soldAgain({ sold }: ShopMemory, { activity, catalogue }: Facts, { days, products }: Touched): Sold {
  if (products.length === 0) return sold;
  const again = new Set(days.map(dayNumber));
  const before = <R extends { readonly day: number }>(rows: readonly R[] = []): R[] =>
    rows.filter(({ day }) => !again.has(day));
  const byDay = new Map(days.map((day) => [day, activity.byDay.get(day) ?? NOTHING]));
  const now = soldIn({ byDay, stock: activity.stock }, catalogue, new Set(products));
  const ledgers = [...sold.ledgers].map(([id, old]) => {
    const own = now.ledgers.get(id);
    if (!own) return [id, old] as const;
    const counts = [...before(old.counts), ...(own.counts ?? [])];
    return [id, { ...own, days: [...before(old.days), ...own.days], counts }] as const;
  });
  return {
    ledgers: new Map(ledgers),
    free: products.includes(FREE_LINE) ? [...before(sold.free), ...now.free] : sold.free,
  };
}

const NOTHING: Activity = { rows: [], counts: new Map() };

/** What was sold of all products, or of `only` some. */
function soldIn(
  activity: Pick<ShopActivity, 'byDay' | 'stock'>,
  { products }: Catalogue,
  only?: ReadonlySet<ProductId>,
): Sold {
  const rows: DayRow[] = [];
  const counts = new Map<ProductId, CountPoint[]>();
  for (const own of activity.byDay.values()) {
    for (const row of own.rows) if (only?.has(row.productId) ?? true) rows.push(row);
    for (const [id, points] of own.counts) if (only?.has(id) ?? true) addCounts(counts, id, points);
  }
  const read = products.filter(({ _id }) => only?.has(_id) ?? true);
  return {
    ledgers: ledgersOf(read, activity.stock, rows, counts),
    free: rows.filter(({ productId }) => productId === FREE_LINE),
  };
}

function bookOf(now: Date, { activity, catalogue, forecasts, sold }: ShopMemory): WholeBook {
  const { shop, categories, suppliers, orders } = catalogue;
  const read = {
    today: businessDay(now.toISOString(), shop?.settings.timezone),
    shop,
    products: sold.ledgers,
    free: sold.free,
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
