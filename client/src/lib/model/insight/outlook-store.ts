import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { OUTLOOK_VERSION, type PackedOutlook } from './packed-outlook.ts';

interface Tables extends DBSchema {
  outlook: { key: string; value: PackedOutlook };
}

const KEY = 'last';

/** The last outlook of one shop, so that the next start shows it at once. A copy: nothing is lost with it. */
export class OutlookStore {
  readonly #name: string;
  #opening: Promise<IDBPDatabase<Tables>> | null = null;

  constructor(name: string) {
    this.#name = `outlook_${name}`;
  }

  /** The last outlook, or null when there is none of this version. */
  async read(): Promise<PackedOutlook | null> {
    return (await (await this.#db()).get('outlook', KEY)) ?? null;
  }

  async write(outlook: PackedOutlook): Promise<void> {
    await (await this.#db()).put('outlook', outlook, KEY);
  }

  close(): void {
    void this.#opening?.then(
      (db) => db.close(),
      () => undefined,
    );
    this.#opening = null;
  }

  #db(): Promise<IDBPDatabase<Tables>> {
    const forget = (): void => {
      this.#opening = null;
    };
    this.#opening ??= openDB<Tables>(this.#name, OUTLOOK_VERSION, {
      upgrade: (db) => {
        for (const name of db.objectStoreNames) db.deleteObjectStore(name);
        db.createObjectStore('outlook');
      },
      blocking: (_current, _blocked, event) => {
        // A newer version must not wait for this one.
        if (event.target instanceof IDBDatabase) event.target.close();
        forget();
      },
      terminated: forget,
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return this.#opening;
  }
}
