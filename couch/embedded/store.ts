/// <reference path="./untyped-modules.d.ts" />
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import leveldown, { type LevelDown } from 'leveldown';
import leveldb from 'pouchdb-adapter-leveldb';
import PouchDB from 'pouchdb-core';
import find from 'pouchdb-find';
import { COUNT_KEY, type Reached, reachedOf, SEQ_KEY } from './files/reached.ts';

/** The ancestry of a revision, newest first; `start` is the generation of the first id. */
export interface Revisions {
  start: number;
  ids: string[];
}

/** A document as CouchDB stores it. */
export interface StoredDocument {
  _id: string;
  _rev?: string;
  _deleted?: boolean;
  _revisions?: Revisions;
  [field: string]: unknown;
}

/** One row of `_all_docs`. */
export interface AllDocsRow {
  id?: string;
  key: string;
  value?: { rev: string; deleted?: boolean };
  doc?: StoredDocument | null;
  error?: string;
}

/** One row of `_changes`. */
export interface ChangeRow {
  seq: number;
  id: string;
  changes: { rev: string }[];
  deleted?: boolean;
  doc?: StoredDocument;
}

/** PouchDB's revision tree: a generation, then nested [id, info, children]. */
export interface RevisionTree {
  pos: number;
  ids: RevisionNode;
}
export type RevisionNode = [id: string, info: { status: 'available' | 'missing' }, children: RevisionNode[]];

/** One row of PouchDB's answer to bulkDocs. */
export type StoreWrite = { ok: true; id: string; rev: string } | { status: number; name: string; message: string };

/** The part of PouchDB that the engine uses, typed once here. */
export interface Store {
  info(): Promise<{ doc_count: number; update_seq: number }>;
  get(id: string, options?: object): Promise<StoredDocument>;
  put(document: StoredDocument): Promise<{ id: string; rev: string }>;
  remove(document: { _id: string; _rev: string }): Promise<{ id: string; rev: string }>;
  bulkDocs(documents: object[], options: { new_edits: boolean }): Promise<StoreWrite[]>;
  allDocs(options: object): Promise<{ total_rows: number; offset?: number; update_seq?: number; rows: AllDocsRow[] }>;
  changes(options: object): Promise<{ results: ChangeRow[]; last_seq: number }>;
  find(request: object): Promise<object>;
  createIndex(request: object): Promise<{ result: string; id: string; name: string }>;
  getIndexes(): Promise<object>;
  deleteIndex(index: { ddoc: string; name: string; type?: string }): Promise<object>;
  compact(): Promise<object>;
  close(): Promise<void>;
  destroy(): Promise<object>;
  _getRevisionTree(id: string, callback: (error: unknown, tree?: RevisionTree[]) => void): void;
}

/** Who wants to know what becomes of a store. */
export interface StoreOptions {
  /** LevelDB is open; PouchDB reads it when this has ended. */
  onOpened?(db: LevelDown): Promise<void>;
  /** Documents are on the disk; whoever wrote them is told when this ends. */
  onStored?(reached: Reached): Promise<void>;
  /** LevelDB could not write. What came next would be lost behind half a record: the store refuses until reopened. */
  onFault?(fault: Error): void;
  /** Its contents can be made again: no write waits for the disk. */
  isDisposable?: boolean;
}

// LevelDB answers before its log reaches the disk unless each write asks for `sync`. PouchDB passes no option, and a
// sale that was acknowledged must survive a power cut, so the option is set underneath it.
function durable(folder: string, { onOpened, onStored, onFault, isDisposable = false }: StoreOptions) {
  function durableLeveldown(location: string) {
    const db = leveldown(location);
    const { open, _put, _del, _batch } = db;
    const isMain = location === folder;
    if (isMain && onOpened) {
      db.open = (options, callback) =>
        open.call(db, options, (error) => {
          if (error) return callback(error);
          onOpened(db).then(() => callback(), callback);
        });
    }
    const sync = { sync: !isDisposable };
    let fault: Error | undefined;
    const write = (task: (done: (error?: Error) => void) => void, callback: (error?: Error) => void) => {
      if (fault) return process.nextTick(callback, fault);
      task((error) => {
        if (error && !fault) {
          fault = error;
          if (isMain) onFault?.(error);
        }
        callback(error);
      });
    };
    db._put = (key, value, options, callback) =>
      write((done) => _put.call(db, key, value, { ...options, ...sync }, done), callback);
    db._del = (key, options, callback) => write((done) => _del.call(db, key, { ...options, ...sync }, done), callback);
    db._batch = (operations, options, callback) =>
      write(
        (done) => _batch.call(db, operations, { ...options, ...sync }, done),
        (error) => {
          const reached = error || !isMain || !onStored ? null : reachedBy(operations);
          if (!reached || !onStored) return callback(error);
          onStored(reached).then(() => callback(), callback);
        },
      );
    return db;
  }
  durableLeveldown.destroy = leveldown.destroy;
  return durableLeveldown;
}

/** How far a write brings the store: PouchDB says so in each that stores documents. */
function reachedBy(operations: readonly { readonly key: unknown; readonly value?: unknown }[]): Reached | null {
  const values = new Map<string, string>();
  for (const { key, value } of operations) {
    if (key === SEQ_KEY || key === COUNT_KEY) values.set(key, String(value));
  }
  return reachedOf(values);
}

const Engine = PouchDB.plugin(leveldb).plugin(find);

/**
 * Whether a folder holds a database that can be opened. To be asked before each opening of one that should be there:
 * without its CURRENT, LevelDB begins an empty database and removes the tables that it finds.
 */
export const holdsStore = (folder: string): boolean => existsSync(join(folder, 'CURRENT'));

/** Opens (or creates) one LevelDB folder; every write reaches the disk before it is acknowledged. */
export function openStore(folder: string, options: StoreOptions = {}): Store {
  return new Engine(folder, { adapter: 'leveldb', db: durable(folder, options) } as object) as unknown as Store;
}

/** Makes an empty store where there is none. */
export async function createStore(folder: string): Promise<void> {
  const store = openStore(folder);
  await store.info();
  await store.close();
}

/** The revision tree of a document; empty when the database never saw its id. */
export function revisionTree(store: Store, id: string): Promise<RevisionTree[]> {
  return new Promise((resolve) => {
    store._getRevisionTree(id, (error, tree) => resolve(error || tree === undefined ? [] : tree));
  });
}
