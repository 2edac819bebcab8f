import { PAGE } from '@digiboost/couch/door/pages';
import type { AskView, ViewAnswer, ViewQuery } from '@digiboost/design-docs';
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

  /** The same in the name of `by`, where they work on this phone. */
  as(by: string): Remote {
    const transport = this.#transport;
    return new Remote({ ...transport, token: (refused) => transport.token(refused, by) });
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

  /** The ids of what changed after `since`, at most a page of them, and where the next page begins. */
  async changedIds(since: string): Promise<{ ids: string[]; since: string; isLast: boolean }> {
    const query = new URLSearchParams({ since, limit: String(PAGE.changes) });
    const { results, last_seq } = (await exchange(this.#transport, 'GET', `/_changes?${query}`)) as RemoteChanges;
    return { ids: results.map(({ id }) => id), since: String(last_seq), isLast: results.length < PAGE.changes };
  }

  /** The first id of each range that has one, and the sequence from which on there may be others. */
  async firstIds(ranges: readonly IdRange[]): Promise<{ ids: string[]; seq: string }> {
    const { results } = await this.#askRanges(ranges, 1, { update_seq: true });
    return { ids: results.flatMap(({ rows }) => rows.map(({ id }) => id)), seq: String(results[0]?.update_seq ?? '0') };
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
    const found: RemoteDocument[] = [];
    for (const docs of pagesOf(wanted, PAGE.ids)) {
      const answer = (await exchange(this.#transport, 'POST', '/_bulk_get?revs=true', { body: { docs } })) as {
        results: { docs: { ok?: RemoteDocument }[] }[];
      };
      found.push(...answer.results.flatMap((result) => result.docs.flatMap(({ ok }) => (ok ? [ok] : []))));
    }
    return found;
  }

  /**
   * The documents of some ranges, with the ids of their conflicts, and the sequence from which on they may have
   * changed.
   */
  async ranges(ranges: readonly IdRange[]): Promise<{ docs: RemoteDocument[]; seq: string | null }> {
    const docs: RemoteDocument[] = [];
    let seq: string | null = null;
    for (let left = [...ranges]; left.length > 0; ) {
      const asked = left.slice(0, PAGE.ranges);
      const limit = Math.floor(PAGE.rows / asked.length);
      const answer = await this.#askRanges(asked, limit);
      // The rest of a range begins right after the last document that came.
      const rest = answer.results.flatMap(({ rows }, index) => {
        const [range, last] = [asked[index], rows.at(-1)];
        return range && last && rows.length === limit ? [{ ...range, from: `${last.id}\u0000` }] : [];
      });
      docs.push(...answer.results.flatMap(({ rows }) => rows.flatMap(({ doc }) => (doc ? [doc] : []))));
      const readAt = answer.results[0]?.update_seq;
      if (readAt !== undefined) seq ??= String(readAt);
      left = [...rest, ...left.slice(PAGE.ranges)];
    }
    return { docs, seq };
  }

  /** The ids of a range that the server holds, in their order. */
  async idsOf({ from, to }: IdRange): Promise<string[]> {
    const ids: string[] = [];
    for (let next = from; ; next = `${ids.at(-1)}\u0000`) {
      const { results } = await this.#askRanges([{ from: next, to }], PAGE.rows, {});
      const rows = results[0]?.rows ?? [];
      ids.push(...rows.map(({ id }) => id));
      if (rows.length < PAGE.rows) return ids;
    }
  }

  async #askRanges(
    ranges: readonly IdRange[],
    limit: number,
    whole: object = { include_docs: true, conflicts: true, update_seq: true },
  ) {
    const queries = ranges.map(({ from, to }) => ({
      startkey: from,
      endkey: to,
      inclusive_end: false,
      limit,
      ...whole,
    }));
    return (await exchange(this.#transport, 'POST', '/_all_docs/queries', { body: { queries } })) as {
      results: { rows: { id: string; doc?: RemoteDocument | null }[]; update_seq?: string | number }[];
    };
  }

  /** The documents that the server holds under `ids`. */
  async held(ids: readonly string[]): Promise<Map<string, ShopDocument>> {
    const rows = await this.#rowsOf(ids, '?include_docs=true');
    return new Map(rows.flatMap(({ id, doc }) => (id && doc ? [[id, doc]] : [])));
  }

  /** Which of `ids` the server holds. */
  async existing(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.#rowsOf(ids, '');
    return new Set(rows.flatMap(({ id, value }) => (id && value && !value.deleted ? [id] : [])));
  }

  async #rowsOf(ids: readonly string[], query: string): Promise<IdRow[]> {
    const found: IdRow[] = [];
    for (const keys of pagesOf([...new Set(ids)], PAGE.ids)) {
      const answer = (await exchange(this.#transport, 'POST', `/_all_docs${query}`, { body: { keys } })) as {
        rows: IdRow[];
      };
      found.push(...answer.rows);
    }
    return found;
  }

  /** Asks views. */
  readonly ask: AskView = async (view, queries) => {
    const path = `/_design/${view.ddoc}/_view/${view.name}/queries`;
    // A long list of keys is asked for in parts, whose rows together are the answer.
    const parts = queries.flatMap((query, index) => partsOf(query).map((part) => ({ part, index })));
    const rows: unknown[][] = queries.map(() => []);
    for (const page of pagesOf(parts, PAGE.queries, ({ part }) => part.keys?.length ?? 1)) {
      const body = { queries: page.map(({ part }) => part) };
      const answer = (await exchange(this.#transport, 'POST', path, { body })) as { results: ViewAnswer[] };
      page.forEach(({ index }, position) => {
        rows[index]?.push(...(answer.results[position]?.rows ?? []));
      });
    }
    // The view's own types say what its rows are.
    return rows.map((own) => ({ rows: own })) as unknown as Awaited<ReturnType<AskView>> as never;
  };
}

/** What the server says of one id: nothing but its key when it knows none such. */
interface IdRow {
  readonly id?: string;
  readonly value?: { readonly deleted?: boolean } | null;
  readonly doc?: ShopDocument | null;
}

const partsOf = (query: ViewQuery): ViewQuery[] =>
  query.keys ? pagesOf(query.keys, PAGE.queries).map((keys) => ({ ...query, keys })) : [query];

/** `items` in parts that weigh at most `size` together; none when there are no items. */
function pagesOf<T>(items: readonly T[], size: number, weigh: (item: T) => number = () => 1): T[][] {
  const pages: T[][] = [];
  let left = 0;
  for (const item of items) {
    const weight = weigh(item);
    if (weight > left) {
      pages.push([]);
      left = size;
    }
    pages.at(-1)?.push(item);
    left -= weight;
  }
  return pages;
}
