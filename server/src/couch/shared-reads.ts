import { LRUCache } from 'lru-cache';
import type nano from 'nano';
import { CouchError } from './couch-error.ts';
import { gathered } from './gathered.ts';

/** Databases that CouchDB tells of in one answer, unless its configuration says otherwise. */
const MOST_INFOS = 100;
/** Databases of which is remembered who is being read together. */
const MOST_READERS = 1_000;

interface Found {
  readonly _id: string;
}

type Read = (id: string) => Promise<Found | null>;

/** Reads that a crowd makes together: who calls, and whether a shop has changed, is asked with every request. */
export interface SharedReads {
  /** A document of a database, null when there is none. */
  document(db: string, id: string): Promise<Found | null>;
  /** The update sequence of a database; undefined: there is no such database. */
  sequence(db: string): Promise<string | number | undefined>;
  /** The update sequences of some, one request for each hundred. */
  sequences(dbs: readonly string[]): Promise<Map<string, string | number>>;
}

/** The reads over one connection; `pathOf` is where a document is. */
export function sharedReads(
  call: <T>(options: nano.RequestOptions) => Promise<T>,
  pathOf: (db: string, id: string) => nano.RequestOptions,
): SharedReads {
  async function alone(db: string, id: string): Promise<Found | null> {
    try {
      return await call<Found>(pathOf(db, id));
    } catch (error) {
      if (error instanceof CouchError && error.status === 404) return null;
      throw error;
    }
  }

  async function together(db: string, ids: readonly string[]): Promise<(id: string) => Found | null> {
    const found = new Map<string, Found>();
    const [first = ''] = ids;
    if (ids.length === 1) {
      const doc = await alone(db, first);
      return () => doc;
    }
    const body = { keys: ids };
    const { rows } = await call<{ rows: { doc?: Found | null }[] }>({
      db,
      path: '_all_docs',
      qs: { include_docs: true },
      method: 'post',
      body,
    });
    for (const { doc } of rows) if (doc) found.set(doc._id, doc);
    return (id) => found.get(id) ?? null;
  }

  async function sequences(dbs: readonly string[]): Promise<Map<string, string | number>> {
    const found = new Map<string, string | number>();
    for (let from = 0; from < dbs.length; from += MOST_INFOS) {
      const told = await call<{ key: string; info?: { update_seq: string | number } | null }[]>({
        method: 'post',
        path: '_dbs_info',
        body: { keys: dbs.slice(from, from + MOST_INFOS) },
      });
      for (const { key, info } of told) if (info) found.set(key, info.update_seq);
    }
    return found;
  }

  const readers = new LRUCache<string, Read>({ max: MOST_READERS });
  function readerOf(db: string): Read {
    const reader = readers.get(db) ?? gathered((ids: readonly string[]) => together(db, ids));
    readers.set(db, reader);
    return reader;
  }

  return {
    // What lies beside the documents is in no list of them.
    document: (db, id) => (id.startsWith('_') ? alone(db, id) : readerOf(db)(id)),
    sequence: gathered(async (dbs) => {
      const found = await sequences(dbs);
      return (db) => found.get(db);
    }),
    sequences,
  };
}
