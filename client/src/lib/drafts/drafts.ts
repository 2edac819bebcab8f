import type { DBSchema } from 'idb';
import { LazyDatabase } from '../storage/lazy-database.ts';

interface DraftsSchema extends DBSchema {
  drafts: { key: string; value: unknown };
}

/**
 * What is being typed and not yet recorded, on this phone only, so that it survives a reload or a kill. Kept apart from
 * the shop's documents: a draft is never sent.
 */
export interface Drafts {
  get(key: string): Promise<unknown>;
  put(key: string, draft: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
  /** Moves what is kept to another key, at once and for one caller only: undefined where nothing is kept. */
  move(from: string, to: string): Promise<unknown>;
}

/** The drafts of one shop on this phone; `name` is the tenant's id. The database opens on the first use. */
export function openDrafts(name: string): Drafts {
  const database = new LazyDatabase<DraftsSchema>(`drafts:${name}`, 1, (db) => {
    db.createObjectStore('drafts');
  });
  return {
    get: async (key) => (await database.open()).get('drafts', key),
    put: async (key, draft) => {
      await (await database.open()).put('drafts', draft, key);
    },
    remove: async (key) => {
      await (await database.open()).delete('drafts', key);
    },
    keys: async () => (await database.open()).getAllKeys('drafts'),
    move: async (from, to) => {
      const { store, done } = (await database.open()).transaction('drafts', 'readwrite');
      const draft = await store.get(from);
      if (draft !== undefined) await Promise.all([store.put(draft, to), store.delete(from)]);
      await done;
      return draft;
    },
  };
}
