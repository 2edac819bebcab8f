import type { AskView, ViewAnswer } from '@digiboost/design-docs';
import type { ShopDocument } from '@digiboost/domain/documents';
import { exchange, type Transport } from './transport.ts';

/** One line of the server's changes feed. */
export interface RemoteChange {
  readonly id: string;
  readonly seq: string | number;
  readonly changes: readonly { readonly rev: string }[];
  readonly deleted?: boolean;
  readonly doc?: RemoteDocument | null;
}

export interface RemoteDocument {
  readonly type?: unknown;
  readonly _id: string;
  readonly _rev: string;
  readonly _conflicts?: readonly string[];
  readonly [field: string]: unknown;
}

export interface RemoteChanges {
  readonly results: readonly RemoteChange[];
  readonly last_seq: string | number;
}

/** What a bulk write would not take. */
export interface WriteFault {
  readonly id: string;
  readonly rev?: string;
  readonly error: string;
  readonly reason?: string;
}

/** A range of ids: from <= id < to. */
export interface IdRange {
  readonly from: string;
  readonly to: string;
}

const HEARTBEAT_MS = 27_000;
/** A line on which not even a heartbeat came for this long is dead, whatever the phone's radio says. */
const SILENCE_MS = 75_000;

/** The few requests of CouchDB's API that the exchange needs, on the shop's database. Each throws RemoteError. */
export class Remote {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What changed after `since`; with `wait`, the answer comes once there is something. */
  async changes(options: {
    since: string;
    limit: number;
    wait: boolean;
    signal?: AbortSignal;
  }): Promise<RemoteChanges> {
    const query = new URLSearchParams({
      since: options.since,
      limit: String(options.limit),
      include_docs: 'true',
      style: 'all_docs',
      ...(options.wait ? { feed: 'longpoll', heartbeat: String(HEARTBEAT_MS) } : {}),
    });
    return (await exchange(this.#transport, 'GET', `/_changes?${query}`, {
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.wait ? { silenceMs: SILENCE_MS } : {}),
    })) as RemoteChanges;
  }

  /** Revisions of `revs` that the server lacks. */
  async missing(revs: Record<string, readonly string[]>): Promise<Record<string, { missing?: string[] }>> {
    return (await exchange(this.#transport, 'POST', '/_revs_diff', { body: revs })) as Record<
      string,
      { missing?: string[] }
    >;
  }

  /** Writes revisions as they are; returns those refused. */
  async write(docs: readonly object[]): Promise<WriteFault[]> {
    const body = { new_edits: false, docs };
    const results = (await exchange(this.#transport, 'POST', '/_bulk_docs', { body })) as Partial<WriteFault>[];
    return results.flatMap((result) => (result.error && result.id ? [result as WriteFault] : []));
  }

  /** Revisions with their history; those that the server no longer holds are left out. */
  async revisions(wanted: readonly { id: string; rev: string }[]): Promise<RemoteDocument[]> {
    if (wanted.length === 0) return [];
    const answer = (await exchange(this.#transport, 'POST', '/_bulk_get?revs=true', { body: { docs: wanted } })) as {
      results: { docs: { ok?: RemoteDocument }[] }[];
    };
    return answer.results.flatMap(({ docs }) => docs.flatMap(({ ok }) => (ok ? [ok] : [])));
  }

  /** The documents of some ranges, with the ids of their conflicts, and the sequence they were read at. */
  async ranges(ranges: readonly IdRange[]): Promise<{ docs: RemoteDocument[]; seq: string | null }> {
    const queries = ranges.map(({ from, to }) => ({
      startkey: from,
      endkey: to,
      inclusive_end: false,
      include_docs: true,
      conflicts: true,
      update_seq: true,
    }));
    const answer = (await exchange(this.#transport, 'POST', '/_all_docs/queries', { body: { queries } })) as {
      results: { rows: { doc?: RemoteDocument | null }[]; update_seq?: string | number }[];
    };
    const docs = answer.results.flatMap(({ rows }) => rows.flatMap(({ doc }) => (doc ? [doc] : [])));
    const seq = answer.results[0]?.update_seq;
    return { docs, seq: seq === undefined ? null : String(seq) };
  }

  /** The documents that the server holds under `ids`. */
  async held(ids: readonly string[]): Promise<Map<string, ShopDocument>> {
    const answer = (await exchange(this.#transport, 'POST', '/_all_docs?include_docs=true', {
      body: { keys: ids },
    })) as {
      rows: { id?: string; doc?: ShopDocument | null }[];
    };
    return new Map(answer.rows.flatMap(({ id, doc }) => (id && doc ? [[id, doc]] : [])));
  }

  /** Which of `ids` the server holds. */
  async existing(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const answer = (await exchange(this.#transport, 'POST', '/_all_docs', { body: { keys: ids } })) as {
      rows: { id?: string; value?: { deleted?: boolean } | null }[];
    };
    return new Set(answer.rows.flatMap(({ id, value }) => (id && value && !value.deleted ? [id] : [])));
  }

  /** Asks views. */
  readonly ask: AskView = async (view, queries) => {
    const path = `/_design/${view.ddoc}/_view/${view.name}/queries`;
    const answer = (await exchange(this.#transport, 'POST', path, { body: { queries } })) as { results: ViewAnswer[] };
    // The view's own types say what its rows are.
    return answer.results as unknown as Awaited<ReturnType<AskView>> as never;
  };
}
