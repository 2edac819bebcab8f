/** A binary heap: gives back the best of what was put in, by `isBetter`. */
export class BestFirst<T> {
  readonly #heap: T[] = [];
  readonly #isBetter: (a: T, b: T) => boolean;

  constructor(isBetter: (a: T, b: T) => boolean, items: Iterable<T> = []) {
    this.#isBetter = isBetter;
    for (const item of items) this.put(item);
  }

  put(item: T): void {
    const heap = this.#heap;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !this.#isBetter(item, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = item;
  }

  /** The best, which leaves the heap; undefined once it is empty. */
  take(): T | undefined {
    const heap = this.#heap;
    const best = heap[0];
    const last = heap.pop();
    if (best === undefined || last === undefined || heap.length === 0) return best;
    let at = 0;
    for (;;) {
      const child = this.#betterChild(at);
      const below = heap[child];
      if (below === undefined || !this.#isBetter(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
    return best;
  }

  #betterChild(at: number): number {
    const left = this.#heap[2 * at + 1];
    const right = this.#heap[2 * at + 2];
    return left !== undefined && right !== undefined && this.#isBetter(right, left) ? 2 * at + 2 : 2 * at + 1;
  }
}
