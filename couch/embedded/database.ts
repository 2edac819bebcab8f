import { EventEmitter, once } from 'node:events';
import type { Security } from './authorization.ts';
import { damaged, noDatabase, notFound, unwritable } from './couch-error.ts';
import { type DesignFunctions, designFunctions } from './design-document.ts';
import type { DesignIndex } from './design-index.ts';
import { type CheckedStore, type Damage, openChecked } from './files/checked-store.ts';
import type { SetAside } from './files/set-aside.ts';
import { IndexSet } from './index-set.ts';
import { Lane } from './lane.ts';
import { compileValidators } from './sandbox.ts';
import type { Store } from './store.ts';

type Validators = ReturnType<typeof compileValidators>;

/** Where a database is and who hears of it. */
export interface DatabaseLocation {
  readonly name: string;
  readonly folder: string;
  readonly security: () => Security;
  readonly onFault: (fault: Error) => void;
}

/** One open database: its store, the functions of its design documents, and who waits for its next change. */
export class Database {
  readonly name: string;
  readonly store: Store;
  /** Where whatever reads or writes many documents takes its turns. */
  readonly lane = new Lane();
  readonly #checked: CheckedStore;
  readonly #security: () => Security;
  readonly #events = new EventEmitter().setMaxListeners(0);
  #designs = new Map<string, DesignFunctions>();
  #indexes: IndexSet;
  #validators: Validators | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #fault: Error | undefined;
  #isClosed = false;
  #serving = 0;

  private constructor(name: string, checked: CheckedStore, security: () => Security) {
    this.name = name;
    this.store = checked.store;
    this.#checked = checked;
    this.#indexes = this.#newIndexes();
    this.#security = security;
  }

  /**
   * Opens the database in a folder; `security` is asked at each use, since it changes while the database is open. A
   * damaged one is opened with what can be read of it, to be read only. `onFault` hears that the disk refuses writes.
   */
  static async open(location: DatabaseLocation): Promise<Database> {
    const { name, folder, security, onFault } = location;
    const checked = await openChecked(folder, (fault) => {
      database.#fault = fault;
      onFault(fault);
    });
    const database = new Database(name, checked, security);
    await database.loadDesigns();
    return database;
  }

  /** What is wrong with its files; null when everything that was acknowledged is there. */
  get damage(): Damage | null {
    return this.#checked.damage;
  }

  /** Documents that could not have been read: they are not here any more, and are kept aside. */
  get setAside(): readonly SetAside[] {
    return this.#checked.setAside;
  }

  /** The folder that is open: of a damaged database the one with what could be saved. */
  get folder(): string {
    return this.#checked.folder;
  }

  /** What its sequences are told apart by: files that took the place of others count anew. */
  get incarnation(): string {
    return this.folder.slice(-8);
  }

  /** A sequence as it is told: a number and a tail that only these files have. */
  sequence(seq: number): string {
    return `${seq}-${this.incarnation}`;
  }

  /** Throws 503 while nothing can be written: its files are damaged, or the disk refuses. */
  requireWritable(): void {
    const { damage } = this;
    if (damage) throw damaged(this.name, damage);
    if (this.#fault) throw unwritable();
  }

  get security(): Security {
    return this.#security();
  }

  /**
   * Runs writes one after another, so that what a validation read still holds when the document is stored. Throws 503
   * when nothing can be written, also when the disk began to refuse meanwhile.
   */
  exclusive<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#tail
      .then(() => {
        this.requireWritable();
        return task();
      })
      .finally(() => this.requireWritable());
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Reads the design documents again; indexes whose views are still there are kept. */
  async loadDesigns(): Promise<void> {
    const { rows } = await this.store.allDocs({ startkey: '_design/', endkey: '_design0', include_docs: true });
    const designs = new Map<string, DesignFunctions>();
    for (const { doc } of rows) {
      if (doc) designs.set(doc._id, designFunctions(doc));
    }
    this.#designs = designs;
    this.#validators = undefined;
    this.#indexes.retain([...designs.values()].map(({ views }) => views));
  }

  /** The validation functions in force; undefined when there is none. Throws when one of them does not compile. */
  validators(): Validators | undefined {
    const sources = [...this.#designs.values()].flatMap(({ validate }) => (validate === undefined ? [] : [validate]));
    if (sources.length === 0) return undefined;
    this.#validators ??= compileValidators(sources);
    return this.#validators;
  }

  /** The index of a design document, up to date; throws 404 when there is no such design document. */
  async designIndex(id: string): Promise<DesignIndex> {
    const design = this.#designs.get(id);
    if (design === undefined) throw notFound();
    const indexes = this.#indexes;
    await indexes.update();
    const index = indexes.get(design.views);
    if (index === undefined) throw notFound('missing_named_view');
    return index;
  }

  /** Builds the view indexes before anybody asks for them. */
  async warm(): Promise<void> {
    await this.#indexes.update();
  }

  /** View rows held in memory. */
  get indexedRows(): number {
    return this.#indexes.size;
  }

  /** Gives the memory of the view indexes back; they are built again when next asked for. */
  dropIndexes(): void {
    this.#indexes = this.#newIndexes();
    this.#indexes.retain([...this.#designs.values()].map(({ views }) => views));
  }

  /** Wakes everybody who waits for a change. */
  announce(): void {
    this.#events.emit('change');
  }

  /** Calls back at each change and once at the end; the result stops it. */
  listen(onEvent: (event: 'change' | 'end') => void): () => void {
    const onChange = () => onEvent('change');
    const onEnd = () => onEvent('end');
    this.#events.on('change', onChange).once('end', onEnd);
    return () => {
      this.#events.off('change', onChange).off('end', onEnd);
    };
  }

  /** Runs a request against the open database; closing waits for it. Throws 404 once the database is closing. */
  async serve<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#isClosed) throw this.#fault ? unwritable() : noDatabase();
    this.#serving += 1;
    try {
      return await task();
    } finally {
      this.#serving -= 1;
      if (this.#serving === 0) this.#events.emit('idle');
    }
  }

  /** Ends every feed, waits for the requests under way, and closes. */
  async close(): Promise<void> {
    await this.#end();
    await this.store.close();
    await this.#checked.tally?.close();
  }

  /** Ends every feed and removes the files that are open. */
  async destroy(): Promise<void> {
    await this.#end();
    await this.store.destroy();
    await this.#checked.tally?.close();
  }

  // What is not wholly there may have lost documents whose rows were kept.
  #newIndexes(): IndexSet {
    const { store, folder, damage, setAside } = this.#checked;
    return new IndexSet(store, this.lane, damage || setAside.length > 0 ? null : folder);
  }

  async #end(): Promise<void> {
    this.#isClosed = true;
    this.#events.emit('end');
    // LevelDB under a read that is under way must not be closed: PouchDB's streams throw where nobody can catch.
    if (this.#serving > 0) await once(this.#events, 'idle');
    await this.#tail;
    await this.#indexes.stop();
  }
}
