import { toIndexableString } from 'pouchdb-collate';
import type { BuiltInReduce } from './design-document.ts';
import type { Emitted } from './sandbox.ts';

/** One row of a view; `sort` orders rows by key as CouchDB does. */
export interface ViewRow {
  id: string;
  key: unknown;
  value: unknown;
  sort: string;
}

/** The sort text of a key. */
export const sortOf = (key: unknown) => toIndexableString(key);

const compare = (a: ViewRow, b: ViewRow) => {
  if (a.sort !== b.sort) return a.sort < b.sort ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
};

/** Rows that are put in one by one. */
const FEW = 100;

/** The rows of one view in key order, replaced as a whole at each update so that a query reads one state. */
export class ViewIndex {
  readonly reduce: BuiltInReduce | undefined;
  #rows: readonly ViewRow[] = [];
  #sums: Float64Array | null | undefined;

  constructor(reduce: BuiltInReduce | undefined) {
    this.reduce = reduce;
  }

  get rows(): readonly ViewRow[] {
    return this.#rows;
  }

  /**
   * The sum of the values before each row and, last, of all: the sum of a range is one subtraction. Null unless the
   * view sums, and every value is a whole number, so that the subtraction is exact.
   */
  get sums(): Float64Array | null {
    if (this.#sums === undefined) this.#sums = this.reduce === '_sum' ? wholeSums(this.#rows) : null;
    return this.#sums;
  }

  /** Begins with rows that it had before, in their order. */
  takeUp(rows: readonly ViewRow[]): void {
    this.#rows = rows;
    this.#sums = undefined;
  }

  /**
   * Takes the rows of `changed` documents out and puts those that were emitted in. Documents that had none, such as a
   * new sale, go in where they belong; else it is one pass over the index: 150,000 rows take a few milliseconds.
   */
  apply(changed: ReadonlySet<string>, emitted: Iterable<{ id: string; rows: readonly Emitted[] }>): void {
    const added: ViewRow[] = [];
    for (const { id, rows } of emitted) {
      for (const [key, value] of rows) added.push({ id, key, value, sort: sortOf(key) });
    }
    added.sort(compare);
    const kept = this.#rows;
    if (changed.size === 0 && added.length === 0) return;
    this.#sums = undefined;
    if (kept.length === 0) {
      this.#rows = added;
      return;
    }
    if (changed.size === 0 && added.length <= FEW) {
      const rows = kept.slice();
      for (const row of added) rows.splice(upperBound(rows, row.sort, row.id), 0, row);
      this.#rows = rows;
      return;
    }
    const merged: ViewRow[] = [];
    let next = 0;
    for (const row of kept) {
      if (changed.has(row.id)) continue;
      for (
        let candidate = added[next];
        candidate !== undefined && compare(candidate, row) < 0;
        candidate = added[next]
      ) {
        merged.push(candidate);
        next += 1;
      }
      merged.push(row);
    }
    for (const row of added.slice(next)) merged.push(row);
    this.#rows = merged;
  }
}

function wholeSums(rows: readonly ViewRow[]): Float64Array | null {
  const sums = new Float64Array(rows.length + 1);
  let total = 0;
  let size = 0;
  let position = 0;
  for (const { value } of rows) {
    if (typeof value !== 'number' || !Number.isInteger(value)) return null;
    total += value;
    size += Math.abs(value);
    position += 1;
    sums[position] = total;
  }
  return size <= Number.MAX_SAFE_INTEGER ? sums : null;
}

/** The first position whose row does not come before the bound; `id` orders rows of an equal key. */
export function lowerBound(rows: readonly ViewRow[], sort: string, id?: string): number {
  return search(rows, (row) => row.sort < sort || (row.sort === sort && id !== undefined && row.id < id));
}

/** The first position whose row comes after the bound. */
export function upperBound(rows: readonly ViewRow[], sort: string, id?: string): number {
  return search(rows, (row) => row.sort < sort || (row.sort === sort && (id === undefined || row.id <= id)));
}

function search(rows: readonly ViewRow[], isBefore: (row: ViewRow) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && isBefore(row)) low = middle + 1;
    else high = middle;
  }
  return low;
}
