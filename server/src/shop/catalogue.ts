import { type MutableDocument, merge } from '@digiboost/domain/documents';
import type { Database } from '../couch/client.ts';

interface Row<D> {
  readonly doc: (D & { readonly _conflicts?: readonly string[] }) | null;
}

interface BulkGet<D> {
  readonly results: readonly { readonly id: string; readonly docs: readonly { readonly ok?: D }[] }[];
}

/**
 * The documents of one mutable type, as the phones see them: conflicting versions merged field by field, whether or
 * not a phone has already stored the merge.
 */
export async function mergedDocuments<D extends MutableDocument>(shop: Database, type: D['type']): Promise<D[]> {
  const query = { include_docs: true, conflicts: true, startkey: `${type}:`, endkey: `${type};`, inclusive_end: false };
  const { rows } = await shop.request<{ rows: Row<D>[] }>('get', '_all_docs', undefined, query);
  const docs = rows.flatMap(({ doc }) => (doc ? [doc] : []));
  const losing = docs.flatMap(({ _id, _conflicts = [] }) => _conflicts.map((rev) => ({ id: _id, rev })));
  if (losing.length === 0) return docs;

  const { results } = await shop.request<BulkGet<D>>('post', '_bulk_get', { docs: losing });
  const versions = new Map<string, D[]>();
  for (const { id, docs: found } of results) {
    const own = versions.get(id) ?? [];
    for (const { ok } of found) if (ok) own.push(ok);
    versions.set(id, own);
  }
  return docs.map((doc) => (versions.get(doc._id) ?? []).reduce<D>((merged, version) => merge(merged, version), doc));
}
