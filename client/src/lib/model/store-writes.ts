import type { Closing, ProductId } from '@digiboost/domain/documents';
import type { Accounts, DayColumns, DayTotals, Entry, MoneyLine } from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import {
  type ArchiveState,
  type CatalogDocument,
  type ListedDocument,
  type LiveState,
  type Opening,
  OVERVIEW_KEY,
  type OverviewRecord,
  type ProductRecord,
  type TableName,
} from './records.ts';

/**
 * What one transaction changes; what is missing, null or empty stays. `archive`, `openingDays`, `openings` and
 * `moneyBefore` belong to a snapshot and survive a rebuild.
 */
export interface Changes {
  readonly live?: LiveState;
  readonly overview?: OverviewRecord | null;
  readonly products?: readonly ProductRecord[];
  readonly days?: readonly DayTotals[];
  readonly productDays?: readonly DayColumns[];
  readonly entries?: readonly Entry[];
  readonly catalog?: readonly CatalogDocument[];
  readonly documents?: readonly ListedDocument[];
  readonly money?: readonly MoneyLine[];
  readonly closings?: readonly Closing[];
  readonly archive?: ArchiveState | null;
  readonly openings?: readonly Opening[];
  readonly openingDays?: readonly DayTotals[];
  readonly moneyBefore?: Accounts;
  readonly archivedDays?: readonly DayColumns[];
  /** Keys of rows that are taken away, before anything else is written. */
  readonly gone?: {
    readonly days: readonly Day[];
    readonly entries: readonly [string, number][];
    readonly documents: readonly string[];
    readonly money: readonly [string, number][];
    readonly closings: readonly string[];
  };
  /** Products of which no archived activity remains. */
  readonly withoutArchive?: readonly ProductId[];
}

/** Keys of the single records of their tables. */
export const STATE = 'state';
export const OPENING_DAYS = 'days';
export const MONEY_BEFORE = 'money';
const ROWS_AT_ONCE = 1000;

/** A change of one table, made inside the transaction. */
export interface Write {
  readonly table: TableName;
  /** Hands over its requests; resolves with the last one. */
  write(store: IDBObjectStore): Promise<unknown>;
}

/** The changes of each table that `changes` touches. */
export function writesOf(changes: Changes): Write[] {
  const { entries = [], withoutArchive = [], gone } = changes;
  const rows = (table: TableName, all: readonly object[] = []): Write[] =>
    all.length > 0 ? [{ table, write: (store) => inParts(all, (row) => store.put(row)) }] : [];
  const without = (table: TableName, keys: readonly IDBValidKey[] = []): Write[] =>
    keys.length > 0 ? [{ table, write: (store) => inParts(keys, (key) => store.delete(key)) }] : [];
  const record = (table: TableName, value: object | null | undefined, key: string): Write[] =>
    value ? [{ table, write: (store) => settled(store.put(value, key)) }] : [];
  return [
    ...without('days', gone?.days),
    ...without('entries', gone?.entries as IDBValidKey[] | undefined),
    ...without('documents', gone?.documents),
    ...without('money', gone?.money as IDBValidKey[] | undefined),
    ...without('closings', gone?.closings),
    ...rows('products', changes.products),
    ...rows('days', changes.days),
    ...rows('productDays', changes.productDays),
    ...rows('catalog', changes.catalog),
    ...rows('documents', changes.documents),
    ...rows('money', changes.money),
    ...rows('closings', changes.closings),
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
    ...record('archive', changes.moneyBefore, MONEY_BEFORE),
    ...without('archivedDays', withoutArchive),
  ];
}

/**
 * One request per row, of which only the last of a part is awaited: they are answered in their order, and one that
 * fails ends the transaction. In parts, so that a sale that is rung up meanwhile does not wait until thousands of rows
 * are handed over.
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
export function committed(transaction: IDBTransaction, work: () => Promise<void>): Promise<void> {
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
