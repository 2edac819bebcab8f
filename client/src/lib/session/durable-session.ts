import { type IDBPDatabase, openDB } from 'idb';
import { readUser } from './auth-api.ts';
import { type KeyStore, keysInMemory, type PhoneKeys } from './phone-key.ts';
import type { SessionUser } from './types.ts';

const NAME = 'digiboost-session';
const STORE = 'session';
const USER = 'user';
const KEYS = 'keys';

/**
 * Who is signed in and the phone's keys, written so that a dead battery cannot take them back. Browsers put off writing
 * localStorage (and cookies) for up to half a minute: without this a phone that dies right after the sign-in would ask
 * for a network again.
 */
export class DurableSession implements KeyStore {
  #opening: Promise<IDBPDatabase> | null = null;
  readonly #unkept = keysInMemory();

  /** The person, or null; null too where the browser keeps nothing. */
  async read(): Promise<SessionUser | null> {
    return readUser(await this.#get(USER));
  }

  /** Resolves once `user` (null: nobody) is on the disk, or when the browser will not keep it. */
  async write(user: SessionUser | null): Promise<void> {
    await this.#put(USER, user);
  }

  async readKeys(): Promise<PhoneKeys | null> {
    return ((await this.#get(KEYS)) as PhoneKeys | undefined) ?? this.#unkept.readKeys();
  }

  /** Resolves once the keys are on the disk; where the browser keeps nothing they last as long as the tab. */
  async writeKeys(keys: PhoneKeys): Promise<void> {
    if (!(await this.#put(KEYS, keys))) await this.#unkept.writeKeys(keys);
  }

  async #get(key: string): Promise<unknown> {
    try {
      return await (await this.#open()).get(STORE, key);
    } catch {
      // A browser that keeps nothing: it costs a sign-in at the next opening, nothing else.
      return undefined;
    }
  }

  /** Whether it is kept. */
  async #put(key: string, value: unknown): Promise<boolean> {
    try {
      const transaction = (await this.#open()).transaction(STORE, 'readwrite', { durability: 'strict' });
      await Promise.all([value ? transaction.store.put(value, key) : transaction.store.delete(key), transaction.done]);
      return true;
    } catch {
      // As above.
      return false;
    }
  }

  #open(): Promise<IDBPDatabase> {
    this.#opening ??= openDB(NAME, 1, { upgrade: (database) => void database.createObjectStore(STORE) });
    return this.#opening;
  }
}
