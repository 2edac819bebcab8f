import type { ViewDefinition } from './design-document.ts';
import { compileMaps, type Emitted } from './sandbox.ts';
import type { ChangeRow, StoredDocument } from './store.ts';
import { ViewIndex, type ViewRow } from './view-index.ts';

/** The indexes of one design document's views, fed from the changes of the database. */
export class DesignIndex {
  readonly #views: Map<string, ViewIndex>;
  readonly #map: ReturnType<typeof compileMaps>;
  /** Documents that were taken at some time, and so may have rows. */
  readonly #known = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #emitted = new Map<string, readonly (readonly Emitted[])[]>();
  #seq = 0;
  #failure: unknown;

  constructor(definitions: readonly ViewDefinition[]) {
    this.#views = new Map(definitions.map(({ name, reduce }) => [name, new ViewIndex(reduce)]));
    this.#map = compileMaps(definitions.map(({ map }) => map));
  }

  /** The update sequence that the rows reflect. */
  get seq(): number {
    return this.#seq;
  }

  /** Rows held in memory. */
  get size(): number {
    return [...this.#views.values()].reduce((total, { rows }) => total + rows.length, 0);
  }

  /** Whether its rows are those of every document. */
  get isWhole(): boolean {
    return this.#failure === undefined;
  }

  /** The documents that were taken. */
  get ids(): ReadonlySet<string> {
    return this.#known;
  }

  /** The rows of each view as they are now: later changes make new ones. */
  get rowsByView(): readonly { readonly name: string; readonly rows: readonly ViewRow[] }[] {
    return [...this.#views].map(([name, { rows }]) => ({ name, rows }));
  }

  /** Begins with the rows that it had at `seq`, when it has none. */
  takeUp(seq: number, ids: Iterable<string>, views: DesignIndex['rowsByView']): void {
    if (this.#seq > 0) return;
    for (const id of ids) this.#known.add(id);
    for (const { name, rows } of views) this.#views.get(name)?.takeUp(rows);
    this.#seq = seq;
  }

  /** A view by name; throws what stopped the last update, such as a map function that never ends. */
  view(name: string): ViewIndex | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    return this.#views.get(name);
  }

  /** Runs the map functions over changes; the rows show after `commit`. */
  take(changes: readonly ChangeRow[]): void {
    const alive: StoredDocument[] = [];
    for (const { id, seq, deleted, doc } of changes) {
      if (seq <= this.#seq || id.startsWith('_design/')) continue;
      if (this.#known.has(id)) this.#changed.add(id);
      else this.#known.add(id);
      this.#emitted.delete(id);
      if (deleted !== true && doc !== undefined) alive.push(doc);
    }
    if (alive.length === 0) return;
    try {
      const rows = this.#map(alive);
      for (const [position, doc] of alive.entries()) this.#emitted.set(doc._id, rows[position] ?? []);
    } catch (failure) {
      this.#failure = failure;
    }
  }

  /** Brings what was taken into the indexes, which then stand at `seq`. */
  commit(seq: number): void {
    let position = 0;
    for (const view of this.#views.values()) {
      if (this.#changed.size + this.#emitted.size > 0) view.apply(this.#changed, this.#rowsOf(position));
      position += 1;
    }
    this.#changed.clear();
    this.#emitted.clear();
    this.#seq = seq;
  }

  *#rowsOf(position: number) {
    for (const [id, views] of this.#emitted) yield { id, rows: views[position] ?? [] };
  }
}
