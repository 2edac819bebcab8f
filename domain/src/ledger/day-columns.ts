import type { ProductId } from '../documents/product.ts';
import { addToDay, type DayRow, type DaysOfProduct, type DayValues, toDayRow, toDayValues } from './day-row.ts';

/** The days of one product as columns: a quarter of the space of rows, and copied in one go. */
export interface DayColumns {
  readonly id: ProductId;
  /** Days since 1970-01-01, ascending. */
  readonly days: Int32Array;
  /** The `DayValues` of each day in turn. */
  readonly values: Float64Array;
}

const FIELDS = 5;

/** The columns of a product's days; those on which nothing remains are left out. */
export function toColumns(id: ProductId, days: DaysOfProduct | undefined): DayColumns {
  const rows = [...(days?.values() ?? [])]
    .filter((row) => toDayValues(row).some((value) => value !== 0))
    .sort((a, b) => a.day - b.day);
  const columns = { id, days: new Int32Array(rows.length), values: new Float64Array(rows.length * FIELDS) };
  rows.forEach((row, index) => {
    columns.days[index] = row.day;
    columns.values.set(toDayValues(row), index * FIELDS);
  });
  return columns;
}

/** The rows of `columns` on the days from..to, oldest first. */
export function* rowsOf(
  { id, days, values }: DayColumns,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): Generator<DayRow> {
  for (let index = firstAtLeast(days, from); index < days.length; index += 1) {
    const day = days[index] ?? 0;
    if (day > to) return;
    const at = index * FIELDS;
    yield toDayRow(id, day, values.subarray(at, at + FIELDS) as unknown as DayValues);
  }
}

/** The rows of `columns` by day number. */
export function daysOfColumns(columns: DayColumns | undefined): DaysOfProduct {
  const days: DaysOfProduct = new Map();
  if (columns) for (const row of rowsOf(columns)) days.set(row.day, row);
  return days;
}

/** The archived and the held days of the product `id` as one; what is missing is empty. */
export function mergeColumns(
  id: ProductId,
  archived: DayColumns | undefined,
  held: DayColumns | undefined,
): DayColumns {
  if (!archived || !held) return archived ?? held ?? { id, days: new Int32Array(0), values: new Float64Array(0) };
  const lastArchived = archived.days.at(-1) ?? Number.NEGATIVE_INFINITY;
  const isApart = lastArchived < (held.days[0] ?? Number.POSITIVE_INFINITY);
  if (isApart) {
    const days = new Int32Array(archived.days.length + held.days.length);
    days.set(archived.days);
    days.set(held.days, archived.days.length);
    const values = new Float64Array(archived.values.length + held.values.length);
    values.set(archived.values);
    values.set(held.values, archived.values.length);
    return { id, days, values };
  }
  const days = daysOfColumns(archived);
  for (const row of rowsOf(held)) addToDay(days, row);
  return toColumns(id, days);
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
