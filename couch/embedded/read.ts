import { badRequest, CouchError, notFound, toCouchError } from './couch-error.ts';
import type { Database } from './database.ts';
import { checkRevision } from './document-shape.ts';
import { generationOf, leavesFrom, revisionsOf } from './revision-tree.ts';
import { revisionTree, type Store, type StoredDocument } from './store.ts';
import type { QueryOptions } from './view-options.ts';

/** How a document is read. */
export interface ReadOptions {
  rev?: string;
  revs?: boolean;
  conflicts?: boolean;
  latest?: boolean;
}

/** One entry of `open_revs` and `_bulk_get`. */
export type OpenRevision = { ok: StoredDocument } | { missing: string };

/** A document, the winning revision unless one is named; throws 404. */
export async function getDocument(store: Store, id: string, options: ReadOptions = {}): Promise<StoredDocument> {
  if (options.rev !== undefined) checkRevision(options.rev);
  return store.get(id, options).catch((failure) => {
    throw toCouchError(failure);
  });
}

/** The named revisions of a document, or all its leaves; with `latest` the leaves that descend from those named. */
export async function openRevisions(
  store: Store,
  id: string,
  wanted: readonly string[] | 'all',
  options: ReadOptions,
): Promise<OpenRevision[]> {
  const tree = await revisionTree(store, id);
  const known = revisionsOf(tree);
  const { latest, ...reading } = options;
  const read = (rev: string): Promise<OpenRevision> =>
    getDocument(store, id, { ...reading, rev }).then(
      (ok) => ({ ok }),
      () => ({ missing: rev }),
    );
  if (wanted === 'all') {
    return Promise.all(known.filter(({ isLeaf }) => isLeaf).map(({ rev }) => read(rev)));
  }
  const found = await Promise.all(
    wanted.map(async (rev): Promise<OpenRevision[]> => {
      checkRevision(rev);
      const named = latest
        ? leavesFrom(tree, rev)
        : known.filter((revision) => revision.rev === rev).map((one) => one.rev);
      return named.length === 0 ? [{ missing: rev }] : Promise.all(named.map(read));
    }),
  );
  return found.flat();
}

/** What `_bulk_get` asks for. */
export interface BulkGetRequest {
  id: string;
  rev?: string;
}

/** One result per request, as CouchDB forms them. */
export async function bulkGet(store: Store, requests: readonly BulkGetRequest[], options: ReadOptions) {
  return Promise.all(
    requests.map(async ({ id, rev }) => {
      const found = await openRevisions(store, id, rev === undefined ? 'all' : [rev], options);
      const docs = found.map((entry) =>
        'ok' in entry ? entry : { error: { id, rev: entry.missing, ...notFound().toJSON() } },
      );
      const none = [{ error: { id, rev: rev ?? 'undefined', ...notFound().toJSON() } }];
      return { id, docs: docs.length > 0 ? docs : none };
    }),
  );
}

/** Which of the named revisions the database lacks, and which leaves may be their ancestors. */
export async function revisionsDiff(store: Store, wanted: Readonly<Record<string, readonly string[]>>) {
  const diff: Record<string, { missing: string[]; possible_ancestors?: string[] }> = {};
  await Promise.all(
    Object.entries(wanted).map(async ([id, revs]) => {
      const known = revisionsOf(await revisionTree(store, id));
      const missing = revs.filter((rev) => !known.some((revision) => revision.rev === rev));
      if (missing.length === 0) return;
      const newest = Math.max(...missing.map(generationOf));
      const ancestors = known.filter(({ isLeaf, generation }) => isLeaf && generation < newest).map(({ rev }) => rev);
      diff[id] = { missing, ...(ancestors.length > 0 ? { possible_ancestors: ancestors } : {}) };
    }),
  );
  return diff;
}

const ABOVE_EVERY_ID = '\uffff';

// Ids are text: a bound of another type lies before all of them or after all of them, as CouchDB collates.
const idBound = (value: unknown) => {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? ABOVE_EVERY_ID : '';
};

/** `_all_docs`. */
export async function allDocuments(database: Database, options: QueryOptions) {
  const { startKey, endKey, keys, descending, includeDocs, conflicts, updateSeq, skip, limit } = options;
  if (keys !== undefined && !keys.every((key) => typeof key === 'string'))
    throw badRequest('`keys` must be document ids');
  const low = descending ? endKey : startKey;
  const high = descending ? startKey : endKey;
  const bounds = { low: low && idBound(low.value), high: high && idBound(high.value) };
  const isEmpty =
    bounds.high === '' || (bounds.low !== undefined && bounds.high !== undefined && bounds.low > bounds.high);
  const answer = await database.store.allDocs({
    include_docs: includeDocs,
    conflicts,
    update_seq: true,
    descending,
    ...(keys ? { keys } : {}),
    ...(startKey && !keys ? { startkey: idBound(startKey.value) } : {}),
    ...(endKey && !keys ? { endkey: idBound(endKey.value) } : {}),
    ...(options.inclusiveEnd ? {} : { inclusive_end: false }),
    ...(skip > 0 ? { skip } : {}),
    ...(isEmpty && !keys ? { limit: 0 } : Number.isFinite(limit) ? { limit } : {}),
  });
  const seq = answer.update_seq ?? (await database.store.info()).update_seq;
  return {
    total_rows: answer.total_rows,
    offset: keys ? null : skip,
    ...(updateSeq ? { update_seq: database.sequence(seq) } : {}),
    rows: answer.rows,
  };
}

/** A `rev` given twice must be the same one. */
export function sameRevision(...candidates: (string | undefined)[]): string | undefined {
  const named = new Set(candidates.filter((rev) => rev !== undefined));
  if (named.size > 1)
    throw new CouchError(400, 'bad_request', 'Document rev from request body and query string have different values');
  return [...named][0];
}
