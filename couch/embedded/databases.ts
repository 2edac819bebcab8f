import { rm } from 'node:fs/promises';
import type { Security } from './authorization.ts';
import { CouchError, damageSentence, noDatabase, setAsideSentence } from './couch-error.ts';
import { type DatabaseRecord, type DataFolder, isSystemDatabase } from './data-folder.ts';
import { Database } from './database.ts';
import { DatabaseUpdates } from './database-updates.ts';
import { type Damage, examine, tallyOf } from './files/checked-store.ts';
import { untilThereIsRoom } from './files/room.ts';
import type { SetAside } from './files/set-aside.ts';
import { createStore, holdsStore } from './store.ts';

/** View rows kept in memory for all databases together: some 350 bytes each. */
const MAX_INDEXED_ROWS = 3_000_000;

/** The databases of a data folder, each opened when first used. */
export class Databases {
  readonly updates: DatabaseUpdates;
  readonly #folder: DataFolder;
  readonly #open = new Map<string, Promise<Database>>();
  readonly #ready = new Set<Database>();
  readonly #asked = new Set<Database>();
  readonly #damages = new Map<string, string>();
  readonly #setAside = new Map<string, readonly SetAside[]>();
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
    this.record(name);
    return this.#open.get(name) ?? this.#adopt(name, this.#begin(name));
  }

  /** The databases whose files are damaged, as far as they were looked at, with a sentence for each. */
  damages(): { readonly name: string; readonly reason: string }[] {
    return [...this.#damages].map(([name, reason]) => ({ name, reason }));
  }

  /** The documents that could not have been read, of the databases that were opened, with a sentence for each. */
  setAside(): (SetAside & { readonly name: string; readonly reason: string })[] {
    return [...this.#setAside].flatMap(([name, documents]) =>
      documents.map((document) => ({ name, ...document, reason: setAsideSentence(name, document) })),
    );
  }

  /**
   * Lets what could be read of a damaged database take its place, and keeps the damaged files beside it. Throws 412
   * when nothing is wrong with it.
   */
  async repair(name: string): Promise<Damage> {
    const database = await this.get(name);
    const { damage } = database;
    if (!damage) throw new CouchError(412, 'not_damaged', `The database ${name} is not damaged.`);
    const replaced = this.#close(database).then(() => this.#folder.replace(name, database.folder));
    await this.#adopt(
      name,
      replaced.then(() => this.#begin(name)),
    );
    this.#damages.delete(name);
    return damage;
  }

  async #begin(name: string): Promise<Database> {
    const folder = this.#folder.locate(this.record(name));
    if (isSystemDatabase(name) && !holdsStore(folder)) await createStore(folder);
    const security = () => this.record(name).security;
    return Database.open({ name, folder, security, onFault: () => void this.#reopen(name) });
  }

  #adopt(name: string, opening: Promise<Database>): Promise<Database> {
    this.#open.set(name, opening);
    opening.then(
      (database) => {
        this.#ready.add(database);
        database.listen((event) => event === 'change' && this.updates.add(name, 'updated'));
        if (database.damage) this.#tell(name, damageSentence(name, database.damage));
        this.#note(name, database);
      },
      () => this.#open.delete(name),
    );
    return opening;
  }

  #tell(name: string, sentence: string): void {
    if (!this.#damages.has(name)) console.error(sentence);
    this.#damages.set(name, sentence);
  }

  #note(name: string, { setAside }: Database): void {
    const known = (this.#setAside.get(name) ?? []).map(({ id, rev }) => `${id} ${rev}`);
    for (const document of setAside)
      if (!known.includes(`${document.id} ${document.rev}`)) console.error(setAsideSentence(name, document));
    this.#setAside.set(name, setAside);
  }

  // LevelDB writes no more after a write that failed, and its log may end in half a record: it is opened again, which
  // reads the log to its end. Not before there is room, for whoever reads meanwhile is answered.
  async #reopen(name: string): Promise<void> {
    const faulty = this.#open.get(name);
    console.error(`The disk refuses what is written to the database ${name}: trying again until it takes it.`);
    await untilThereIsRoom(this.#folder.locate(this.record(name)), () => this.#isClosing);
    if (this.#isClosing || faulty === undefined || this.#open.get(name) !== faulty) return;
    const closed = faulty.then((database) => this.#close(database));
    await this.#adopt(
      name,
      closed.then(() => this.#begin(name)),
    ).catch(() => undefined);
  }

  async #close(database: Database): Promise<void> {
    this.#ready.delete(database);
    this.#asked.delete(database);
    await database.close();
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
    this.#damages.delete(name);
    this.#setAside.delete(name);
    const database = await opening?.catch(() => undefined);
    if (database !== undefined) {
      this.#ready.delete(database);
      this.#asked.delete(database);
      await database.destroy();
    }
    const folder = this.#folder.locate(record);
    await rm(folder, { recursive: true, force: true });
    await rm(tallyOf(folder), { force: true });
    await this.#folder.destroyed(record);
  }

  /**
   * Opens the databases one after the other and builds their view indexes until the memory for them is used; of the
   * rest the files are looked at all the same.
   */
  async warm(): Promise<void> {
    for (const name of this.names()) {
      if (this.#isClosing) return;
      const isFull = this.#indexedRows() >= MAX_INDEXED_ROWS;
      // A database that cannot be read says so to whoever asks for it; the others are warmed all the same.
      await (isFull ? this.#look(name) : this.get(name).then((database) => database.warm())).catch(() => undefined);
    }
  }

  async #look(name: string): Promise<void> {
    if (this.#open.has(name)) return;
    const what = await examine(this.#folder.locate(this.record(name)));
    if (what !== null) this.#tell(name, `The database ${name} is damaged: ${what}.`);
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
