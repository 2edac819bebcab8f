import type { Closing, ProductId } from '@digiboost/domain/documents';
import type { Accounts, DayColumns, DayTotals, Entry, MoneyLine } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import {
  type ArchiveState,
  type CatalogDocument,
  DATABASE_VERSION,
  databaseName,
  type ListedDocument,
  type LiveState,
  type OverviewRecord,
  type ProductRecord,
} from './records.ts';

/** The tables that are read. */
export interface Tables extends DBSchema {
  overview: { key: string; value: OverviewRecord };
  live: { key: string; value: LiveState };
  products: { key: string; value: ProductRecord };
  days: { key: string; value: DayTotals };
  catalog: { key: string; value: CatalogDocument };
  documents: { key: string; value: ListedDocument };
  /** The state, the days and the money before the held events, each under its key. */
  archive: { key: string; value: ArchiveState | readonly DayTotals[] | Accounts };
  money: {
    key: [string, number];
    value: MoneyLine;
    indexes: { at: string; '[account+at]': [string, string] };
  };
  closings: { key: string; value: Closing };
  productDays: { key: string; value: DayColumns };
  archivedDays: { key: string; value: DayColumns };
  entries: { key: [string, number]; value: Entry; indexes: { '[productId+at]': [string, string] } };
}

/**
 * The persisted projections, for those who only read them. It never makes nor upgrades the database, which is the
 * projector's work, and lets go of it when that wants to.
 */
export class Projections {
  readonly #name: string;
  readonly #version: number;
  #opening: Promise<IDBPDatabase<Tables> | null> | null = null;

  constructor(name: string, version = DATABASE_VERSION) {
    this.#name = databaseName(name);
    this.#version = version;
  }

  /** What `read` finds, or `nothing` while there are no projections of this version. */
  async read<T>(nothing: T, read: (db: IDBPDatabase<Tables>) => Promise<T>): Promise<T> {
    this.#opening ??= this.#open();
    const db = await this.#opening;
    if (db) return read(db);
    this.#opening = null;
    return nothing;
  }

  close(): void {
    void this.#opening?.then((db) => db?.close());
    this.#opening = null;
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
          // Aborted on purpose, on the next line.
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
      if (db.version === this.#version) return db;
      db.close();
      return null;
    } catch (error) {
      if (isMissing) return null;
      throw error;
    }
  }
}

/** The newest lines of one product's ledger, newest first, at most `limit`. */
export async function newestLines(db: IDBPDatabase<Tables>, productId: ProductId, limit: number): Promise<Entry[]> {
  const range = IDBKeyRange.bound([productId, ''], [productId, '\uffff']);
  const entries: Entry[] = [];
  let cursor = await db.transaction('entries').store.index('[productId+at]').openCursor(range, 'prev');
  while (cursor && entries.length < limit) {
    entries.push(cursor.value);
    cursor = await cursor.continue();
  }
  return entries;
}

/** The first whole day of which every event is held, as `state` of the archive tells; null before the first copy. */
export const heldFrom = (state: Tables['archive']['value'] | undefined): Day | null =>
  state && 'cutoff' in state ? addDays(state.cutoff.slice(0, 10), 1) : null;
