import { badRequest, CouchError } from './couch-error.ts';
import type { Database } from './database.ts';
import type { FeedSource } from './feed.ts';

/**
 * The sequence a client names: a number, a number with an opaque tail as CouchDB's, or `now`. One that other files of
 * the database gave out, lost or restored since, is 0: the reader gets everything again rather than miss what took
 * their place.
 */
export function parseSince(text: string | null, now: number, incarnation?: string): number {
  if (text === null || text === '') return 0;
  if (text === 'now') return now;
  const [, digits, tail] = /^"?(\d+)(?:-([\w-]*))?"?$/.exec(text) ?? [];
  if (digits === undefined) throw badRequest("Malformed sequence supplied in 'since' parameter.");
  return tail === undefined || tail === incarnation ? Number(digits) : 0;
}

function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name) ?? 'false';
  if (value === 'true' || value === 'false') return value === 'true';
  throw new CouchError(400, 'query_parse_error', `Invalid boolean parameter: ${JSON.stringify(value)}`);
}

/** The changes of a database as a feed. `docIds` narrows it (filter `_doc_ids`); no other filter is known. */
export function changesSource(database: Database, query: URLSearchParams, body: unknown): FeedSource {
  const filter = query.get('filter');
  const isFiltered = filter === '_doc_ids';
  if (filter !== null && !isFiltered) throw badRequest('`filter` must be `_doc_ids`');
  const style = query.get('style') ?? 'main_only';
  if (style !== 'main_only' && style !== 'all_docs') throw badRequest('`style` must be `main_only` or `all_docs`');
  const docIds = isFiltered ? docIdsOf(query, body) : undefined;
  const descending = flag(query, 'descending');
  const options = {
    style,
    descending,
    include_docs: flag(query, 'include_docs'),
    conflicts: flag(query, 'conflicts'),
    return_docs: true,
    ...(docIds ? { doc_ids: docIds } : {}),
  };
  return {
    name: (seq) => database.sequence(seq),
    listen: (onEvent) => database.listen(onEvent),
    // Backwards there is no sequence from which to go on.
    isPaged: !descending,
    async read(since, most) {
      const { update_seq: now } = await database.store.info();
      // A sequence from the future was handed out by a database that has since been restored from an older copy:
      // the reader gets everything again rather than miss what replaced it.
      const from = since > now ? 0 : since;
      if (most === 0) return { rows: [], last_seq: from, pending: now - from };
      const bound = Number.isFinite(most) ? { limit: most } : {};
      const { results, last_seq } = await database.lane.run(() =>
        database.store.changes({ ...options, ...bound, since: from }),
      );
      const isPartial = results.length >= most;
      const reached = descending || isPartial || docIds === undefined ? last_seq : Math.max(last_seq, now);
      const rows = results.map((row) => ({ ...row, seq: database.sequence(row.seq) }));
      return { rows, last_seq: reached, pending: isPartial ? Math.max(0, now - last_seq) : 0 };
    },
  };
}

function docIdsOf(query: URLSearchParams, body: unknown): string[] {
  const inBody = typeof body === 'object' && body !== null && 'doc_ids' in body ? body.doc_ids : undefined;
  const ids: unknown = inBody ?? JSON.parse(query.get('doc_ids') ?? 'null');
  if (Array.isArray(ids) && ids.every((id) => typeof id === 'string')) return ids;
  throw badRequest('`doc_ids` filter parameter is not a list.');
}
