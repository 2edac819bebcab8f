import { DOCUMENT_TYPES, type ShopDocument } from '@digiboost/domain/documents';
import type { Projector } from '../projector.ts';
import type { Store } from './store.ts';

const PAGE = 500;

/**
 * Hands what is stored here to the projector, in this phone's own sequence, each document once: the position is stored
 * with the projections themselves.
 */
export class Feed {
  readonly #store: Store;
  readonly #projector: Projector;
  readonly #onStale: () => void;
  #seq: number;
  #running: Promise<void> | null = null;
  #again = false;
  #paused = true;

  /** `seq`: where the projections stand. `onStale`: the projector needs a new snapshot. */
  constructor(store: Store, projector: Projector, seq: number, onStale: () => void) {
    this.#store = store;
    this.#projector = projector;
    this.#seq = seq;
    this.#onStale = onStale;
  }

  /** Lets the feed run, from `seq` when given; `pump` makes it run. */
  resume(seq = this.#seq): void {
    this.#seq = seq;
    this.#paused = false;
  }

  pause(): Promise<void> {
    this.#paused = true;
    return this.#running ?? Promise.resolve();
  }

  /** Brings the projections up to date with the store; resolves when they are. Throws what the projector throws. */
  pump(): Promise<void> {
    this.#again = true;
    if (this.#paused) return Promise.resolve();
    this.#running ??= this.#drain();
    return this.#running;
  }

  /**
   * Runs `write`, which stores documents that the projections hold already, without handing them over again. Nothing
   * else may write meanwhile.
   */
  async skip(write: () => Promise<void>): Promise<void> {
    await this.pump();
    await write();
    this.#seq = await this.#store.seqLocked();
    await this.#apply([]);
  }

  async #drain(): Promise<void> {
    try {
      while (this.#again && !this.#paused) {
        this.#again = false;
        while (!this.#paused && (await this.#page())) {
          // Until nothing is left.
        }
      }
    } finally {
      this.#running = null;
    }
  }

  async #page(): Promise<boolean> {
    const { results } = await this.#store.db.changes({ since: this.#seq, limit: PAGE, include_docs: true });
    const last = results.at(-1);
    if (!last || this.#paused) return false;
    const docs = results.flatMap(({ doc }) => (doc && isKnown(doc) ? [doc as unknown as ShopDocument] : []));
    const removed = results.flatMap(({ doc }) => (doc?._deleted && doc.was ? [doc.was as ShopDocument] : []));
    await this.#apply(docs, Number(last.seq), removed);
    return results.length === PAGE;
  }

  async #apply(
    docs: readonly ShopDocument[],
    localSeq = this.#seq,
    removed: readonly ShopDocument[] = [],
  ): Promise<void> {
    const outcome = await this.#projector.apply({ docs, removed, localSeq });
    this.#seq = localSeq;
    if (outcome === 'snapshot-needed') this.#onStale();
  }
}

/** A later version of the server may know types that this one does not: they are kept, not projected. */
const isKnown = (doc: { readonly type?: unknown; readonly _deleted?: unknown }): boolean =>
  Object.hasOwn(DOCUMENT_TYPES, String(doc.type)) && doc._deleted !== true;
