import { compareNames } from '@digiboost/domain/french';
import type { DayTotals } from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import { type CatalogDocument, type ListedDocument, type OverviewRecord, PROJECTION_VERSION } from './records.ts';
import type { ProductRow } from './types.ts';

/**
 * What the projector tells every tab after each change, with the changed rows themselves: a tab patches its lists
 * without reading anything. `replaced`: the lists are exactly these rows; `previewed`: so they are, and nothing of them
 * is stored yet; `reload`: they must be read again.
 */
export interface Notice {
  readonly kind: 'changed' | 'replaced' | 'previewed' | 'reload';
  /** Position before and after the change; a tab that is not at `after` yet has missed a notice. */
  readonly after: number;
  readonly seq: number;
  readonly overview: OverviewRecord | null;
  readonly products: readonly ProductRow[];
  readonly days: readonly DayTotals[];
  readonly catalog: readonly CatalogDocument[];
  readonly documents: readonly ListedDocument[];
  /** What is stored may differ beyond these rows, the activity of archived days too. */
  readonly isWide: boolean;
}

/** The channel of one set of projections; another version's tabs speak on another one. */
export const noticeChannel = (name: string): BroadcastChannel =>
  new BroadcastChannel(`model:${name}:${PROJECTION_VERSION}`);

/** Rows under their key, in an order: what a list is patched in. */
export interface Keyed<T> {
  readonly keyOf: (row: T) => string;
  readonly compare: (a: T, b: T) => number;
}

/** The order of two keys. */
export const order = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
export const PRODUCT_LIST: Keyed<ProductRow> = {
  keyOf: (row) => row.id,
  compare: (a, b) => compareNames(a.product.name, b.product.name) || order(a.id, b.id),
};
export const DAY_LIST: Keyed<DayTotals> = {
  keyOf: (totals): Day => totals.day,
  compare: (a, b) => order(a.day, b.day),
};
export const CATALOG_LIST: Keyed<CatalogDocument> = {
  keyOf: (doc) => doc._id,
  compare: (a, b) => compareNames(a.name, b.name) || order(a._id, b._id),
};

/**
 * `list` with `changed` rows in their place: unchanged rows stay the same objects, and rows are compared only where
 * one is new or moves.
 */
export function patchList<T>(list: readonly T[], changed: readonly T[], { keyOf, compare }: Keyed<T>): readonly T[] {
  if (changed.length === 0) return list;
  const pending = new Map(changed.map((row) => [keyOf(row), row]));
  const kept: T[] = [];
  for (const row of list) {
    const next = pending.get(keyOf(row));
    if (next === undefined) kept.push(row);
    else if (compare(row, next) === 0) {
      kept.push(next);
      pending.delete(keyOf(row));
    }
  }
  for (const row of [...pending.values()].sort(compare)) kept.splice(rankOf(kept, row, compare), 0, row);
  return kept;
}

function rankOf<T>(list: readonly T[], row: T, compare: Keyed<T>['compare']): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(list[middle] as T, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
