import { CouchError, notFound, toCouchError } from './couch-error.ts';
import type { Database } from './database.ts';
import { checkRevision } from './document-shape.ts';
import { batchesOf } from './pieces.ts';
import { generationOf, leavesFrom, revisionsOf } from './revision-tree.ts';
import { revisionTree, type Store, type StoredDocument } from './store.ts';

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

/** Requests that are read at once. */
const READ_AT_ONCE = 50;

/** One result per request, as CouchDB forms them, in batches. */
export async function* bulkGet(store: Store, requests: readonly BulkGetRequest[], options: ReadOptions) {
  for (const batch of batchesOf(requests, READ_AT_ONCE)) {
    yield await Promise.all(batch.map((request) => bulkGetOne(store, request, options)));
  }
}

async function bulkGetOne(store: Store, { id, rev }: BulkGetRequest, options: ReadOptions) {
  const found = await openRevisions(store, id, rev === undefined ? 'all' : [rev], options);
  const docs = found.map((entry) =>
    'ok' in entry ? entry : { error: { id, rev: entry.missing, ...notFound().toJSON() } },
  );
  const none = [{ error: { id, rev: rev ?? 'undefined', ...notFound().toJSON() } }];
  return { id, docs: docs.length > 0 ? docs : none };
}

/** Which of the named revisions the database lacks, and which leaves may be their ancestors. */
export async function revisionsDiff(
  { store, lane }: Pick<Database, 'store' | 'lane'>,
  wanted: Readonly<Record<string, readonly string[]>>,
) {
  const diff: Record<string, { missing: string[]; possible_ancestors?: string[] }> = {};
  const compare = async ([id, revs]: [string, readonly string[]]): Promise<void> => {
    const known = revisionsOf(await revisionTree(store, id));
    const names = new Set(known.map(({ rev }) => rev));
    const missing = revs.filter((rev) => !names.has(rev));
    if (missing.length === 0) return;
    const newest = missing.reduce((most, rev) => Math.max(most, generationOf(rev)), 0);
    const ancestors = known.filter(({ isLeaf, generation }) => isLeaf && generation < newest).map(({ rev }) => rev);
    diff[id] = { missing, ...(ancestors.length > 0 ? { possible_ancestors: ancestors } : {}) };
  };
  for (const batch of batchesOf(Object.entries(wanted), READ_AT_ONCE)) {
    await lane.run(() => Promise.all(batch.map(compare)));
  }
  return diff;
}

/** A `rev` given twice must be the same one. */
export function sameRevision(...candidates: (string | undefined)[]): string | undefined {
  const named = new Set(candidates.filter((rev) => rev !== undefined));
  if (named.size > 1)
    throw new CouchError(400, 'bad_request', 'Document rev from request body and query string have different values');
  return [...named][0];
}
