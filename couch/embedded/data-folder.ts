import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ADMINS_ONLY, type Security } from './authorization.ts';
import { CouchError } from './couch-error.ts';
import { openStore, type Store, type StoredDocument } from './store.ts';

/** One database: its name, the folder that holds it, and who may use it. */
export interface DatabaseRecord {
  name: string;
  folder: string;
  security: Security;
}

const CATALOGUE = 'catalogue';
const SYSTEM_DATABASES = new Set(['_users', '_replicator', '_global_changes']);
const NAME = /^[a-z][a-z0-9_$()+-]{0,127}$/;
const opened = new Set<string>();

/** Whether a database may bear the name. A slash, which CouchDB allows, is refused. */
export const isDatabaseName = (name: string) => NAME.test(name) || SYSTEM_DATABASES.has(name);

/** The catalogue of databases in one folder; LevelDB's lock on it makes this process the folder's only writer. */
export class DataFolder {
  readonly #path: string;
  readonly #catalogue: Store;
  readonly #records = new Map<string, DatabaseRecord>();
  readonly #jwtKeys = new Map<string, string>();
  #uuid = randomUUID().replaceAll('-', '');

  private constructor(path: string, catalogue: Store) {
    this.#path = path;
    this.#catalogue = catalogue;
  }

  /** Opens the folder, creating it when it is not there; throws `data folder in use` when another process holds it. */
  static async open(location: string): Promise<DataFolder> {
    const path = resolve(location);
    await mkdir(path, { recursive: true });
    if (opened.has(path)) throw new Error(`data folder in use: ${path}`);
    opened.add(path);
    try {
      const catalogue = openStore(join(path, CATALOGUE));
      await catalogue.info();
      const folder = new DataFolder(path, catalogue);
      await folder.#load();
      return folder;
    } catch (failure) {
      opened.delete(path);
      const text = failure instanceof Error ? failure.message : String(failure);
      throw /lock/i.test(text) ? new Error(`data folder in use: ${path}`) : failure;
    }
  }

  /** Identifies this server to replicators; the same for the life of the folder. */
  get uuid(): string {
    return this.#uuid;
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

  /** Records a new database; its folder is named once and never reused, so that a name deleted and taken again starts empty. */
  async create(name: string): Promise<DatabaseRecord> {
    if (!isDatabaseName(name)) {
      throw new CouchError(
        400,
        'illegal_database_name',
        `Name: '${name}'. Only lowercase characters (a-z), digits (0-9), and any of the characters _, $, (, ), +, and - are allowed. Must begin with a letter.`,
      );
    }
    if (this.#records.has(name)) {
      throw new CouchError(412, 'file_exists', 'The database could not be created, the file already exists.');
    }
    const folder = `${name.replaceAll(/[^a-z0-9_]/g, '-')}.${randomUUID().slice(0, 8)}`;
    const record = { name, folder, security: ADMINS_ONLY };
    // Known at once, so that of two creations one is refused; and forgotten again when the catalogue cannot keep it (the
    // disk is full): documents in a folder that it does not name would be swept away at the next start.
    this.#records.set(name, record);
    await this.#save(`db:${name}`, { folder, security: record.security }).catch((failure: unknown) => {
      this.#records.delete(name);
      throw failure;
    });
    return record;
  }

  async secure(name: string, security: Security): Promise<void> {
    const record = this.#records.get(name);
    if (record === undefined) return;
    this.#records.set(name, { ...record, security });
    await this.#save(`db:${name}`, { folder: record.folder, security });
  }

  /** Forgets a database; its folder is the caller's to destroy, and is swept at the next start if that fails. */
  async forget(name: string): Promise<void> {
    this.#records.delete(name);
    await this.#erase(`db:${name}`);
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
    const { rows } = await this.#catalogue.allDocs({ include_docs: true });
    for (const { doc } of rows) {
      if (doc) this.#remember(doc);
    }
    if (!rows.some(({ key }) => key === 'server')) await this.#save('server', { uuid: this.#uuid });
    await this.#sweep();
  }

  #remember(doc: StoredDocument): void {
    const name = doc._id.slice(doc._id.indexOf(':') + 1);
    if (doc._id === 'server') this.#uuid = String(doc.uuid);
    else if (doc._id.startsWith('jwt:')) this.#jwtKeys.set(name, String(doc.pem));
    else this.#records.set(name, { name, folder: String(doc.folder), security: doc.security as Security });
  }

  // A crash between forgetting a database and destroying its folder leaves the folder behind.
  async #sweep(): Promise<void> {
    const known = [...this.#records.values()].map(({ folder }) => folder);
    for (const entry of await readdir(this.#path)) {
      const isOurs = /\.[0-9a-f]{8}(-mrview-.*)?$/.test(entry);
      if (isOurs && !known.some((folder) => entry === folder || entry.startsWith(`${folder}-mrview-`))) {
        await rm(join(this.#path, entry), { recursive: true, force: true });
      }
    }
  }

  async #save(id: string, fields: object): Promise<void> {
    const current = await this.#catalogue.get(id).catch(() => undefined);
    await this.#catalogue.put({ ...fields, _id: id, ...(current?._rev ? { _rev: current._rev } : {}) });
  }

  async #erase(id: string): Promise<void> {
    const current = await this.#catalogue.get(id).catch(() => undefined);
    if (current?._rev) await this.#catalogue.remove({ _id: id, _rev: current._rev });
  }
}
