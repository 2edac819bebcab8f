import type { ViewDefinition } from './design-document.ts';
import { compileMaps, type Emitted } from './sandbox.ts';
import type { ChangeRow, Store, StoredDocument } from './store.ts';
import { ViewIndex } from './view-index.ts';

const BATCH = 1000;

/** The indexes of one design document: built when first asked for, then kept up to date from the changes. */
export class DesignIndex {
  readonly #store: Store;
  readonly #views: Map<string, ViewIndex>;
  readonly #map: ReturnType<typeof compileMaps>;
  #seq = 0;
  #updating: Promise<void> | undefined;

  constructor(store: Store, definitions: readonly ViewDefinition[]) {
    this.#store = store;
    this.#views = new Map(definitions.map(({ name, reduce }) => [name, new ViewIndex(reduce)]));
    this.#map = compileMaps(definitions.map(({ map }) => map));
  }

  /** The update sequence that the rows reflect. */
  get seq(): number {
    return this.#seq;
  }

  view(name: string): ViewIndex | undefined {
    return this.#views.get(name);
  }

  /** Takes in every change made before the call; concurrent calls share one pass. */
  async update(): Promise<void> {
    // A pass that is under way may have read the changes before the caller's last write: follow it by one more.
    if (this.#updating !== undefined) await this.#updating.catch(() => undefined);
    this.#updating ??= this.#catchUp().finally(() => {
      this.#updating = undefined;
    });
    await this.#updating;
  }

  async #catchUp(): Promise<void> {
    const { update_seq: target } = await this.#store.info();
    if (target === this.#seq) return;
    const changed = new Set<string>();
    const emitted = new Map<string, Emitted[][]>();
    let since = this.#seq;
    for (;;) {
      const { results, last_seq } = await this.#store.changes({ since, limit: BATCH, include_docs: true });
      if (results.length === 0) break;
      this.#take(results, changed, emitted);
      since = last_seq;
    }
    [...this.#views.values()].forEach((view, position) => {
      view.apply(changed, rowsOf(emitted, position));
    });
    this.#seq = since;
  }

  #take(results: readonly ChangeRow[], changed: Set<string>, emitted: Map<string, Emitted[][]>) {
    const alive: StoredDocument[] = [];
    for (const { id, deleted, doc } of results) {
      if (id.startsWith('_design/')) continue;
      changed.add(id);
      emitted.delete(id);
      if (deleted !== true && doc !== undefined) alive.push(doc);
    }
    const rows = this.#map(alive);
    for (const [position, doc] of alive.entries()) emitted.set(doc._id, rows[position] ?? []);
  }
}

function* rowsOf(emitted: ReadonlyMap<string, readonly (readonly Emitted[])[]>, position: number) {
  for (const [id, views] of emitted) yield { id, rows: views[position] ?? [] };
}
