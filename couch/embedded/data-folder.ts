import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ADMINS_ONLY, type Security } from './authorization.ts';
import { CouchError } from './couch-error.ts';
import { examine, openWhole, tallyOf } from './files/checked-store.ts';
import { documentsIn } from './files/pouch-records.ts';
import { salvageEntries } from './files/store-files.ts';
import { createStore, holdsStore, type Store, type StoredDocument } from './store.ts';

/** One database: its name, the folder that holds it, and who may use it. */
export interface DatabaseRecord {
  name: string;
  folder: string;
  security: Security;
}

const CATALOGUE = 'catalogue';
const SYSTEM_DATABASES = new Set(['_users', '_replicator', '_global_changes']);
/** The folders of databases, and those that PouchDB keeps beside them for its indexes. */
const DATABASE_FOLDER = /^[a-z_][a-z0-9_-]*\.[0-9a-f]{8}(-mrview-.*)?$/;
const NAME = /^[a-z][a-z0-9_$()+-]{0,127}$/;
const opened = new Set<string>();

const NOTHING_DONE =
  'Nothing was changed and nothing was started. ' +
  'Put the folder catalogue back as it was, or let it be made anew from the folders beside it: npm run repair -- catalogue';

/** Whether a database is one of CouchDB's own, which hold nothing here: it may begin anew. */
export const isSystemDatabase = (name: string) => SYSTEM_DATABASES.has(name);

/** Whether a database may bear the name. A slash, which CouchDB allows, is refused. */
const isDatabaseName = (name: string) => NAME.test(name) || SYSTEM_DATABASES.has(name);

/** The catalogue of databases in one folder; LevelDB's lock on it makes this process the folder's only writer. */
export class DataFolder {
  readonly #path: string;
  #catalogue: Catalogue;
  readonly #records = new Map<string, DatabaseRecord>();
  readonly #jwtKeys = new Map<string, string>();
  readonly #creating = new Map<string, Promise<DatabaseRecord>>();
  readonly #deleted = new Set<string>();
  readonly #notices: string[] = [];
  #uuid = randomUUID().replaceAll('-', '');

  private constructor(path: string, catalogue: Catalogue) {
    this.#path = path;
    this.#catalogue = catalogue;
  }

  /**
   * Opens the folder, creating it when it is not there. Throws `data folder in use` when another process holds it, and
   * a sentence when there are databases without the catalogue that names them. Opening removes nothing.
   */
  static async open(location: string): Promise<DataFolder> {
    const path = resolve(location);
    await mkdir(path, { recursive: true });
    if (opened.has(path)) throw new Error(`data folder in use: ${path}`);
    opened.add(path);
    let catalogue: Catalogue | undefined;
    try {
      catalogue = await openCatalogue(path);
      const folder = new DataFolder(path, catalogue);
      await folder.#load();
      return folder;
    } catch (failure) {
      await catalogue?.close();
      opened.delete(path);
      const text = failure instanceof Error ? failure.message : String(failure);
      throw /lock/i.test(text) ? new Error(`data folder in use: ${path}`) : failure;
    }
  }

  /**
   * Makes a lost or damaged catalogue anew: from what can be read of it, and from the folders beside it, which then
   * belong to administrators alone until somebody says whose they are. What was there is kept as `catalogue.corrupt-…`.
   * Throws a sentence when there is nothing to repair. Nobody else may have the folder open.
   */
  static async rebuild(location: string): Promise<readonly string[]> {
    const path = resolve(location);
    const catalogue = join(path, CATALOGUE);
    if ((await examine(catalogue)) === null) throw new Error(`The catalogue of ${path} is not damaged.`);
    const documents = documentsIn(await salvageEntries(catalogue));
    const named = new Set(documents.map(({ folder }) => folder));
    const deleted = new Set(documents.map(({ _id }) => _id.replace(/^deleted:/, '')));
    for (const folder of await databaseFolders(path)) {
      const [name = ''] = folder.split('.');
      const isIndex = folder.includes('-mrview-');
      const isTaken = documents.some(({ _id }) => _id === `db:${name}`);
      if (isIndex || isTaken || named.has(folder) || deleted.has(folder)) continue;
      documents.push({ _id: `db:${name}`, folder, security: ADMINS_ONLY });
    }
    const id = randomUUID().slice(0, 8);
    await rename(catalogue, `${catalogue}.corrupt-${id}`).catch(unlessAbsent);
    await rename(tallyOf(catalogue), `${tallyOf(catalogue)}.corrupt-${id}`).catch(unlessAbsent);
    const { store, tally } = await openWhole(catalogue);
    const isKnown = documents.some(({ _id }) => _id === 'server');
    const all = isKnown ? documents : [...documents, { _id: 'server', uuid: randomUUID().replaceAll('-', '') }];
    for (const { _rev, _revisions, ...fields } of all) if (!fields._deleted) await store.put(fields);
    await store.close();
    await tally.close();
    return all.flatMap(({ _id }) => (_id.startsWith('db:') ? [_id.slice('db:'.length)] : [])).sort();
  }

  /** Identifies this server to replicators; the same for the life of the folder. */
  get uuid(): string {
    return this.#uuid;
  }

  /** What the operator should know of the folder, found when it was opened: one sentence each. */
  get notices(): readonly string[] {
    return this.#notices;
  }

  names(): string[] {
    return [...this.#records.keys()].sort();
  }

  find(name: string): DatabaseRecord | undefined {
    return this.#records.get(name);
  }

  /** Where a database's LevelDB lives. */
  locate(record: DatabaseRecord): string {
    return join(this.#path, record.folder);
  }

  /**
   * Records a new database; its folder is named once and never reused, so that a name deleted and taken again starts
   * empty.
   */
  async create(name: string): Promise<DatabaseRecord> {
    if (!isDatabaseName(name)) {
      throw new CouchError(
        400,
        'illegal_database_name',
        `Name: '${name}'. Only lowercase characters (a-z), digits (0-9), and any of the characters _, $, (, ), +, and - are allowed. Must begin with a letter.`,
      );
    }
    // Of two creations at once the second waits, and is refused when the database is there.
    while (this.#creating.has(name)) await this.#creating.get(name)?.catch(() => undefined);
    if (this.#records.has(name)) {
      throw new CouchError(412, 'file_exists', 'The database could not be created, the file already exists.');
    }
    const creation = this.#make(name).finally(() => this.#creating.delete(name));
    this.#creating.set(name, creation);
    return creation;
  }

  // The files come first: a database that the catalogue names has its files, or has lost them. When the catalogue
  // cannot keep the name (the disk is full), there is no database: nobody would find what is written into it.
  async #make(name: string): Promise<DatabaseRecord> {
    const folder = folderOf(name, randomUUID().slice(0, 8));
    const record = { name, folder, security: ADMINS_ONLY };
    await createStore(this.locate(record));
    await this.#save(`db:${name}`, { folder, security: record.security });
    this.#records.set(name, record);
    return record;
  }

  /**
   * Lets the files in `replacement` (a folder in this one, whose name ends with eight hex digits) take the place of a
   * database's own, which are kept as `….corrupt`.
   */
  async replace(name: string, replacement: string): Promise<void> {
    const record = this.#records.get(name);
    if (record === undefined) return;
    const folder = folderOf(name, replacement.slice(-8));
    await rename(replacement, join(this.#path, folder));
    await this.#save(`db:${name}`, { folder, security: record.security });
    this.#records.set(name, { ...record, folder });
    const damaged = this.locate(record);
    await rename(damaged, `${damaged}.corrupt`).catch(unlessAbsent);
  }

  async secure(name: string, security: Security): Promise<void> {
    const record = this.#records.get(name);
    if (record === undefined) return;
    this.#records.set(name, { ...record, security });
    await this.#save(`db:${name}`, { folder: record.folder, security });
  }

  /**
   * Forgets a database and marks its folder as deleted. The files are the caller's to destroy, who then says
   * `destroyed`; the next opening sets aside what is marked and still there.
   */
  async forget(name: string): Promise<void> {
    const record = this.#records.get(name);
    if (record === undefined) return;
    this.#records.delete(name);
    await this.#save(`deleted:${record.folder}`, {});
    await this.#erase(`db:${name}`);
  }

  /** Takes the mark of `forget` away: the files are no longer there. */
  async destroyed({ folder }: DatabaseRecord): Promise<void> {
    await this.#erase(`deleted:${folder}`);
  }

  jwtKeys(): ReadonlyMap<string, string> {
    return this.#jwtKeys;
  }

  async saveJwtKey(kid: string, pem: string): Promise<void> {
    this.#jwtKeys.set(kid, pem);
    await this.#save(`jwt:${kid}`, { pem });
  }

  async forgetJwtKey(kid: string): Promise<void> {
    if (this.#jwtKeys.delete(kid)) await this.#erase(`jwt:${kid}`);
  }

  async close(): Promise<void> {
    await this.#catalogue.close();
    opened.delete(this.#path);
  }

  async #load(): Promise<void> {
    const { rows } = await this.#catalogue.store.allDocs({ include_docs: true });
    for (const { doc } of rows) {
      if (doc) this.#remember(doc);
    }
    if (!rows.some(({ key }) => key === 'server')) {
      await expectNothing(this.#path);
      await this.#save('server', { uuid: this.#uuid });
    }
    await this.#look();
  }

  #remember(doc: StoredDocument): void {
    const name = doc._id.slice(doc._id.indexOf(':') + 1);
    if (doc._id === 'server') this.#uuid = String(doc.uuid);
    else if (doc._id.startsWith('jwt:')) this.#jwtKeys.set(name, String(doc.pem));
    else if (doc._id.startsWith('deleted:')) this.#deleted.add(name);
    else {
      const folder = String(doc.folder);
      // A database that is deleted takes its folder along: never one that it could not have been given.
      if (!DATABASE_FOLDER.test(folder)) throw new Error(`The catalogue of ${this.#path} names the folder ${folder}.`);
      this.#records.set(name, { name, folder, security: doc.security as Security });
    }
  }

  // A crash between marking a database as deleted and destroying its files leaves them behind: they are set aside.
  // What neither belongs to a database nor is marked is somebody's, and stays where it is.
  async #look(): Promise<void> {
    const named = new Set([...this.#records.values()].map(({ folder }) => folder));
    for (const entry of await databaseFolders(this.#path)) {
      const folder = entry.replace(/-mrview-.*$/, '');
      if (named.has(folder)) continue;
      if (this.#deleted.has(folder)) {
        await rename(join(this.#path, entry), join(this.#path, `${entry}.deleted`));
        this.#notices.push(`${entry} belonged to a database that was deleted: it is ${entry}.deleted now, and may go.`);
      } else {
        this.#notices.push(`${entry} belongs to no database of the catalogue: it was left as it is.`);
      }
    }
    for (const folder of this.#deleted) await this.#erase(`deleted:${folder}`);
  }

  async #save(id: string, fields: object): Promise<void> {
    const { store } = await this.#writable();
    const current = await store.get(id).catch(() => undefined);
    await store.put({ ...fields, _id: id, ...(current?._rev ? { _rev: current._rev } : {}) });
  }

  async #erase(id: string): Promise<void> {
    const { store } = await this.#writable();
    const current = await store.get(id).catch(() => undefined);
    if (current?._rev) await store.remove({ _id: id, _rev: current._rev });
  }

  // After a write that failed (the disk was full), LevelDB takes no other until it is opened again.
  async #writable(): Promise<Catalogue> {
    if (this.#catalogue.isFaulty) {
      await this.#catalogue.close();
      this.#catalogue = await openCatalogue(this.#path);
    }
    return this.#catalogue;
  }
}

/** The catalogue's own store. */
interface Catalogue {
  readonly store: Store;
  readonly isFaulty: boolean;
  close(): Promise<void>;
}

/** Throws a sentence when the catalogue is lost or damaged. */
async function openCatalogue(path: string): Promise<Catalogue> {
  const folder = join(path, CATALOGUE);
  const isThere = holdsStore(folder);
  if (!isThere) await expectNothing(path);
  const what = isThere ? await examine(folder) : null;
  if (what !== null) throw new Error(`The catalogue of ${path} is damaged: ${what}. ${NOTHING_DONE}`);
  let isFaulty = false;
  const { store, tally } = await openWhole(folder, () => {
    isFaulty = true;
  });
  return {
    store,
    get isFaulty() {
      return isFaulty;
    },
    async close() {
      await store.close();
      await tally.close();
    },
  };
}

const folderOf = (name: string, id: string): string => `${name.replaceAll(/[^a-z0-9_]/g, '-')}.${id}`;

function unlessAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

const databaseFolders = async (path: string) => (await readdir(path)).filter((entry) => DATABASE_FOLDER.test(entry));

// A catalogue that begins beside databases has been lost or emptied: whoever went on would hide them all.
async function expectNothing(path: string): Promise<void> {
  const files = await readdir(join(path, CATALOGUE)).catch(() => []);
  const folders = await databaseFolders(path);
  const isHalf = !holdsStore(join(path, CATALOGUE)) && files.some((file) => /\.(ldb|sst|log)$/.test(file));
  if (folders.length === 0 && !isHalf) return;
  const found = folders.length > 0 ? `it holds ${folders.length} database folders` : 'it is not empty';
  throw new Error(`The catalogue of ${path} is lost, although ${found}. ${NOTHING_DONE}`);
}
