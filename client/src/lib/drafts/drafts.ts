import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

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
}

/** The drafts of one shop on this phone; `name` is the tenant's id. The database opens on the first use. */
export function openDrafts(name: string): Drafts {
  let opening: Promise<IDBPDatabase<DraftsSchema>> | null = null;
  const database = (): Promise<IDBPDatabase<DraftsSchema>> => {
    opening ??= openDB<DraftsSchema>(`drafts:${name}`, 1, {
      upgrade: (db) => {
        db.createObjectStore('drafts');
      },
      // The browser closed it (its data was cleared, say): the next use opens it again.
      terminated: () => {
        opening = null;
      },
    }).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  return {
    get: async (key) => (await database()).get('drafts', key),
    put: async (key, draft) => {
      await (await database()).put('drafts', draft, key);
    },
    remove: async (key) => {
      await (await database()).delete('drafts', key);
    },
    keys: async () => (await database()).getAllKeys('drafts'),
  };
}
