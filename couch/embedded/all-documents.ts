import { badRequest } from './couch-error.ts';
import type { Database } from './database.ts';
import { batchesOf, listed, ROWS_AT_ONCE } from './pieces.ts';
import type { AllDocsRow } from './store.ts';
import type { QueryOptions } from './view-options.ts';

/** Ids that are looked up before others have their turn: each is a search of its own, a millisecond or more. */
const KEYS_AT_ONCE = 20;

const ABOVE_EVERY_ID = '\uffff';

// Ids are text: a bound of another type lies before all of them or after all of them, as CouchDB collates.
const idBound = (value: unknown) => {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? ABOVE_EVERY_ID : '';
};

/**
 * The answer of `_all_docs`, in pieces. Its sequence is that of the first page: whoever follows the changes from there
 * misses nothing of what was written meanwhile.
 */
export async function* allDocuments(database: Database, options: QueryOptions): AsyncGenerator<string> {
  if (options.keys !== undefined && !options.keys.every((key) => typeof key === 'string'))
    throw badRequest('`keys` must be document ids');
  const { update_seq } = await database.store.info();
  const pages = options.keys ? byKeys(database, options) : inRange(database, options);
  const first = await pages.next();
  const page = first.value ?? { total_rows: 0, rows: [] };
  const head = {
    total_rows: page.total_rows,
    offset: options.keys ? null : options.skip,
    ...(options.updateSeq ? { update_seq: database.sequence(page.update_seq ?? update_seq) } : {}),
  };
  async function* rows(): AsyncGenerator<readonly AllDocsRow[]> {
    yield page.rows;
    for await (const next of pages) yield next.rows;
  }
  yield* listed(`${JSON.stringify(head).slice(0, -1)},"rows":`, rows(), () => '}');
}

interface Page {
  readonly total_rows: number;
  readonly update_seq?: number;
  readonly rows: readonly AllDocsRow[];
}

async function* byKeys({ store }: Database, options: QueryOptions): AsyncGenerator<Page> {
  const { includeDocs, conflicts } = options;
  // Of no keys the answer still says how many documents there are.
  for (const keys of options.keys?.length ? batchesOf(options.keys, KEYS_AT_ONCE) : [[]]) {
    yield await store.allDocs({ keys, include_docs: includeDocs, conflicts, descending: options.descending });
  }
}

async function* inRange({ store }: Database, options: QueryOptions): AsyncGenerator<Page> {
  const { startKey, endKey, descending, includeDocs, conflicts } = options;
  const end = endKey && idBound(endKey.value);
  let start = startKey && idBound(startKey.value);
  const [low, high] = descending ? [end, start] : [start, end];
  const isEmpty = high === '' || (low !== undefined && high !== undefined && low > high);
  let left = isEmpty ? 0 : options.limit;
  let { skip } = options;
  let last: string | undefined;
  do {
    // The last row of the page before comes once more, unless it was deleted meanwhile.
    const most = Math.min(left, ROWS_AT_ONCE) + (last === undefined ? 0 : 1);
    const page = await store.allDocs({
      include_docs: includeDocs,
      conflicts,
      update_seq: true,
      descending,
      limit: most,
      ...(start === undefined ? {} : { startkey: start }),
      ...(end === undefined ? {} : { endkey: end }),
      ...(options.inclusiveEnd ? {} : { inclusive_end: false }),
      ...(skip > 0 ? { skip } : {}),
    });
    const rows = page.rows[0]?.id === last && last !== undefined ? page.rows.slice(1) : page.rows;
    yield { ...page, rows };
    left -= rows.length;
    skip = 0;
    last = rows.at(-1)?.id;
    start = last ?? start;
    if (page.rows.length < most) return;
  } while (left > 0 && last !== undefined);
}
