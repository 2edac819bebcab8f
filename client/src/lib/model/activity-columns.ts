import type { ProductId } from '@digiboost/domain/documents';
import { type Activity, addActivity, type Entry, NO_ACTIVITY } from '@digiboost/domain/ledger';
import { type Day, dayNumber, dayOfNumber } from '@digiboost/domain/shared/day';

export { dayNumber, dayOfNumber };

const FIELDS = ['delta', 'sold', 'revenue', 'missed', 'missedRevenue'] as const;

/** One product's activity per day as columns: a quarter of the space of records, and copied in one go. */
export interface ActivityColumns {
  readonly id: ProductId;
  /** Days since 1970-01-01, ascending. */
  readonly days: Int32Array;
  /** delta, sold, revenue, missed, missedRevenue of each day in turn. */
  readonly values: Float64Array;
}

/** What happened on one day. */
export interface DayActivity extends Activity {
  readonly day: Day;
}

export type ActivityByDay = Map<number, Activity>;

/** Adds `activity` to what `byDay` holds for `day`. */
export function addToDay(byDay: ActivityByDay, day: number, activity: Activity | Entry): void {
  byDay.set(day, addActivity(byDay.get(day) ?? NO_ACTIVITY, activity));
}

/** `a` without `b`. */
export const activityLess = (a: Activity, b: Activity): Activity => ({
  delta: a.delta - b.delta,
  sold: a.sold - b.sold,
  revenue: a.revenue - b.revenue,
  missed: a.missed - b.missed,
  missedRevenue: a.missedRevenue - b.missedRevenue,
});

/** The columns of `byDay`; days on which nothing remains are left out. */
export function toColumns(id: ProductId, byDay: ActivityByDay): ActivityColumns {
  const days = [...byDay]
    .filter(([, activity]) => FIELDS.some((field) => activity[field] !== 0))
    .sort(([a], [b]) => a - b);
  const columns = { id, days: new Int32Array(days.length), values: new Float64Array(days.length * FIELDS.length) };
  days.forEach(([day, activity], row) => {
    columns.days[row] = day;
    FIELDS.forEach((field, index) => {
      columns.values[row * FIELDS.length + index] = activity[field];
    });
  });
  return columns;
}

/** What `columns` hold, by day number. */
export function fromColumns(columns: ActivityColumns | undefined): ActivityByDay {
  const byDay: ActivityByDay = new Map();
  columns?.days.forEach((day, row) => {
    const [delta = 0, sold = 0, revenue = 0, missed = 0, missedRevenue = 0] = columns.values.subarray(
      row * FIELDS.length,
      (row + 1) * FIELDS.length,
    );
    byDay.set(day, { delta, sold, revenue, missed, missedRevenue });
  });
  return byDay;
}

/** The archived and the held activity of one product as one list, oldest first. */
export function joinColumns(archived: ActivityColumns | undefined, held: ActivityColumns | undefined): DayActivity[] {
  const byDay = fromColumns(archived);
  for (const [day, activity] of fromColumns(held)) addToDay(byDay, day, activity);
  return [...byDay].sort(([a], [b]) => a - b).map(([day, activity]) => ({ day: dayOfNumber(day), ...activity }));
}

/** The archived and the held activity of the product `id` as one; what is missing is empty. */
export function mergeColumns(
  id: ProductId,
  archived: ActivityColumns | undefined,
  held: ActivityColumns | undefined,
): ActivityColumns {
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
  const byDay = fromColumns(archived);
  for (const [day, activity] of fromColumns(held)) addToDay(byDay, day, activity);
  return toColumns(id, byDay);
}

/** What `map` holds under `key`, made by `make` when it is missing. */
export function getOrAdd<K, V>(map: Map<K, V>, key: K, make: (key: K) => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make(key);
  map.set(key, made);
  return made;
}

/** The activity of `entries`, by product and day number. */
export function activityOf(entries: Iterable<Entry>): Map<ProductId, ActivityByDay> {
  const byProduct = new Map<ProductId, ActivityByDay>();
  const numbers = new Map<Day, number>();
  for (const entry of entries) {
    const byDay = getOrAdd(byProduct, entry.productId, (): ActivityByDay => new Map());
    addToDay(byDay, getOrAdd(numbers, entry.day, dayNumber), entry);
  }
  return byProduct;
}
