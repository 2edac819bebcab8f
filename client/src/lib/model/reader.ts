import type { ProductId } from '@digiboost/domain/documents';
import type { DayTotals, Entry } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type ActivityColumns, type DayActivity, joinColumns } from './activity-columns.ts';
import {
  type ArchiveState,
  type CatalogDocument,
  DATABASE_VERSION,
  databaseName,
  type ListedDocument,
  type LiveState,
  OVERVIEW_KEY,
  type OverviewRecord,
  type ProductRecord,
} from './records.ts';
import { productRow } from './stock-ledger.ts';
import type { ProductRow } from './types.ts';

interface Tables extends DBSchema {
  overview: { key: string; value: OverviewRecord };
  live: { key: string; value: LiveState };
  products: { key: string; value: ProductRecord };
  days: { key: string; value: DayTotals };
  catalog: { key: string; value: CatalogDocument };
  documents: { key: string; value: ListedDocument };
  archive: { key: string; value: ArchiveState | readonly DayTotals[] };
  productDays: { key: string; value: ActivityColumns };
  archivedDays: { key: string; value: ActivityColumns };
  entries: { key: [string, number]; value: Entry; indexes: { '[productId+at]': [string, string] } };
}

/** What a page opens with. */
export interface FirstRead {
  readonly overview: OverviewRecord | null;
  readonly seq: number;
}

/**
 * Reads the persisted projections from a page. It never makes nor upgrades the database, which is the worker's work,
 * and does without its library: every page opens with this, and 27 kB more would delay the first figures.
 */
export class ModelReader {
  readonly #name: string;
  #opening: Promise<IDBPDatabase<Tables> | null> | null = null;

  constructor(name: string) {
    this.#name = databaseName(name);
  }

  /** The overview and the position of the projections: one transaction of two records. */
  first(): Promise<FirstRead> {
    return this.#read({ overview: null, seq: 0 }, async (db) => {
      const transaction = db.transaction(['overview', 'live']);
      const [overview, live] = await Promise.all([
        transaction.objectStore('overview').get(OVERVIEW_KEY),
        transaction.objectStore('live').get('state'),
      ]);
      return { overview: overview ?? null, seq: live?.localSeq ?? 0 };
    });
  }

  products(): Promise<ProductRow[]> {
    return this.#read([], async (db) => (await db.getAll('products')).flatMap((record) => productRow(record) ?? []));
  }

  days(): Promise<DayTotals[]> {
    return this.#read([], (db) => db.getAll('days'));
  }

  catalog(): Promise<CatalogDocument[]> {
    return this.#read([], (db) => db.getAll('catalog'));
  }

  /** The documents whose ids begin with `prefix`, which ends in a colon. */
  documents<D extends ListedDocument>(prefix: `${string}:`): Promise<D[]> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    return this.#read([], async (db) => (await db.getAll('documents', range)) as D[]);
  }

  /** The first whole day of which every event is held; null before the first copy. */
  heldFrom(): Promise<Day | null> {
    return this.#read(null, async (db) => {
      const state = await db.get('archive', 'state');
      return state && 'cutoff' in state ? addDays(state.cutoff.slice(0, 10), 1) : null;
    });
  }

  /** The last `limit` lines of one product, newest first. */
  entries(productId: ProductId, limit: number): Promise<Entry[]> {
    return this.#read([], async (db) => {
      const range = IDBKeyRange.bound([productId, ''], [productId, '\uffff']);
      const entries: Entry[] = [];
      let cursor = await db.transaction('entries').store.index('[productId+at]').openCursor(range, 'prev');
      while (cursor && entries.length < limit) {
        entries.push(cursor.value);
        cursor = await cursor.continue();
      }
      return entries;
    });
  }

  /** What happened to one product on each day, archived days too, oldest first. */
  activity(productId: ProductId): Promise<DayActivity[]> {
    return this.#read([], async (db) => {
      const transaction = db.transaction(['productDays', 'archivedDays']);
      const [held, archived] = await Promise.all([
        transaction.objectStore('productDays').get(productId),
        transaction.objectStore('archivedDays').get(productId),
      ]);
      return joinColumns(archived, held);
    });
  }

  close(): void {
    void this.#opening?.then((db) => db?.close());
    this.#opening = null;
  }

  /** What `read` finds, or `nothing` while there are no projections of this version. */
  async #read<T>(nothing: T, read: (db: IDBPDatabase<Tables>) => Promise<T>): Promise<T> {
    this.#opening ??= this.#open();
    const db = await this.#opening;
    if (db) return read(db);
    this.#opening = null;
    return nothing;
  }

  async #open(): Promise<IDBPDatabase<Tables> | null> {
    const forget = (): void => {
      this.#opening = null;
    };
    let isMissing = false;
    try {
      const db = await openDB<Tables>(this.#name, undefined, {
        upgrade: (_db, _from, _to, transaction) => {
          isMissing = true;
          transaction.done.catch(() => undefined);
          transaction.abort();
        },
        blocking: (_current, _blocked, event) => {
          // The worker of a newer version must not wait for this page.
          if (event.target instanceof IDBDatabase) event.target.close();
          forget();
        },
        terminated: forget,
      });
      if (db.version === DATABASE_VERSION) return db;
      db.close();
      return null;
    } catch (error) {
      if (isMissing) return null;
      throw error;
    }
  }
}
