import { authorOf, DOCUMENT_TYPES, type ShopDocument } from '@digiboost/domain/documents';
import type { LocalChange } from './pouch.ts';
import type { Refusal } from './state.ts';
import { isImmutable, type Store, type StoredDocument, type Written } from './store.ts';

/** A document of which the server has not acknowledged some revisions. */
export interface Pending {
  readonly id: string;
  /** Leaves of its revision tree, the current one among them. */
  readonly revs: readonly string[];
  readonly type: ShopDocument['type'];
  readonly createdAt: string;
  /** When it was written last. */
  readonly recordedAt: string;
  /** It was written after this position in this phone's own sequence. */
  readonly afterSeq: number;
}

const PAGE = 1_000;

/**
 * What has to be sent. Kept in memory, found again from the store's own sequence after a restart: nothing is ever
 * pending only here.
 */
export class Outbox {
  readonly #store: Store;
  readonly #pending = new Map<string, Pending>();

  private constructor(store: Store) {
    this.#store = store;
  }

  static async open(store: Store): Promise<Outbox> {
    const outbox = new Outbox(store);
    await outbox.#scan(store.state.pushedSeq);
    return outbox;
  }

  get size(): number {
    return this.#pending.size;
  }

  /** When the newest of it was recorded, ms; 0 for none. */
  get newest(): number {
    let newest = '';
    for (const { recordedAt } of this.#pending.values()) if (recordedAt > newest) newest = recordedAt;
    return Date.parse(newest) || 0;
  }

  all(): Pending[] {
    return [...this.#pending.values()];
  }

  has(id: string): boolean {
    return this.#pending.has(id);
  }

  add(written: readonly Written[]): void {
    for (const { doc, parent, afterSeq } of written) {
      const held = this.#pending.get(doc._id);
      this.#pending.set(doc._id, {
        id: doc._id,
        // The revision it was made on is no leaf any more; a losing leaf of our own still has to be sent.
        revs: [...(held?.revs ?? []).filter((rev) => rev !== parent && rev !== doc._rev), doc._rev],
        type: doc.type,
        createdAt: held?.createdAt ?? recordedAt(doc),
        recordedAt: recordedAt(doc),
        afterSeq: held?.afterSeq ?? afterSeq,
      });
    }
  }

  /** Up to `limit` documents of one kind, events before what people edit, the oldest first. */
  next(limit: number): Pending[] {
    const all = this.all();
    const events = all.filter(isImmutable);
    return (events.length > 0 ? events : all).slice(0, limit);
  }

  /** The server holds these revisions. A document that was edited since stays pending. */
  acknowledge(id: string, revs: readonly string[]): void {
    const held = this.#pending.get(id);
    if (held?.revs.every((rev) => revs.includes(rev))) this.#pending.delete(id);
  }

  /** Drops a document that the server will not take; it is kept among the refused ones by the caller. */
  drop(id: string): void {
    this.#pending.delete(id);
  }

  /** Offers again what was refused. */
  async offerRefused(refused: Readonly<Record<string, Refusal>>): Promise<void> {
    const held = await this.#store.many(Object.keys(refused));
    this.add([...held.values()].map((doc) => ({ doc, parent: undefined, afterSeq: this.#store.state.pushedSeq })));
  }

  /** Offers everything of this phone again: the server may have lost what it acknowledged. */
  async offerAll(): Promise<void> {
    // Noted first: a kill on the way starts over.
    await this.#store.saveState({ pushedSeq: 0 });
    await this.#scan(0);
  }

  /** Where a scan has to start after a restart: everything up to here is acknowledged. */
  async pushedSeqLocked(): Promise<number> {
    if (this.#pending.size === 0) return this.#store.seqLocked();
    let least = Number.POSITIVE_INFINITY;
    for (const { afterSeq } of this.#pending.values()) least = Math.min(least, afterSeq);
    return least;
  }

  async #scan(from: number): Promise<void> {
    const { devices, refused } = this.#store.state;
    let since = from;
    for (;;) {
      const { results } = await this.#store.db.changes({ since, limit: PAGE, include_docs: true, style: 'all_docs' });
      for (const change of results) {
        const pending = pendingOf(change, devices);
        if (pending && !pending.revs.every((rev) => refused[change.id]?.rev === rev)) {
          this.#pending.set(change.id, pending);
        }
        since = Number(change.seq);
      }
      if (results.length < PAGE) return;
    }
  }
}

function pendingOf(change: LocalChange, devices: readonly string[]): Pending | null {
  const doc = change.doc as unknown as StoredDocument | undefined;
  if (!doc || !Object.hasOwn(DOCUMENT_TYPES, doc.type)) return null;
  const { immutable, writers } = DOCUMENT_TYPES[doc.type];
  if (!writers.some((writer) => writer !== 'server')) return null;
  const revs = change.changes.map(({ rev }) => rev);
  // What only other devices wrote can only have come from the server; a merge of two versions may be ours.
  if (revs.length === 1 && !writersOf(doc, immutable).some((device) => devices.includes(device))) return null;
  const at = recordedAt(doc);
  return { id: change.id, revs, type: doc.type, createdAt: at, recordedAt: at, afterSeq: Number(change.seq) - 1 };
}

/** The devices that wrote anything in `doc`. */
const writersOf = (doc: StoredDocument, immutable: boolean): string[] =>
  immutable || !('edits' in doc)
    ? [doc.deviceId, ...handedInFrom(doc)]
    : [doc.deviceId, ...Object.values(doc.edits).flatMap((stamps) => stamps.map((stamp) => authorOf(stamp).deviceId))];

/** The device from which an event was handed in that another had recorded. */
const handedInFrom = (doc: ShopDocument): string[] =>
  'handedIn' in doc && doc.handedIn ? [doc.handedIn.deviceId] : [];

/** When a document was recorded, edited last, or handed in here. */
export function recordedAt(doc: ShopDocument): string {
  if ('handedIn' in doc && doc.handedIn) return doc.handedIn.at;
  return 'updatedAt' in doc ? doc.updatedAt : doc.createdAt;
}
