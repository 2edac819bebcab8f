import type { ProductId } from '@digiboost/domain/documents';
import type { DayTotals, Entry } from '@digiboost/domain/ledger';
import type { Instant } from '@digiboost/domain/shared/day';
import { type DBSchema, type IDBPDatabase, openDB, unwrap } from 'idb';
import type { ActivityColumns } from './activity-columns.ts';
import type { Tables as ReadTables } from './projections.ts';
import {
  ARCHIVE_TABLES,
  type ArchiveState,
  type CatalogDocument,
  databaseName,
  databaseVersion,
  LIVE_TABLES,
  type ListedDocument,
  type LiveState,
  type Opening,
  OVERVIEW_KEY,
  type OverviewRecord,
  PROJECTION_VERSION,
  type ProductRecord,
  type TableName,
} from './records.ts';

/** What one transaction changes; what is missing, null or empty stays. `archive`, `openingDays`, `openings` belong to a snapshot and survive a rebuild. */
export interface Changes {
  readonly live?: LiveState;
  readonly overview?: OverviewRecord | null;
  readonly products?: readonly ProductRecord[];
  readonly days?: readonly DayTotals[];
  readonly productDays?: readonly ActivityColumns[];
  readonly entries?: readonly Entry[];
  readonly catalog?: readonly CatalogDocument[];
  readonly documents?: readonly ListedDocument[];
  readonly archive?: ArchiveState | null;
  readonly openings?: readonly Opening[];
  readonly openingDays?: readonly DayTotals[];
  readonly archivedDays?: readonly ActivityColumns[];
  /** Products of which no archived activity remains. */
  readonly withoutArchive?: readonly ProductId[];
}

/** What the projector starts from. */
export interface Loaded {
  readonly live: LiveState | null;
  readonly archive: ArchiveState | null;
  readonly products: readonly ProductRecord[];
  readonly days: readonly DayTotals[];
  readonly catalog: readonly CatalogDocument[];
}

type Tables = ReadTables & WriterTables;
type Database = IDBPDatabase<Tables>;

/** What no page reads. */
interface WriterTables extends DBSchema {
  openings: { key: string; value: Opening };
}

const STATE = 'state';
const OPENING_DAYS = 'days';
const ROWS_AT_ONCE = 1000;

/** The key inside each row; the tables that are not here keep single records under a key beside them. */
const KEYS: Partial<Record<TableName, string | string[]>> = {
  products: 'id',
  days: 'day',
  productDays: 'id',
  entries: ['eventId', 'line'],
  catalog: '_id',
  documents: '_id',
  openings: 'id',
  archivedDays: 'id',
};

/** A change of one table, made inside the transaction. */
interface Write {
  readonly table: TableName;
  /** Hands over its requests; resolves with the last one. */
  write(store: IDBObjectStore): Promise<unknown>;
}

/** The persisted projections as their one writer sees them. */
export class ModelStore {
  readonly #name: string;
  readonly #version: number;
  #opening: Promise<Database> | null = null;

  constructor(name: string, version = PROJECTION_VERSION) {
    this.#name = databaseName(name);
    this.#version = databaseVersion(version);
  }

  async load(): Promise<Loaded> {
    const transaction = (await this.#db()).transaction(['live', 'archive', 'products', 'days', 'catalog']);
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
    return (await (await this.#db()).get('overview', OVERVIEW_KEY)) ?? null;
  }

  /** The archive's part of the stock and of the tickets, to rebuild from. */
  async openings(): Promise<{ openings: Opening[]; days: readonly DayTotals[] }> {
    const db = await this.#db();
    const [openings, days] = await Promise.all([db.getAll('openings'), db.get('archive', OPENING_DAYS)]);
    return { openings, days: (days as readonly DayTotals[] | undefined) ?? [] };
  }

  /** Which of the events `ids` are already projected. */
  async held(ids: readonly string[]): Promise<Set<string>> {
    const { store } = (await this.#db()).transaction('entries');
    const found = await Promise.all(ids.map((id) => store.getKey([id, 0])));
    return new Set(found.flatMap((key) => (key ? [key[0]] : [])));
  }

  /** The projected lines of the events `ids`. */
  async entriesOf(ids: readonly string[]): Promise<Entry[]> {
    const { store } = (await this.#db()).transaction('entries');
    // An array comes after every number.
    return (await Promise.all(ids.map((id) => store.getAll(IDBKeyRange.bound([id], [id, []]))))).flat();
  }

  /** The projected lines of one product strictly after `at`. */
  async entriesAfter(productId: ProductId, at: Instant): Promise<Entry[]> {
    const range = IDBKeyRange.bound([productId, at], [productId, []], true);
    return (await this.#db()).getAllFromIndex('entries', '[productId+at]', range);
  }

  /** Held activity of the products `ids`, in their order. */
  async productDays(ids: readonly ProductId[]): Promise<(ActivityColumns | undefined)[]> {
    const { store } = (await this.#db()).transaction('productDays');
    return Promise.all(ids.map((id) => store.get(id)));
  }

  /** All held and all archived activity. */
  async allActivity(): Promise<{ held: ActivityColumns[]; archived: ActivityColumns[] }> {
    const db = await this.#db();
    const [held, archived] = await Promise.all([db.getAll('productDays'), db.getAll('archivedDays')]);
    return { held, archived };
  }

  /** Stores `changes` in one transaction over the tables they touch, after emptying the tables `cleared`. */
  async commit(changes: Changes, cleared: readonly TableName[] = []): Promise<void> {
    const writes = writesOf(changes);
    // The scope is kept narrow: pages read the other tables meanwhile.
    const scope = new Set([...cleared, ...writes.map(({ table }) => table)]);
    if (scope.size === 0) return;
    const transaction = unwrap(await this.#db()).transaction([...scope], 'readwrite');
    await committed(transaction, async () => {
      for (const table of cleared) transaction.objectStore(table).clear();
      await Promise.all(writes.map(({ table, write }) => write(transaction.objectStore(table))));
    });
  }

  close(): void {
    void this.#opening?.then(
      (db) => db.close(),
      () => undefined,
    );
    this.#opening = null;
  }

  #db(): Promise<Database> {
    const forget = (): void => {
      this.#opening = null;
    };
    this.#opening ??= openDB<Tables>(this.#name, this.#version, {
      upgrade: (_db, _from, _to, transaction) => upgrade(unwrap(transaction)),
      blocking: (_current, _blocked, event) => {
        // A newer version takes over: this one must not keep it waiting.
        if (event.target instanceof IDBDatabase) event.target.close();
        forget();
      },
      terminated: forget,
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return this.#opening;
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
  }
  for (const table of LIVE_TABLES) transaction.objectStore(table).clear();
}

function writesOf(changes: Changes): Write[] {
  const { entries = [], withoutArchive = [] } = changes;
  const rows = (table: TableName, all: readonly object[] = []): Write[] =>
    all.length > 0 ? [{ table, write: (store) => inParts(all, (row) => store.put(row)) }] : [];
  const record = (table: TableName, value: object | null | undefined, key: string): Write[] =>
    value ? [{ table, write: (store) => settled(store.put(value, key)) }] : [];
  return [
    ...rows('products', changes.products),
    ...rows('days', changes.days),
    ...rows('productDays', changes.productDays),
    ...rows('catalog', changes.catalog),
    ...rows('documents', changes.documents),
    ...rows('openings', changes.openings),
    ...rows('archivedDays', changes.archivedDays),
    // Never stored before, so added: a put would first look for the old row of each.
    ...(entries.length > 0
      ? [{ table: 'entries', write: (store) => inParts(entries, (row) => store.add(row)) } satisfies Write]
      : []),
    ...record('overview', changes.overview, OVERVIEW_KEY),
    ...record('live', changes.live, STATE),
    ...record('archive', changes.archive, STATE),
    ...record('archive', changes.openingDays, OPENING_DAYS),
    ...(withoutArchive.length > 0
      ? [{ table: 'archivedDays', write: (store) => inParts(withoutArchive, (id) => store.delete(id)) } satisfies Write]
      : []),
  ];
}

/**
 * One request per row, of which only the last of a part is awaited: they are answered in their order, and one that fails
 * ends the transaction. In parts, so that a sale that is rung up meanwhile does not wait until thousands of rows are
 * handed over.
 */
async function inParts<T>(rows: readonly T[], request: (row: T) => IDBRequest): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const requests = rows.slice(start, start + ROWS_AT_ONCE).map(request);
    const last = requests.at(-1);
    if (last) await settled(last);
  }
}

const settled = (request: IDBRequest): Promise<void> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });

/** Resolves once `work` and with it `transaction` is stored; throws what ended it otherwise, and then none of it is. */
function committed(transaction: IDBTransaction, work: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let fault: unknown = null;
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? fault);
    work().catch((error: unknown) => {
      fault = error;
      try {
        transaction.abort();
      } catch {
        // A request that failed has ended it already.
      }
    });
  });
}
