import type { ProductId } from '@digiboost/domain/documents';
import { type DayRow, type DayTotals, type Entry, mergeColumns, rowsOf } from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import { MoneyReader } from './money-reader.ts';
import { heldFrom, newestLines, Projections } from './projections.ts';
import { type CatalogDocument, type ListedDocument, OVERVIEW_KEY, type OverviewRecord } from './records.ts';
import { productRow } from './stock-ledger.ts';
import type { ProductRow } from './types.ts';

/** Records that are read at once: thousands would keep the page from answering while they are unpacked. */
const PAGE = 400;

/** What a page opens with. */
export interface FirstRead {
  readonly overview: OverviewRecord | null;
  readonly seq: number;
}

/** Reads the persisted projections for a page. */
export class ModelReader {
  readonly #projections: Projections;
  readonly money: MoneyReader;

  constructor(name: string) {
    this.#projections = new Projections(name);
    this.money = new MoneyReader(this.#projections);
  }

  /** The overview and the position of the projections: one transaction of two records. */
  first(): Promise<FirstRead> {
    return this.#projections.read({ overview: null, seq: 0 }, async (db) => {
      const transaction = db.transaction(['overview', 'live']);
      const [overview, live] = await Promise.all([
        transaction.objectStore('overview').get(OVERVIEW_KEY),
        transaction.objectStore('live').get('state'),
      ]);
      return { overview: overview ?? null, seq: live?.localSeq ?? 0 };
    });
  }

  products(): Promise<ProductRow[]> {
    return this.#projections.read([], async (db) => {
      const records = await inPages(
        (range) => db.getAll('products', range, PAGE),
        ({ id }) => id,
      );
      return records.flatMap((record) => productRow(record) ?? []);
    });
  }

  days(): Promise<DayTotals[]> {
    return this.#projections.read([], (db) => db.getAll('days'));
  }

  catalog(): Promise<CatalogDocument[]> {
    return this.#projections.read([], (db) => db.getAll('catalog'));
  }

  /** The documents whose ids begin with `prefix`, which ends in a colon. */
  documents<D extends ListedDocument>(prefix: `${string}:`): Promise<D[]> {
    const end = `${prefix}\uffff`;
    return this.#projections.read([], async (db) => {
      const found = await inPages(
        (after = IDBKeyRange.bound(prefix, end)) => db.getAll('documents', after, PAGE),
        ({ _id }) => _id,
        end,
      );
      return found as D[];
    });
  }

  /** The first whole day of which every event is held; null before the first copy. */
  heldFrom(): Promise<Day | null> {
    return this.#projections.read(null, async (db) => heldFrom(await db.get('archive', 'state')));
  }

  /** The last `limit` lines of one product, newest first. */
  entries(productId: ProductId, limit: number): Promise<Entry[]> {
    return this.#projections.read([], (db) => newestLines(db, productId, limit));
  }

  /** What happened to one product on each day, archived days too, oldest first. */
  activity(productId: ProductId): Promise<DayRow[]> {
    return this.#projections.read([], async (db) => {
      const transaction = db.transaction(['productDays', 'archivedDays']);
      const [held, archived] = await Promise.all([
        transaction.objectStore('productDays').get(productId),
        transaction.objectStore('archivedDays').get(productId),
      ]);
      return [...rowsOf(mergeColumns(productId, archived, held))];
    });
  }

  close(): void {
    this.#projections.close();
  }
}

/**
 * All the records that `read` gives in their order, `PAGE` of those after a key at a time; `end`: the last key there
 * may be. Of several pages the last is empty, so that whoever waits for the records has a task of its own.
 */
async function inPages<T>(
  read: (after?: IDBKeyRange) => Promise<T[]>,
  keyOf: (record: T) => string,
  end?: string,
): Promise<T[]> {
  const all: T[] = [];
  let page = await read();
  for (;;) {
    for (const record of page) all.push(record);
    const last = page.at(-1);
    if (!last || all.length < PAGE) return all;
    const key = keyOf(last);
    page = await read(end === undefined ? IDBKeyRange.lowerBound(key, true) : IDBKeyRange.bound(key, end, true));
  }
}
