import { notFound } from './couch-error.ts';
import type { Store, StoredDocument } from './store.ts';

// PouchDB keeps its own bookkeeping in local documents (which index databases to destroy, among others): those of the
// HTTP API live under a prefix, so that no client can reach or forge the engine's.
const stored = (id: string) => `_local/http:${id.slice('_local/'.length)}`;

const current = (store: Store, id: string) =>
  store.get(stored(id)).catch(() => {
    throw notFound();
  });

/** A document that is not replicated; throws 404. */
export async function getLocal(store: Store, id: string): Promise<StoredDocument> {
  return { ...(await current(store, id)), _id: id };
}

/** Writes a local document; as in CouchDB the last writer wins, whatever the revision. */
export async function putLocal(store: Store, document: StoredDocument): Promise<{ id: string; rev: string }> {
  const { _id: id, _rev, _revisions, ...fields } = document;
  const previous = await store.get(stored(id)).catch(() => undefined);
  const { rev } = await store.put({ ...fields, _id: stored(id), ...(previous?._rev ? { _rev: previous._rev } : {}) });
  return { id, rev };
}

/** Removes a local document; throws 404. */
export async function removeLocal(store: Store, id: string): Promise<{ id: string; rev: string }> {
  const { _rev = '0-1' } = await current(store, id);
  await store.remove({ _id: stored(id), _rev });
  return { id, rev: '0-0' };
}
