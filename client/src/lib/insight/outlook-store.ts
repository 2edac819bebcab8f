import type { DBSchema } from 'idb';
import { LazyDatabase } from '../storage/lazy-database.ts';
import { OUTLOOK_VERSION, type PackedOutlook } from './packed-outlook.ts';

interface Tables extends DBSchema {
  outlook: { key: string; value: PackedOutlook };
}

const KEY = 'last';

/** The last outlook of one shop, so that the next start shows it at once. A copy: nothing is lost with it. */
export class OutlookStore {
  readonly #db: LazyDatabase<Tables>;

  constructor(name: string) {
    this.#db = new LazyDatabase(`outlook_${name}`, OUTLOOK_VERSION, (db) => {
      for (const table of db.objectStoreNames) db.deleteObjectStore(table);
      db.createObjectStore('outlook');
    });
  }

  /** The last outlook, or null when there is none of this version. */
  async read(): Promise<PackedOutlook | null> {
    return (await (await this.#db.open()).get('outlook', KEY)) ?? null;
  }

  async write(outlook: PackedOutlook): Promise<void> {
    await (await this.#db.open()).put('outlook', outlook, KEY);
  }

  close(): void {
    this.#db.close();
  }
}
