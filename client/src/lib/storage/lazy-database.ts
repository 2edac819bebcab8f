import { type DBSchema, type IDBPDatabase, type OpenDBCallbacks, openDB } from 'idb';

/**
 * A database of this phone that opens at its first use, and again once the browser or a newer version has closed it.
 */
export class LazyDatabase<Tables extends DBSchema> {
  readonly #name: string;
  readonly #version: number;
  readonly #upgrade: NonNullable<OpenDBCallbacks<Tables>['upgrade']>;
  #opening: Promise<IDBPDatabase<Tables>> | null = null;

  /** `upgrade` makes the tables of `version`. */
  constructor(name: string, version: number, upgrade: NonNullable<OpenDBCallbacks<Tables>['upgrade']>) {
    this.#name = name;
    this.#version = version;
    this.#upgrade = upgrade;
  }

  open(): Promise<IDBPDatabase<Tables>> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  close(): void {
    void this.#opening?.then(
      (db) => db.close(),
      () => undefined,
    );
    this.#opening = null;
  }

  async #open(): Promise<IDBPDatabase<Tables>> {
    const forget = (): void => {
      this.#opening = null;
    };
    try {
      return await openDB<Tables>(this.#name, this.#version, {
        upgrade: this.#upgrade,
        blocking: (_current, _blocked, event) => {
          // A newer version takes over: this one must not keep it waiting.
          if (event.target instanceof IDBDatabase) event.target.close();
          forget();
        },
        terminated: forget,
      });
    } catch (error) {
      forget();
      throw error;
    }
  }
}
