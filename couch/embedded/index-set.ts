import { noDatabase } from './couch-error.ts';
import type { ViewDefinition } from './design-document.ts';
import { DesignIndex } from './design-index.ts';
import { keepViews, keptViews } from './files/kept-views.ts';
import type { Lane } from './lane.ts';
import type { Store } from './store.ts';

/** Documents that are mapped before others have their turn. */
const BATCH = 200;
/** Changes that are sooner mapped again than the rows are kept. */
const FEW_CHANGES = 200;
/**
 * Changes after which the rows are kept while the database is open, or the part of its documents where that is more: a
 * power cut costs no more than mapping those, and a large database takes longer to keep.
 */
const MANY_CHANGES = 2_000;
const LARGE_PART = 1 / 5;

/**
 * The view indexes of a database, held in memory. They are built when first asked for and brought up to date together,
 * in one pass over the changes: 50,000 tickets take about 5 s, one more ticket a few milliseconds. In `folder` they are
 * kept for the next start; nowhere when it is null.
 */
export class IndexSet {
  readonly #store: Store;
  readonly #lane: Lane;
  readonly #folder: string | null;
  #indexes = new Map<string, DesignIndex>();
  #updating: Promise<void> | undefined;
  #keeping: Promise<void> | undefined;
  /** The sequence of what is kept; null before it was looked for. */
  #keptSeq: number | null = null;
  #isStopped = false;

  constructor(store: Store, lane: Lane, folder: string | null) {
    this.#store = store;
    this.#lane = lane;
    this.#folder = folder;
  }

  /**
   * Keeps an index for each of the given design documents. As in CouchDB an index belongs to the text of its views, not
   * to the name of their design document: views deployed under another name first are warm when they take the final
   * one.
   */
  retain(designs: Iterable<readonly ViewDefinition[]>): void {
    const kept = new Map<string, DesignIndex>();
    for (const views of designs) {
      const signature = JSON.stringify(views);
      if (views.length > 0) kept.set(signature, this.#indexes.get(signature) ?? new DesignIndex(views));
    }
    this.#indexes = kept;
  }

  get(views: readonly ViewDefinition[]): DesignIndex | undefined {
    return this.#indexes.get(JSON.stringify(views));
  }

  /** Rows held in memory. */
  get size(): number {
    return [...this.#indexes.values()].reduce((total, index) => total + index.size, 0);
  }

  /** Takes in every change made before the call; concurrent calls share a pass. */
  async update(): Promise<void> {
    // A pass that is under way may have read the changes before the caller's last write: follow it by one more.
    if (this.#updating !== undefined) await this.#updating.catch(() => undefined);
    this.#updating ??= this.#pass().finally(() => {
      this.#updating = undefined;
    });
    await this.#updating;
  }

  /** Ends the pass under way and keeps the rows, before the database is closed. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#updating?.catch(() => undefined);
    await this.#keeping;
    await this.#keep(FEW_CHANGES);
  }

  async #pass(): Promise<void> {
    const { update_seq: target } = await this.#store.info();
    await this.#takeUp(target);
    const indexes = [...this.#indexes.values()];
    const behind = indexes.filter(({ seq }) => seq < target);
    if (behind.length === 0) return;
    let since = Math.min(...behind.map(({ seq }) => seq));
    for (;;) {
      const from = since;
      const reached = await this.#lane.run(async () => {
        const changes = { since: from, limit: BATCH, include_docs: true, conflicts: true };
        const { results, last_seq } = await this.#store.changes(changes);
        if (this.#isStopped) throw noDatabase();
        for (const index of behind) index.take(results);
        return results.length > 0 ? last_seq : null;
      });
      if (reached === null) break;
      since = reached;
    }
    for (const index of behind) index.commit(since);
    const documents = indexes[0]?.ids.size ?? 0;
    this.#keeping ??= this.#keep(Math.max(MANY_CHANGES, documents * LARGE_PART)).finally(() => {
      this.#keeping = undefined;
    });
  }

  /** Begins with the rows that were kept, unless they are of a later sequence than the database itself. */
  async #takeUp(target: number): Promise<void> {
    if (this.#keptSeq !== null || this.#folder === null) return;
    this.#keptSeq = 0;
    const kept = await keptViews(this.#folder, new Set(this.#indexes.keys()));
    if (kept === null || kept.seq > target) return;
    this.#keptSeq = kept.seq;
    for (const { signature, views } of kept.designs) this.#indexes.get(signature)?.takeUp(kept.seq, kept.ids, views);
  }

  /** Keeps the rows when they are of at least so many changes more than what is kept. */
  async #keep(changes: number): Promise<void> {
    const designs = [...this.#indexes];
    const [seq = 0, ...others] = new Set(designs.map(([, index]) => index.seq));
    const isWhole = others.length === 0 && designs.every(([, index]) => index.isWhole);
    if (this.#folder === null || this.#keptSeq === null || !isWhole) return;
    if (seq - this.#keptSeq < changes) return;
    this.#keptSeq = seq;
    const ids = [...(designs[0]?.[1].ids ?? [])];
    const kept = designs.map(([signature, index]) => ({ signature, views: index.rowsByView }));
    // A disk that is full takes no rows: the next start maps the documents again.
    await keepViews(this.#folder, { seq, ids, designs: kept }).catch(() => undefined);
  }
}
