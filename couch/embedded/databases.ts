import { rm } from 'node:fs/promises';
import type { Security } from './authorization.ts';
import { noDatabase } from './couch-error.ts';
import type { DatabaseRecord, DataFolder } from './data-folder.ts';
import { Database } from './database.ts';
import { DatabaseUpdates } from './database-updates.ts';

/** View rows kept in memory for all databases together: some 350 bytes each. */
const MAX_INDEXED_ROWS = 3_000_000;

/** The databases of a data folder, each opened when first used. */
export class Databases {
  readonly updates: DatabaseUpdates;
  readonly #folder: DataFolder;
  readonly #open = new Map<string, Promise<Database>>();
  readonly #ready = new Set<Database>();
  readonly #asked = new Set<Database>();
  #isClosing = false;

  constructor(folder: DataFolder) {
    this.#folder = folder;
    this.updates = new DatabaseUpdates(folder.names());
  }

  names(): string[] {
    return this.#folder.names();
  }

  /** The record of a database; throws 404. */
  record(name: string): DatabaseRecord {
    const record = this.#folder.find(name);
    if (record === undefined) throw noDatabase();
    return record;
  }

  /** The open database; throws 404. */
  async get(name: string): Promise<Database> {
    const record = this.record(name);
    let opening = this.#open.get(name);
    if (opening === undefined) {
      opening = Database.open(name, this.#folder.locate(record), () => this.record(name).security);
      this.#open.set(name, opening);
      opening.then(
        (database) => {
          this.#ready.add(database);
          database.listen((event) => event === 'change' && this.updates.add(name, 'updated'));
        },
        () => this.#open.delete(name),
      );
    }
    return opening;
  }

  async create(name: string): Promise<void> {
    await this.#folder.create(name);
    this.updates.add(name, 'created');
  }

  async secure(name: string, security: Security): Promise<void> {
    await this.#folder.secure(name, security);
  }

  /** Removes a database: first from the catalogue, so that a crash cannot leave half of it visible. */
  async remove(name: string): Promise<void> {
    const record = this.record(name);
    const opening = this.#open.get(name);
    this.#open.delete(name);
    await this.#folder.forget(name);
    this.updates.add(name, 'deleted');
    const database = await opening;
    if (database !== undefined) {
      this.#ready.delete(database);
      this.#asked.delete(database);
      await database.destroy();
    }
    await rm(this.#folder.locate(record), { recursive: true, force: true });
    await this.#folder.destroyed(record);
  }

  /** Builds the view indexes of the databases, one after the other, until the memory for them is used. */
  async warm(): Promise<void> {
    for (const name of this.names()) {
      if (this.#isClosing || this.#indexedRows() >= MAX_INDEXED_ROWS) return;
      // A database that cannot be read says so to whoever asks for it; the others are warmed all the same.
      await this.get(name)
        .then((database) => database.warm())
        .catch(() => undefined);
    }
  }

  /** Drops the indexes of the databases asked for longest ago while there are too many rows; `asked` is the newest. */
  trimIndexes(asked: Database): void {
    this.#asked.delete(asked);
    this.#asked.add(asked);
    for (const database of this.#asked) {
      if (database === asked || this.#indexedRows() <= MAX_INDEXED_ROWS) return;
      database.dropIndexes();
      this.#asked.delete(database);
    }
  }

  #indexedRows(): number {
    let rows = 0;
    for (const { indexedRows } of this.#ready) rows += indexedRows;
    return rows;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.updates.close();
    const open = await Promise.allSettled(this.#open.values());
    await Promise.allSettled(
      open.map((opening) => (opening.status === 'fulfilled' ? opening.value.close() : undefined)),
    );
  }
}
