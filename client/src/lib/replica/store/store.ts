import type { ShopDocument } from '@digiboost/domain/documents';
import {
  DOCUMENT_TYPES,
  documentFault,
  type MutableDocument,
  mergeVersions,
  type Redated,
} from '@digiboost/domain/documents';
import { ReplicaError } from '../types.ts';
import { sameContent } from './conflict.ts';
import { Mutex } from './mutex.ts';
import type { Pouch, WriteResult } from './pouch.ts';
import { EMPTY_STATE, type SyncState } from './state.ts';

/** A document as it is stored here. */
export type StoredDocument = ShopDocument & { readonly _rev: string };
/** One of our own writes. */
export interface Written {
  readonly doc: StoredDocument;
  /** The revision it was made on. */
  readonly parent: string | undefined;
  /** This phone's sequence before the write: the write comes after it. */
  readonly afterSeq: number;
}

const STATE_ID = '_local/sync';

/** Whether documents of this type are written once and never changed. */
export const isImmutable = (doc: { readonly type?: unknown }): boolean =>
  Object.hasOwn(DOCUMENT_TYPES, String(doc.type)) && DOCUMENT_TYPES[doc.type as ShopDocument['type']].immutable;

/**
 * The documents and the state of this phone's copy, on PouchDB. Writes are serialised; each is one transaction, so that
 * it happens wholly or not at all.
 */
export class Store {
  readonly db: Pouch;
  readonly #mutex = new Mutex();
  #state: SyncState;
  #stateRev: string | undefined;
  #seq: number;

  private constructor(db: Pouch, state: SyncState, stateRev: string | undefined, seq: number) {
    this.db = db;
    this.#state = state;
    this.#stateRev = stateRev;
    this.#seq = seq;
  }

  static async open(db: Pouch): Promise<Store> {
    const info = await db.info();
    const saved = await db.get(STATE_ID).catch((error: { status?: number }) => {
      if (error.status === 404) return null;
      throw error;
    });
    if (!saved) return new Store(db, EMPTY_STATE, undefined, Number(info.update_seq));
    const { _id, _rev, ...state } = saved;
    return new Store(db, { ...EMPTY_STATE, ...(state as Partial<SyncState>) }, _rev, Number(info.update_seq));
  }

  get state(): SyncState {
    return this.#state;
  }

  /** Runs `work` while nothing else writes. Only the methods named `…Locked` may be used inside. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    return this.#mutex.run(work);
  }

  saveState(patch: Partial<SyncState>): Promise<void> {
    return this.exclusive(() => this.saveStateLocked(patch));
  }

  async saveStateLocked(patch: Partial<SyncState>): Promise<void> {
    await this.#bulk([], patch, true);
  }

  /** This phone's own sequence. */
  async seqLocked(): Promise<number> {
    this.#seq = Number((await this.db.info()).update_seq);
    return this.#seq;
  }

  /**
   * Stores our own documents, all or none, and returns those that are new: an event that is already held and an edit
   * that changes nothing are not. An edit of an older version is merged with the present one. `note` is told before
   * anything else can write. Throws ReplicaError.
   */
  put(
    docs: readonly ShopDocument[],
    note: (written: readonly Written[]) => void,
    patch: Partial<SyncState> | null = null,
  ): Promise<Written[]> {
    return this.exclusive(() => this.putLocked(docs, note, patch));
  }

  async putLocked(
    docs: readonly ShopDocument[],
    note: (written: readonly Written[]) => void,
    patch: Partial<SyncState> | null = null,
  ): Promise<Written[]> {
    const wanted = new Map<string, ShopDocument>();
    for (const doc of docs) {
      const plain = JSON.parse(JSON.stringify(doc)) as ShopDocument;
      const fault = documentFault(plain);
      if (fault) throw new ReplicaError('invalid-document', `${doc._id}: ${fault.field}: ${fault.reason}`);
      wanted.set(plain._id, plain);
    }
    const held = await this.#current([...wanted.keys()]);
    const toWrite: ShopDocument[] = [];
    for (const doc of wanted.values()) {
      const next = nextVersion(doc, held.get(doc._id));
      if (next) toWrite.push(next);
    }
    const written = await this.writeOwnLocked(toWrite, patch);
    note(written);
    return written;
  }

  /** Writes new versions on top of the present ones and reads them back. */
  writeOwnLocked(docs: readonly ShopDocument[], patch: Partial<SyncState> | null = null): Promise<Written[]> {
    return this.#writeOwn(docs, [], patch);
  }

  /**
   * Puts documents in the place of those that they were before they were re-dated, all in one transaction. What was an
   * event is kept under its old id as a deletion that says what it was and where it went.
   */
  redateLocked(redated: readonly Redated[], patch: Partial<SyncState>): Promise<Written[]> {
    const moved = redated.filter(({ before, after }) => before._id !== after._id);
    const graves = moved.map(({ before, after }) => ({
      _id: before._id,
      ...(before._rev ? { _rev: before._rev } : {}),
      _deleted: true,
      movedTo: after._id,
      was: without(before),
    }));
    const docs = redated.map(({ before, after }) => (before._id === after._id ? after : without(after)));
    return this.#writeOwn(docs, graves, patch);
  }

  /** Where documents went that were re-dated: their present ids by those of `ids` that are no longer theirs. */
  async moved(ids: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    if (ids.length === 0) return found;
    const { rows } = await this.db.allDocs({ keys: [...ids] }).catch(rethrow);
    for (const { key, value } of rows) {
      if (!value?.deleted) continue;
      const { movedTo } = await this.db.get(key, { rev: value.rev }).catch(rethrow);
      if (typeof movedTo !== 'string') continue;
      found.set(key, (await this.moved([movedTo])).get(movedTo) ?? movedTo);
    }
    return found;
  }

  async #writeOwn(
    docs: readonly ShopDocument[],
    graves: readonly object[],
    patch: Partial<SyncState> | null,
  ): Promise<Written[]> {
    if (docs.length === 0 && !patch) return [];
    const afterSeq = this.#seq;
    const results = await this.#bulk([...docs, ...graves], patch, true);
    const written = docs.map((doc, index) => ({ ...doc, _rev: results[index]?.rev ?? '' }));
    // One transaction wrote them all: the first and the last stand for the rest.
    const sample = written.filter((_, index) => index === 0 || index === written.length - 1);
    const held = await this.#current(sample.map((doc) => doc._id));
    for (const doc of sample) {
      if (!doc._rev || held.get(doc._id)?._rev !== doc._rev) {
        throw new ReplicaError('storage-failed', `${doc._id} was not stored`);
      }
    }
    return written.map((doc, index) => ({ doc, parent: docs[index]?._rev, afterSeq }));
  }

  /** Stores revisions as the server has them; those that are already held change nothing. */
  writeReplicated(docs: readonly object[], patch: Partial<SyncState> | null = null): Promise<void> {
    return this.exclusive(() => this.writeReplicatedLocked(docs, patch));
  }

  async writeReplicatedLocked(docs: readonly object[], patch: Partial<SyncState> | null = null): Promise<void> {
    if (docs.length > 0 || patch) await this.#bulk(docs, patch, false);
  }

  async get(id: string): Promise<StoredDocument | null> {
    return (await this.#current([id])).get(id) ?? null;
  }

  async range(query: { from: string; to: string; limit?: number; descending?: boolean }): Promise<StoredDocument[]> {
    const { from, to, limit, descending = false } = query;
    // Without `inclusive_end` PouchDB leaves out the end of the walk, which is `from` when it goes down.
    const options = descending
      ? { startkey: to, endkey: from, inclusive_end: true, descending: true }
      : { startkey: from, endkey: to, inclusive_end: false };
    const answer = await this.db.allDocs({
      include_docs: true,
      ...options,
      ...(limit === undefined ? {} : { limit: descending ? limit + 1 : limit }),
    });
    const docs = answer.rows.flatMap((row) => (row.doc && row.key < to ? [row.doc as unknown as StoredDocument] : []));
    return limit === undefined ? docs : docs.slice(0, limit);
  }

  /** The current versions of `ids`, those that exist. */
  many(ids: readonly string[]): Promise<Map<string, StoredDocument>> {
    return this.#current(ids);
  }

  async #current(ids: readonly string[]): Promise<Map<string, StoredDocument>> {
    const found = new Map<string, StoredDocument>();
    if (ids.length === 0) return found;
    const answer = await this.db.allDocs({ keys: [...ids], include_docs: true }).catch(rethrow);
    for (const row of answer.rows) {
      if (row.doc) found.set(row.key, row.doc as unknown as StoredDocument);
    }
    return found;
  }

  /** One transaction: documents and, with `patch`, the new state. */
  async #bulk(docs: readonly object[], patch: Partial<SyncState> | null, newEdits: boolean): Promise<WriteResult[]> {
    const next = patch ? { ...this.#state, ...patch } : null;
    const results = await this.#write([...docs, ...(next ? [this.#stateDocument(next)] : [])], newEdits);
    const failed = results.filter((result) => result.error);
    const other = failed.find((result) => result.id !== STATE_ID);
    if (other) throw new ReplicaError('storage-failed', `${other.id}: ${other.message}`);
    if (next && failed.length === 0) this.#hold(next);
    // The last write of a worker that was replaced came after ours was opened: the documents are stored, the note is
    // not.
    if (patch && failed.length > 0) await this.#saveOver(patch);
    return results;
  }

  async #saveOver(patch: Partial<SyncState>): Promise<void> {
    const { _id, _rev, ...state } = await this.db.get(STATE_ID).catch(rethrow);
    this.#stateRev = _rev;
    const next = { ...EMPTY_STATE, ...(state as Partial<SyncState>), ...patch };
    const [result] = await this.#write([this.#stateDocument(next)], true);
    if (result?.error) throw new ReplicaError('storage-failed', `${STATE_ID}: ${result.message}`);
    this.#hold(next);
  }

  #write(docs: readonly object[], newEdits: boolean): Promise<WriteResult[]> {
    return this.db.bulkDocs(docs, { new_edits: newEdits }).catch(rethrow);
  }

  #stateDocument(state: SyncState): object {
    return { ...state, _id: STATE_ID, ...(this.#stateRev ? { _rev: this.#stateRev } : {}) };
  }

  #hold(state: SyncState): void {
    this.#state = state;
    this.#stateRev = `0-${Number(this.#stateRev?.slice(2) ?? 0) + 1}`;
  }
}

/** What has to be written so that `doc` is held; null when it is already. */
function nextVersion(doc: ShopDocument, held: StoredDocument | undefined): ShopDocument | null {
  if (!held) return without(doc);
  if (isImmutable(doc)) {
    // The id of a void follows from what it voids: a second one, from another device, says the same.
    if (doc.type === 'void' || sameContent(doc, held)) return null;
    throw new ReplicaError('invalid-document', `${doc._id} is taken`);
  }
  if (sameContent(doc, held)) return null;
  if (doc._rev === held._rev) return doc;
  // What is held and says nothing to its readers is put right by whoever writes something sound.
  if (documentFault(held)) return { ...doc, _rev: held._rev };
  const { doc: merged } = mergeVersions(held as MutableDocument, [doc as MutableDocument]);
  return sameContent(merged, held) ? null : merged;
}

/** A document as it is written for the first time. */
function without<D extends ShopDocument>({ _rev, _revisions, _conflicts, ...fresh }: D): D {
  return fresh as D;
}

function rethrow(error: unknown): never {
  throw toReplicaError(error);
}

/** Any failure of the store as a ReplicaError. */
export function toReplicaError(error: unknown): ReplicaError {
  if (error instanceof ReplicaError) return error;
  const {
    name = '',
    message = '',
    reason = '',
  } = (error ?? {}) as { name?: string; message?: string; reason?: string };
  const text = `${name} ${message} ${reason}`;
  return new ReplicaError(
    /quota|disk.*full|no.?space|ENOSPC/i.test(text) ? 'storage-full' : 'storage-failed',
    text.trim(),
  );
}
