import { type IDBPDatabase, openDB } from 'idb';
import { readUser } from './auth-api.ts';
import type { SessionUser } from './types.ts';

const NAME = 'digiboost-session';
const STORE = 'session';
const KEY = 'user';

/**
 * Who is signed in, written so that a dead battery cannot take it back. Browsers put off writing localStorage (and
 * cookies) for up to half a minute: without this a phone that dies right after the sign-in would ask for a network again.
 */
export class DurableUser {
  #opening: Promise<IDBPDatabase> | null = null;

  /** The person, or null; null too where the browser keeps nothing. */
  async read(): Promise<SessionUser | null> {
    try {
      return readUser(await (await this.#open()).get(STORE, KEY));
    } catch {
      return null;
    }
  }

  /** Resolves once `user` (null: nobody) is on the disk, or when the browser will not keep it. */
  async write(user: SessionUser | null): Promise<void> {
    try {
      const transaction = (await this.#open()).transaction(STORE, 'readwrite', { durability: 'strict' });
      await Promise.all([user ? transaction.store.put(user, KEY) : transaction.store.delete(KEY), transaction.done]);
    } catch {
      // As with localStorage: it costs a sign-in at the next opening, nothing else.
    }
  }

  #open(): Promise<IDBPDatabase> {
    this.#opening ??= openDB(NAME, 1, { upgrade: (database) => void database.createObjectStore(STORE) });
    return this.#opening;
  }
}
