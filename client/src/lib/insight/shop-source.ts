import type { Alert, AlertEvent, Category, Order, ProductId, Supplier } from '@digiboost/domain/documents';
import type { DayRow, DayTotals } from '@digiboost/domain/ledger';
import { type Day, dayOfNumber, type Instant } from '@digiboost/domain/shared/day';
import type { ShopOutlook } from '@digiboost/domain/shop';
import type { Notice } from '../model/notices.ts';
import { shopDay } from '../model/overview-record.ts';
import { heldFrom, newestLines, Projections } from '../model/projections.ts';
import type { CatalogDocument, ListedDocument } from '../model/records.ts';
import type { ProductData, ShopData } from './shop-data.ts';
import {
  type Database,
  readAccounts,
  readClosings,
  readDebts,
  readFree,
  readPage,
  readProducts,
  readSaleEntries,
  readTicketCustomers,
} from './shop-reads.ts';

/**
 * The shop's data in the memory of the worker: read once from the persisted projections, then only what the projector
 * says has changed, when it is next asked for.
 */
export class ShopSource {
  readonly #projections: Projections;
  readonly #now: () => Instant;
  #isLoaded = false;
  #isPartial = false;
  #heldFrom: Day | null = null;
  #seq = 0;
  #products = new Map<ProductId, ProductData>();
  #catalog = new Map<string, CatalogDocument>();
  #orders = new Map<string, Order>();
  #alerts = new Map<string, Alert>();
  #openEvents = new Map<string, AlertEvent>();
  #days = new Map<Day, DayTotals>();
  #free: readonly DayRow[] = [];
  #changed = new Set<ProductId>();
  /** Notices that came while everything was read, which may or may not have seen what they say. */
  #missed: Notice[] | null = null;
  #reading: Promise<ShopData | null> = Promise.resolve(null);
  #outlook: ShopOutlook | null = null;
  /** The shop as it was last given; null once anything of it has changed. */
  #given: ShopData | null = null;

  constructor(name: string, now: () => Instant) {
    this.#projections = new Projections(name);
    this.#now = now;
  }

  /** The last outlook that was made of the shop. */
  get outlook(): ShopOutlook | null {
    return this.#outlook;
  }

  set outlook(outlook: ShopOutlook | null) {
    this.#outlook = outlook;
    this.#given = null;
  }

  /** Notes what changed; whether anything did that an analysis could see. */
  receive(notice: Notice): boolean {
    const { kind, after, seq, products, days, catalog, documents, isWide } = notice;
    // What a first copy shows before it is stored cannot be read yet; its last notice says that it can.
    if (kind === 'replaced' || kind === 'previewed') return false;
    if (isWide || after > this.#seq) this.#isLoaded = false;
    else if (this.#missed) this.#missed.push(notice);
    else this.#take(notice);
    this.#seq = Math.max(this.#seq, seq);
    return isWide || products.length + days.length + catalog.length + documents.length > 0;
  }

  /** The shop as it is stored now; null while there is no copy of it. */
  fresh(): Promise<ShopData | null> {
    const next = this.#reading.then(() => this.#fresh());
    // Whoever asked is told; the next reading does not wait for it.
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
    for (const doc of documents) this.#list(doc);
    this.#given = null;
  }

  #list(doc: ListedDocument): void {
    if (doc.type === 'order') this.#orders.set(doc._id, doc);
    else if (doc.type === 'alert') this.#alerts.set(doc._id, doc);
    else if (doc.type === 'alertEvent' && doc.closedAt) this.#openEvents.delete(doc._id);
    else if (doc.type === 'alertEvent') this.#openEvents.set(doc._id, doc);
  }

  #fresh(): Promise<ShopData | null> {
    return this.#projections.read(null, async (db) => {
      while (!this.#isLoaded || this.#changed.size > 0) {
        if (this.#isLoaded) await this.#readChanged(db);
        else if (!(await this.#load(db))) return null;
      }
      // No row of a product tells that it changed: read again whenever anything did.
      if (!this.#given) this.#free = await readFree(db);
      return this.#data();
    });
  }

  async #load(db: Database): Promise<boolean> {
    this.#isLoaded = true;
    this.#given = null;
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
      Promise.all(
        ['alert:', 'alertEvent:', 'order:'].map((prefix) =>
          transaction.objectStore('documents').getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)),
        ),
      ),
    ]);
    if (!live || overview === 0) return false;
    this.#seq = Math.max(this.#seq, live.localSeq);
    this.#isPartial = archive !== undefined && 'isPartial' in archive && archive.isPartial === true;
    this.#days = new Map(days.map((totals) => [totals.day, totals]));
    this.#catalog = new Map(catalog.map((doc) => [doc._id, doc]));
    this.#heldFrom = heldFrom(archive);
    for (const list of [this.#orders, this.#alerts, this.#openEvents]) list.clear();
    for (const doc of documents.flat()) this.#list(doc);
    const products = new Map<ProductId, ProductData>();
    let from: IDBKeyRange | undefined;
    for (;;) {
      const page = await readPage(db, from);
      for (const data of page.products) products.set(data.product._id, data);
      if (page.last === null) break;
      from = IDBKeyRange.lowerBound(page.last, true);
    }
    this.#products = products;
    return true;
  }

  async #readChanged(db: Database): Promise<void> {
    const ids = [...this.#changed];
    this.#changed.clear();
    this.#given = null;
    try {
      for (const data of await readProducts(db, ids)) this.#products.set(data.product._id, data);
    } catch (error) {
      for (const id of ids) this.#changed.add(id);
      throw error;
    }
  }

  /** The first day of which anything is known. */
  #firstDay(): Day | null {
    const days = [...this.#days.keys()];
    for (const product of this.#products.values()) {
      const first = product.columns.days[0];
      if (first !== undefined) days.push(dayOfNumber(first));
    }
    return days.reduce<Day | null>((least, day) => (least === null || day < least ? day : least), null);
  }

  #data(): ShopData {
    const found = this.#catalog.get('shop');
    const shop = found?.type === 'shop' ? found : null;
    const today = shopDay(shop, this.#now());
    if (this.#given?.today === today) return this.#given;
    const categories = new Map<Category['_id'], Category>();
    const suppliers = new Map<Supplier['_id'], Supplier>();
    for (const doc of this.#catalog.values()) {
      if (doc.type === 'category') categories.set(doc._id, doc);
      else if (doc.type === 'supplier') suppliers.set(doc._id, doc);
    }
    this.#given = {
      today,
      shop,
      isPartial: this.#isPartial,
      products: new Map(this.#products),
      free: this.#free,
      categories,
      suppliers,
      orders: [...this.#orders.values()],
      alerts: [...this.#alerts.values()],
      openEvents: [...this.#openEvents.values()],
      totals: [...this.#days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
      expected: this.#outlook,
      heldFrom: this.#heldFrom,
      newestLines: (id, limit) => this.#projections.read([], (db) => newestLines(db, id, limit)),
      debts: () => readDebts(this.#projections, shop?.settings.timezone),
      closings: () => this.#projections.read([], (db) => readClosings(db, shop?.settings.timezone)),
      accounts: (before) =>
        this.#projections.read(null, (db) => readAccounts(db, this.#heldFrom, this.#firstDay(), before)),
      ticketCustomers: () => this.#projections.read(new Map(), readTicketCustomers),
      saleEntries: (from, to) => this.#projections.read([], (db) => readSaleEntries(db, from, to)),
    };
    return this.#given;
  }
}
