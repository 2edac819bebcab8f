import {
  type DocumentFault,
  documentFault,
  hasRight,
  type LeftOut,
  type MutableDocument,
  mergeVersions,
  type Right,
  SHOP_ID,
  type Shop,
} from '@digiboost/domain/documents';
import type { Database } from '../couch/client.ts';

interface Row<D> {
  readonly doc: (D & { readonly _conflicts?: readonly string[] }) | null;
}

interface BulkGet<D> {
  readonly results: readonly { readonly id: string; readonly docs: readonly { readonly ok?: D }[] }[];
}

/** Documents of one type as they are read, and the versions that say nothing to their readers. */
export interface Readable<D> {
  readonly docs: readonly D[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The documents of one mutable type, as the phones see them: conflicting versions merged field by field, whether or
 * not a phone has already stored the merge. What is stored is taken for hostile: a document that is not valid is left
 * out.
 */
export async function readable<D extends MutableDocument>(shop: Database, type: D['type']): Promise<Readable<D>> {
  const range =
    type === SHOP_ID ? { key: SHOP_ID } : { startkey: `${type}:`, endkey: `${type};`, inclusive_end: false };
  const query = { include_docs: true, conflicts: true, ...range };
  const { rows } = await shop.request<{ rows: Row<D>[] }>('get', '_all_docs', undefined, query);
  const docs: D[] = [];
  const conflicting: (D & { readonly _conflicts?: readonly string[] })[] = [];
  const leftOut: LeftOut[] = [];
  for (const { doc } of rows) {
    if (!doc) continue;
    const fault = faultOf(shop, doc);
    if (fault) leftOut.push({ id: doc._id, rev: doc._rev, fault });
    else if (doc._conflicts && doc._conflicts.length > 0) conflicting.push(doc);
    else docs.push(doc);
  }
  if (conflicting.length === 0) return { docs, leftOut };

  const losing = conflicting.flatMap(({ _id, _conflicts = [] }) => _conflicts.map((rev) => ({ id: _id, rev })));
  const { results } = await shop.request<BulkGet<D>>('post', '_bulk_get', { docs: losing });
  const versions = new Map<string, D[]>();
  for (const { id, docs: found } of results) {
    const own = versions.get(id) ?? [];
    for (const { ok } of found) if (ok) own.push(ok);
    versions.set(id, own);
  }
  for (const winner of conflicting) {
    const merged = mergeVersions<D>(winner, versions.get(winner._id) ?? []);
    docs.push(merged.doc);
    leftOut.push(...merged.leftOut);
  }
  return { docs: docs.sort((a, b) => (a._id < b._id ? -1 : 1)), leftOut };
}

/** The documents of one mutable type; see `readable`. */
export const mergedDocuments = async <D extends MutableDocument>(shop: Database, type: D['type']): Promise<D[]> => [
  ...(await readable<D>(shop, type)).docs,
];

/** The shop's own document, null when there is none that can be read. */
export const shopDocument = async (shop: Database): Promise<Shop | null> =>
  (await readable<Shop>(shop, SHOP_ID)).docs[0] ?? null;

/** Whether somebody of `role` has `right` in a shop, as its administrators say. */
export const mayIn = async (shop: Database, role: string, right: Right): Promise<boolean> =>
  role === 'admin' || hasRight((await shopDocument(shop))?.settings.limits, role, right);

/** Revisions that were found sound: they are read with every sale, and never change. */
const sound = new Set<string>();
const MOST_REMEMBERED = 200_000;

function faultOf(shop: Database, doc: MutableDocument): DocumentFault | null {
  const revision = `${shop.name} ${doc._id} ${doc._rev}`;
  if (sound.has(revision)) return null;
  const fault = documentFault(doc);
  if (fault) return fault;
  if (sound.size >= MOST_REMEMBERED) sound.clear();
  sound.add(revision);
  return null;
}
