import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import nano from 'nano';
import { CouchError } from './couch-error.ts';
import { type Asked, type LookUp, lookUpBy } from './look-up.ts';
import { sharedReads } from './shared-reads.ts';

/** A stored document. */
export interface Stored {
  readonly _id: string;
  readonly _rev?: string | undefined;
}

/** One database, as seen with the server's credentials. Throws CouchError for what is not expected. */
export interface Database {
  readonly name: string;
  /** Whether the database is there and answers within 2 seconds. */
  answers(): Promise<boolean>;
  /** Changes whenever a document of the database does. */
  updateSeq(): Promise<string>;
  get<D extends Stored>(id: string): Promise<D | null>;
  /** The new revision, or `conflict` when the document changed (or exists already). */
  put(doc: Stored): Promise<Result<string, 'conflict'>>;
  /**
   * Changes a document: reads it (null when there is none), stores what `change` makes of it, and begins anew whenever
   * somebody else was first. Null, or the document as it was, stores nothing. `known`: what has been read of it
   * already. Resolves to the document as it is then.
   */
  update<D extends Stored>(id: string, change: (doc: D | null) => D | null, known?: D | null): Promise<D | null>;
  remove(doc: { readonly _id: string; readonly _rev: string }): Promise<void>;
  /** Looks documents up by an index, from its first or last on. */
  find<D extends Stored>(by: LookUp, asked: Asked): Promise<D[]>;
  /** Documents with from <= id < to. */
  range<D extends Stored>(from: string, to: string): Promise<D[]>;
  request<T>(method: 'get' | 'post', path: string, body?: unknown, query?: Record<string, unknown>): Promise<T>;
}

/** The server's connection to CouchDB. */
export interface Couch {
  database(name: string): Database;
  /** Whether CouchDB answers, within 2 seconds. */
  isUp(): Promise<boolean>;
  /** How many databases the embedded engine found damaged; 0 of another CouchDB, or without an answer. */
  damaged(): Promise<number>;
  /** The documents of a database that the embedded engine cannot read and keeps beside it; none of another CouchDB. */
  setAside(database: string): Promise<readonly { readonly id: string; readonly rev: string }[]>;
  readonly sequences: Sequences;
}

/** How far CouchDB and its databases have come. */
export interface Sequences {
  /** The place of now in `_db_updates`. */
  now(): Promise<string>;
  /**
   * The sequences of these databases, as numbers: the same number, the same documents. Those that are not there are
   * missing from the answer. One request for each hundred, one after the other.
   */
  of(databases: readonly string[]): Promise<Map<string, number>>;
}

const TIMEOUT_MS = 30_000;
const PROBE_MS = 2_000;

/** The number in a sequence, by which two of one database compare; CouchDB puts an opaque text behind it. */
export const sequenceNumber = (seq: string | number): number => Number.parseInt(String(seq), 10);

/** Changes of one thing by others that a change of ours may meet. */
const TRIES = 10;

/** Makes an attempt, and makes it again whenever it met somebody else's change; `conflict` when that does not end. */
export async function retryConflicts<T, E>(
  attempt: () => Promise<Result<T, E | 'conflict'>>,
): Promise<Result<T, E | 'conflict'>> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await attempt();
    if (outcome.ok || outcome.error !== 'conflict' || tries === TRIES) return outcome;
  }
}

/** `update` over a database's own way of reading and writing. */
export const updateBy =
  ({ get, put }: Pick<Database, 'get' | 'put'>): Database['update'] =>
  async <D extends Stored>(id: string, change: (doc: D | null) => D | null, known?: D | null) => {
    let read = known;
    const updated = await retryConflicts<D | null, never>(async () => {
      const doc = read === undefined ? await get<D>(id) : read;
      read = undefined;
      const changed = change(doc);
      if (!changed || changed === doc) return ok(doc);
      const stored = await put(changed);
      return stored.ok ? ok({ ...changed, _rev: stored.value }) : stored;
    });
    if (updated.ok) return updated.value;
    // The kind of document alone: ids may hold numbers of people.
    throw new CouchError(409, `a document ${id.split(':', 1)[0]} kept changing`);
  };

interface NanoFailure {
  readonly statusCode?: number;
  readonly error?: string;
  readonly reason?: string;
}

function toCouchError(failure: unknown): CouchError {
  const { statusCode, error, reason } = failure as NanoFailure;
  if (statusCode === undefined) return new CouchError(0, 'no answer');
  return new CouchError(statusCode, [statusCode, error, reason].filter(Boolean).join(' '));
}

/** Connects to `url`, which holds the credentials; connections are pooled and kept alive. */
export function connectCouch(url: string): Couch {
  // CouchDB's session cookie is never asked for, so nano's jar stays empty.
  const server = nano({ url: new URL(url).href.replace(/\/+$/, '') });

  const call = async <T>(options: nano.RequestOptions, timeoutMs = TIMEOUT_MS): Promise<T> => {
    try {
      const bounded: nano.RequestOptions & { signal: AbortSignal } = {
        ...options,
        signal: AbortSignal.timeout(timeoutMs),
      };
      return (await server.request(bounded)) as T;
    } catch (failure) {
      throw toCouchError(failure);
    }
  };

  // Not nano's `doc`, which leaves any id that holds `_local` unencoded: its slashes and dots would walk elsewhere.
  // CouchDB redirects a design document's id whose slash is encoded, which nano does not follow.
  const pathOf = (db: string, id: string) => ({
    db,
    path: encodeURIComponent(id).replace(/^_design%2F/, '_design/'),
  });

  const { document: read, sequence, sequences } = sharedReads(call, pathOf);

  const database = (name: string): Database => {
    const own = documentsOf(name);
    return { ...own, update: updateBy(own), find: lookUpBy(own.request) };
  };

  const documentsOf = (name: string): Omit<Database, 'update' | 'find'> => ({
    name,
    async answers() {
      try {
        await call({ db: name }, PROBE_MS);
        return true;
      } catch {
        return false;
      }
    },
    async updateSeq() {
      const seq = await sequence(name);
      if (seq === undefined) throw new CouchError(404, '404 not_found no such database');
      return String(seq);
    },
    get: <D extends Stored>(id: string) => read(name, id) as Promise<D | null>,
    async put(doc) {
      try {
        const { rev } = await call<{ rev: string }>({ ...pathOf(name, doc._id), method: 'put', body: doc });
        return ok(rev);
      } catch (error) {
        if (error instanceof CouchError && error.status === 409) return fail('conflict');
        throw error;
      }
    },
    async remove({ _id, _rev }) {
      await call({ ...pathOf(name, _id), method: 'delete', qs: { rev: _rev } });
    },
    async range<D extends Stored>(from: string, to: string) {
      const qs = { include_docs: true, startkey: from, endkey: to, inclusive_end: false };
      const { rows } = await call<{ rows: { doc: D | null }[] }>({ db: name, path: '_all_docs', qs });
      return rows.flatMap(({ doc }) => (doc ? [doc] : []));
    },
    request: (method, path, body, query) =>
      call({ db: name, path, method, ...(body === undefined ? {} : { body }), ...(query ? { qs: query } : {}) }),
  });

  return {
    database,
    sequences: {
      async now() {
        const { last_seq } = await call<{ last_seq: string | number }>({ path: '_db_updates', qs: { since: 'now' } });
        return String(last_seq);
      },
      async of(databases) {
        const found = await sequences(databases);
        return new Map([...found].map(([name, seq]) => [name, sequenceNumber(seq)]));
      },
    },
    async damaged() {
      const up = await call<{ damaged?: unknown[] }>({ path: '_up' }, PROBE_MS).catch(() => null);
      return up?.damaged?.length ?? 0;
    },
    async setAside(database) {
      const up = await call<{ set_aside?: { name: string; id: string; rev: string }[] }>({ path: '_up' });
      return (up.set_aside ?? []).filter(({ name }) => name === database);
    },
    async isUp() {
      try {
        await call({ path: '_up' }, PROBE_MS);
        return true;
      } catch {
        return false;
      }
    },
  };
}
