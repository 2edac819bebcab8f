import { type Keyed, patchList } from './notices.ts';

/** A sorted list that is read from the projections when it is first looked at, and patched from then on. */
export class LazyList<T> {
  readonly #read: () => Promise<T[]>;
  readonly #order: Keyed<T>;
  #rows = $state.raw<readonly T[]>([]);
  #isLoaded = $state(false);
  /** Changes that came during a read, which may or may not have seen them. */
  #missed: T[] | null = null;
  #wanted = false;
  #reads = 0;

  constructor(order: Keyed<T>, read: () => Promise<T[]>) {
    this.#order = order;
    this.#read = read;
  }

  get rows(): readonly T[] {
    this.#want();
    return this.#rows;
  }

  /** The rows have been read: an empty list is empty. */
  get isLoaded(): boolean {
    this.#want();
    return this.#isLoaded;
  }

  /** Changed rows, from a notice. */
  patch(changed: readonly T[]): void {
    if (!this.#wanted || changed.length === 0) return;
    if (this.#missed) this.#missed.push(...changed);
    else this.#rows = patchList(this.#rows, changed, this.#order);
  }

  /** All rows, from a notice. */
  replace(rows: readonly T[]): void {
    this.#wanted = true;
    this.#reads += 1;
    this.#missed = null;
    this.#rows = [...rows].sort(this.#order.compare);
    this.#isLoaded = true;
  }

  /** Reads again what was looked at. */
  reload(): void {
    if (this.#wanted) void this.#load();
  }

  #want(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    void this.#load();
  }

  async #load(): Promise<void> {
    this.#reads += 1;
    const turn = this.#reads;
    this.#missed ??= [];
    const rows = await this.#read().catch(() => null);
    if (turn !== this.#reads) return;
    const missed = this.#missed ?? [];
    this.#missed = null;
    // A failed read leaves the list as it was; the next look tries again.
    if (!rows) {
      this.#wanted = this.#isLoaded;
      return;
    }
    this.#rows = patchList(rows.sort(this.#order.compare), missed, this.#order);
    this.#isLoaded = true;
  }
}
