import type { ProductId } from '../documents/product.ts';
import type { CountPoint } from './cost.ts';
import { addToDay, type DayRow, type DaysOfProduct, type DayValues, rowKey, toDayRow, toDayValues } from './day-row.ts';

/** The rows of one product as columns: a quarter of the space of rows, and copied in one go; with its counts. */
export interface DayColumns {
  readonly id: ProductId;
  /** Days since 1970-01-01, ascending. */
  readonly days: Int32Array;
  /** ms since 1970, ascending within a day. */
  readonly at: Float64Array;
  /** The `DayValues` of each row in turn. */
  readonly values: Float64Array;
  /** What was found on the shelf, in no order, each count once. */
  readonly counts: readonly CountPoint[];
}

const FIELDS = 8;

/** The columns of a product without any row or count. */
const noColumns = (id: ProductId): DayColumns => ({
  id,
  days: new Int32Array(0),
  at: new Float64Array(0),
  values: new Float64Array(0),
  counts: [],
});

/** The columns of a product's rows; those of which nothing remains are left out. */
export function toColumns(
  id: ProductId,
  days: DaysOfProduct | undefined,
  counts: readonly CountPoint[] = [],
): DayColumns {
  const rows = [...(days?.values() ?? [])]
    .filter((row) => toDayValues(row).some((value) => value !== 0))
    .sort((a, b) => a.day - b.day || a.at - b.at);
  const columns = {
    id,
    days: new Int32Array(rows.length),
    at: new Float64Array(rows.length),
    values: new Float64Array(rows.length * FIELDS),
    counts,
  };
  rows.forEach((row, index) => {
    columns.days[index] = row.day;
    columns.at[index] = row.at;
    columns.values.set(toDayValues(row), index * FIELDS);
  });
  return columns;
}

/** The rows of `columns` on the days from..to, oldest first. */
export function* rowsOf(
  { id, days, at, values }: DayColumns,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): Generator<DayRow> {
  for (let index = firstAtLeast(days, from); index < days.length; index += 1) {
    const day = days[index] ?? 0;
    if (day > to) return;
    const start = index * FIELDS;
    yield toDayRow(id, day, at[index] ?? 0, values.subarray(start, start + FIELDS) as unknown as DayValues);
  }
}

/** The rows of `columns`, each under its key. */
export function daysOfColumns(columns: DayColumns | undefined): DaysOfProduct {
  const days: DaysOfProduct = new Map();
  if (columns) for (const row of rowsOf(columns)) days.set(rowKey(row), row);
  return days;
}

/** The archived and the held rows of the product `id` as one; what is missing is empty. */
export function mergeColumns(
  id: ProductId,
  archived: DayColumns | undefined,
  held: DayColumns | undefined,
): DayColumns {
  if (!archived || !held) return archived ?? held ?? noColumns(id);
  const counts = uniteCounts(archived.counts, held.counts);
  const lastArchived = archived.days.at(-1) ?? Number.NEGATIVE_INFINITY;
  const isApart = lastArchived < (held.days[0] ?? Number.POSITIVE_INFINITY);
  if (isApart) {
    const [first, rows] = [archived.days.length, archived.days.length + held.days.length];
    const days = new Int32Array(rows);
    days.set(archived.days);
    days.set(held.days, first);
    const at = new Float64Array(rows);
    at.set(archived.at);
    at.set(held.at, first);
    const values = new Float64Array(rows * FIELDS);
    values.set(archived.values);
    values.set(held.values, first * FIELDS);
    return { id, days, at, values, counts };
  }
  const days = daysOfColumns(archived);
  for (const row of rowsOf(held)) addToDay(days, row);
  return toColumns(id, days, counts);
}

/** Both lists of counts, each count once. */
export function uniteCounts(a: readonly CountPoint[], b: readonly CountPoint[]): readonly CountPoint[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  return [...new Map([...a, ...b].map((point) => [point.eventId, point])).values()];
}

function firstAtLeast(days: Int32Array, day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
