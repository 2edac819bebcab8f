import type { Category, Order, ProductId, Supplier } from '@digiboost/domain/documents';
import type { DayTotals } from '@digiboost/domain/ledger';
import { addDays, type Day, type Instant } from '@digiboost/domain/shared/day';
import type { IDBPDatabase } from 'idb';
import { type ActivityColumns, mergeColumns } from '../model/activity-columns.ts';
import type { Notice } from '../model/notices.ts';
import { shopDay } from '../model/overview-record.ts';
import { Projections, type Tables } from '../model/projections.ts';
import type { CatalogDocument, ProductRecord } from '../model/records.ts';
import type { ProductData, SaleEntry, ShopData } from './shop-data.ts';

type Database = IDBPDatabase<Tables>;

/** Read in parts: a transaction over everything would keep the projector waiting. */
const PRODUCTS_AT_ONCE = 400;

/**
 * The shop's data in the memory of the worker: read once from the persisted projections, then only what the projector
 * says has changed, when it is next asked for.
 */
export class ShopSource {
  readonly #projections: Projections;
  readonly #now: () => Instant;
  #isLoaded = false;
  #isPartial = false;
  #seq = 0;
  #products = new Map<ProductId, ProductData>();
  #catalog = new Map<string, CatalogDocument>();
  #orders = new Map<string, Order>();
  #days = new Map<Day, DayTotals>();
  #changed = new Set<ProductId>();
  /** Notices that came while everything was read, which may or may not have seen what they say. */
  #missed: Notice[] | null = null;
  #reading: Promise<ShopData | null> = Promise.resolve(null);

  constructor(name: string, now: () => Instant) {
    this.#projections = new Projections(name);
    this.#now = now;
  }

  /** Notes what changed; whether anything did that an analysis could see. */
  receive(notice: Notice): boolean {
    const { kind, after, seq, products, days, catalog, documents, isWide } = notice;
    // What a first copy shows before it is stored cannot be read yet; its last notice says that it can.
    if (kind === 'replaced') return false;
    if (isWide || after > this.#seq) this.#isLoaded = false;
    else if (this.#missed) this.#missed.push(notice);
    else this.#take(notice);
    this.#seq = Math.max(this.#seq, seq);
    return isWide || products.length + days.length + catalog.length + documents.length > 0;
  }

  /** The shop as it is stored now; null while there is no copy of it. */
  fresh(): Promise<ShopData | null> {
    const next = this.#reading.then(() => this.#fresh());
    this.#reading = next.catch(() => null);
    return next;
  }

  close(): void {
    this.#projections.close();
  }

  #take({ products, days, catalog, documents }: Notice): void {
    for (const { id } of products) this.#changed.add(id);
    for (const totals of days) this.#days.set(totals.day, totals);
    for (const doc of catalog) this.#catalog.set(doc._id, doc);
    for (const doc of documents) if (doc.type === 'order') this.#orders.set(doc._id, doc);
  }

  #fresh(): Promise<ShopData | null> {
    return this.#projections.read(null, async (db) => {
      while (!this.#isLoaded || this.#changed.size > 0) {
        if (this.#isLoaded) await this.#readChanged(db);
        else if (!(await this.#load(db))) return null;
      }
      return this.#data();
    });
  }

  async #load(db: Database): Promise<boolean> {
    this.#isLoaded = true;
    this.#changed.clear();
    this.#missed = [];
    try {
      const isFound = await this.#readAll(db);
      for (const notice of this.#missed) this.#take(notice);
      if (!isFound) this.#isLoaded = false;
      return isFound;
    } catch (error) {
      this.#isLoaded = false;
      throw error;
    } finally {
      this.#missed = null;
    }
  }

  async #readAll(db: Database): Promise<boolean> {
    const transaction = db.transaction(['live', 'archive', 'overview', 'days', 'catalog', 'documents']);
    const [live, archive, overview, days, catalog, documents] = await Promise.all([
      transaction.objectStore('live').get('state'),
      transaction.objectStore('archive').get('state'),
      transaction.objectStore('overview').count(),
      transaction.objectStore('days').getAll(),
      transaction.objectStore('catalog').getAll(),
      transaction.objectStore('documents').getAll(IDBKeyRange.bound('order:', 'order;')),
    ]);
    if (!live || overview === 0) return false;
    this.#seq = Math.max(this.#seq, live.localSeq);
    this.#isPartial = archive !== undefined && 'isPartial' in archive && archive.isPartial === true;
    this.#days = new Map(days.map((totals) => [totals.day, totals]));
    this.#catalog = new Map(catalog.map((doc) => [doc._id, doc]));
    this.#orders = new Map(documents.flatMap((doc) => (doc.type === 'order' ? [[doc._id, doc]] : [])));
    const products = new Map<ProductId, ProductData>();
    let from: IDBKeyRange | undefined;
    for (;;) {
      const page = await readPage(db, from);
      for (const data of page.products) products.set(data.id, data);
      if (page.last === null) break;
      from = IDBKeyRange.lowerBound(page.last, true);
    }
    this.#products = products;
    return true;
  }

  async #readChanged(db: Database): Promise<void> {
    const ids = [...this.#changed];
    this.#changed.clear();
    try {
      for (const data of await readProducts(db, ids)) this.#products.set(data.id, data);
    } catch (error) {
      for (const id of ids) this.#changed.add(id);
      throw error;
    }
  }

  #data(): ShopData {
    const categories = new Map<Category['_id'], Category>();
    const suppliers = new Map<Supplier['_id'], Supplier>();
    for (const doc of this.#catalog.values()) {
      if (doc.type === 'category') categories.set(doc._id, doc);
      else if (doc.type === 'supplier') suppliers.set(doc._id, doc);
    }
    const found = this.#catalog.get('shop');
    const shop = found?.type === 'shop' ? found : null;
    return {
      today: shopDay(shop, this.#now()),
      shop,
      isPartial: this.#isPartial,
      products: new Map(this.#products),
      categories,
      suppliers,
      orders: [...this.#orders.values()],
      days: [...this.#days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
      saleEntries: (from, to) => this.#projections.read([], (db) => readSaleEntries(db, from, to)),
    };
  }
}

async function readPage(
  db: Database,
  range: IDBKeyRange | undefined,
): Promise<{ products: ProductData[]; last: string | null }> {
  const transaction = db.transaction(['products', 'productDays', 'archivedDays']);
  const records = await transaction.objectStore('products').getAll(range, PRODUCTS_AT_ONCE);
  const [first, last] = [records[0], records.at(-1)];
  if (!first || !last) return { products: [], last: null };
  const own = IDBKeyRange.bound(first.id, last.id);
  const [held, archived] = await Promise.all([
    transaction.objectStore('productDays').getAll(own),
    transaction.objectStore('archivedDays').getAll(own),
  ]);
  return {
    products: joined(records, held, archived),
    last: records.length < PRODUCTS_AT_ONCE ? null : last.id,
  };
}

async function readProducts(db: Database, ids: readonly ProductId[]): Promise<ProductData[]> {
  const transaction = db.transaction(['products', 'productDays', 'archivedDays']);
  const found = await Promise.all(
    ids.map((id) =>
      Promise.all([
        transaction.objectStore('products').get(id),
        transaction.objectStore('productDays').get(id),
        transaction.objectStore('archivedDays').get(id),
      ]),
    ),
  );
  const all = <T>(values: readonly (T | undefined)[]): T[] => values.flatMap((value) => (value ? [value] : []));
  return joined(
    all(found.map(([record]) => record)),
    all(found.map(([, held]) => held)),
    all(found.map(([, , archived]) => archived)),
  );
}

function joined(
  records: readonly ProductRecord[],
  held: readonly ActivityColumns[],
  archived: readonly ActivityColumns[],
): ProductData[] {
  const heldOf = new Map(held.map((columns) => [columns.id, columns]));
  const archivedOf = new Map(archived.map((columns) => [columns.id, columns]));
  return records.flatMap(({ id, product, milli }) =>
    product ? [{ id, product, milli, columns: mergeColumns(id, archivedOf.get(id), heldOf.get(id)) }] : [],
  );
}

/** A shop's day may begin on the UTC day before or end on the one after. */
async function readSaleEntries(db: Database, from: Day, to: Day): Promise<SaleEntry[]> {
  const first = addDays(from, -1);
  const end = addDays(to, 2);
  const transaction = db.transaction('entries');
  const ranges = ['sale:', 'void:sale:'].map((kind) => IDBKeyRange.bound([kind + first], [kind + end], false, true));
  const found = await Promise.all(ranges.map((range) => transaction.store.getAll(range)));
  return found.flat().filter(({ day }) => day >= from && day <= to) as SaleEntry[];
}
