import type { ProductId } from '@digiboost/domain/documents';
import type { DayColumns, DayTotals, Entry, MoneyLine } from '@digiboost/domain/ledger';
import type { Instant } from '@digiboost/domain/shared/day';
import { type DBSchema, unwrap } from 'idb';
import { LazyDatabase } from '../storage/lazy-database.ts';
import type { Tables as ReadTables } from './projections.ts';
import {
  ARCHIVE_TABLES,
  type ArchiveState,
  type CatalogDocument,
  databaseName,
  databaseVersion,
  LIVE_TABLES,
  type LiveState,
  type Opening,
  OVERVIEW_KEY,
  type OverviewRecord,
  PROJECTION_VERSION,
  type ProductRecord,
  type TableName,
} from './records.ts';
import { type Changes, committed, MONEY_BEFORE, OPENING_DAYS, STATE, writesOf } from './store-writes.ts';

/** What the projector starts from. */
export interface Loaded {
  readonly live: LiveState | null;
  readonly archive: ArchiveState | null;
  readonly products: readonly ProductRecord[];
  readonly days: readonly DayTotals[];
  readonly catalog: readonly CatalogDocument[];
}

type Tables = ReadTables & WriterTables;

/** What no page reads. */
interface WriterTables extends DBSchema {
  openings: { key: string; value: Opening };
}

/** The key inside each row; the tables that are not here keep single records under a key beside them. */
const KEYS: Partial<Record<TableName, string | string[]>> = {
  products: 'id',
  days: 'day',
  productDays: 'id',
  entries: ['eventId', 'line'],
  catalog: '_id',
  documents: '_id',
  money: ['eventId', 'line'],
  closings: '_id',
  openings: 'id',
  archivedDays: 'id',
};

/** The persisted projections as their one writer sees them. */
export class ModelStore {
  readonly #db: LazyDatabase<Tables>;

  constructor(name: string, version = PROJECTION_VERSION) {
    this.#db = new LazyDatabase(databaseName(name), databaseVersion(version), (_db, _from, _to, transaction) =>
      upgrade(unwrap(transaction)),
    );
  }

  async load(): Promise<Loaded> {
    const transaction = (await this.#db.open()).transaction(['live', 'archive', 'products', 'days', 'catalog']);
    const [live, archive, products, days, catalog] = await Promise.all([
      transaction.objectStore('live').get(STATE),
      transaction.objectStore('archive').get(STATE),
      transaction.objectStore('products').getAll(),
      transaction.objectStore('days').getAll(),
      transaction.objectStore('catalog').getAll(),
    ]);
    return { live: live ?? null, archive: (archive as ArchiveState | undefined) ?? null, products, days, catalog };
  }

  async overview(): Promise<OverviewRecord | null> {
    return (await (await this.#db.open()).get('overview', OVERVIEW_KEY)) ?? null;
  }

  /** The archive's part of stock and tickets, to rebuild from, and whether it says of money and expiry dates too. */
  async openings(): Promise<{ openings: Opening[]; days: readonly DayTotals[]; isWhole: boolean }> {
    const db = await this.#db.open();
    const [openings, days, money] = await Promise.all([
      db.getAll('openings'),
      db.get('archive', OPENING_DAYS),
      db.get('archive', MONEY_BEFORE),
    ]);
    const isWhole = money !== undefined && openings.every(({ lots }) => lots !== undefined);
    return { openings, days: (days as readonly DayTotals[] | undefined) ?? [], isWhole };
  }

  /** The projected changes of money of the events `ids`. */
  async moneyOf(ids: readonly string[]): Promise<MoneyLine[]> {
    const { store } = (await this.#db.open()).transaction('money');
    return (await Promise.all(ids.map((id) => store.getAll(IDBKeyRange.bound([id], [id, []]))))).flat();
  }

  /** Which of the events `ids` are already projected. */
  async held(ids: readonly string[]): Promise<Set<string>> {
    const { store } = (await this.#db.open()).transaction('entries');
    const found = await Promise.all(ids.map((id) => store.getKey([id, 0])));
    return new Set(found.flatMap((key) => (key ? [key[0]] : [])));
  }

  /** The projected lines of the events `ids`. */
  async entriesOf(ids: readonly string[]): Promise<Entry[]> {
    const { store } = (await this.#db.open()).transaction('entries');
    // An array comes after every number.
    return (await Promise.all(ids.map((id) => store.getAll(IDBKeyRange.bound([id], [id, []]))))).flat();
  }

  /** The projected lines of one product strictly after `at`. */
  async entriesAfter(productId: ProductId, at: Instant): Promise<Entry[]> {
    const range = IDBKeyRange.bound([productId, at], [productId, []], true);
    return (await this.#db.open()).getAllFromIndex('entries', '[productId+at]', range);
  }

  /** What stood on the shelf of a product before the held events. */
  async opening(id: ProductId): Promise<Opening | undefined> {
    return (await this.#db.open()).get('openings', id);
  }

  /** Held activity of the products `ids`, in their order. */
  async productDays(ids: readonly ProductId[]): Promise<(DayColumns | undefined)[]> {
    const { store } = (await this.#db.open()).transaction('productDays');
    return Promise.all(ids.map((id) => store.get(id)));
  }

  /** Archived activity of the products `ids`, in their order. */
  async archivedDays(ids: readonly ProductId[]): Promise<(DayColumns | undefined)[]> {
    const { store } = (await this.#db.open()).transaction('archivedDays');
    return Promise.all(ids.map((id) => store.get(id)));
  }

  /** All held and all archived activity. */
  async allActivity(): Promise<{ held: DayColumns[]; archived: DayColumns[] }> {
    const db = await this.#db.open();
    const [held, archived] = await Promise.all([db.getAll('productDays'), db.getAll('archivedDays')]);
    return { held, archived };
  }

  /** Stores `changes` in one transaction over the tables they touch, after emptying the tables `cleared`. */
  async commit(changes: Changes, cleared: readonly TableName[] = []): Promise<void> {
    const writes = writesOf(changes);
    // The scope is kept narrow: pages read the other tables meanwhile.
    const scope = new Set([...cleared, ...writes.map(({ table }) => table)]);
    if (scope.size === 0) return;
    const transaction = unwrap(await this.#db.open()).transaction([...scope], 'readwrite');
    await committed(transaction, async () => {
      for (const table of cleared) transaction.objectStore(table).clear();
      await Promise.all(writes.map(({ table, write }) => write(transaction.objectStore(table))));
    });
  }

  close(): void {
    this.#db.close();
  }
}

/** Makes the tables that are missing, and empties those that are projected again. */
function upgrade(transaction: IDBTransaction): void {
  const { db } = transaction;
  for (const table of [...LIVE_TABLES, ...ARCHIVE_TABLES]) {
    if (db.objectStoreNames.contains(table)) continue;
    const keyPath = KEYS[table];
    const store = db.createObjectStore(table, keyPath ? { keyPath } : {});
    if (table === 'entries') store.createIndex('[productId+at]', ['productId', 'at']);
    if (table === 'money') {
      store.createIndex('at', 'at');
      store.createIndex('[account+at]', ['account', 'at']);
    }
  }
  for (const table of LIVE_TABLES) transaction.objectStore(table).clear();
}
