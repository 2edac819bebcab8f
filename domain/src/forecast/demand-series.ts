import { type Day, daysBetween } from '../shared/day.ts';
import { fromMilli } from '../shared/quantity.ts';

/** One product's demand in units, one value a day, oldest first; the last is the day before the forecast's origin. */
export interface DemandSeries {
  readonly id: string;
  readonly demand: ArrayLike<number>;
  /** Non-zero: the shelf was empty that day, which says nothing of the demand but that it was `demand` at least. */
  readonly empty?: ArrayLike<number>;
}

/** What the ledger knows of one product on one day (days since 1970-01-01); quantities in thousandths. */
export interface LedgerDay {
  readonly day: number;
  readonly delta: number;
  readonly sold: number;
  readonly missed: number;
}

/** Days since 1970-01-01. */
export const dayNumber = (day: Day): number => daysBetween('1970-01-01', day);

/**
 * The daily demand of a product (delivered + missed, in units) before `origin`, from its ledger days in any order and its
 * stock on hand after the last of them. It begins with the first ledger day, or `maxDays` before the origin. Days on an
 * empty shelf are found by walking back from the stock on hand: a level below 0 is raised to 0, for what a count corrected
 * happened before it; a day is empty when it began and ended at 0 and nothing was delivered.
 */
export function demandSeries(
  id: string,
  ledgerDays: Iterable<LedgerDay>,
  onHandMilli: number,
  origin: Day,
  maxDays = 400,
): DemandSeries {
  const end = dayNumber(origin);
  let level = onHandMilli;
  let first = end;
  const days: LedgerDay[] = [];
  for (const row of ledgerDays) {
    if (row.day >= end) level -= row.delta;
    else if (row.day >= end - maxDays) {
      days.push(row);
      first = Math.min(first, row.day);
    }
  }
  const length = end - first;
  const change = new Float64Array(length);
  const sold = new Float64Array(length);
  const demand = new Float64Array(length);
  for (const row of days) {
    const i = row.day - first;
    change[i] = (change[i] ?? 0) + row.delta;
    sold[i] = (sold[i] ?? 0) + row.sold;
    demand[i] = (demand[i] ?? 0) + row.sold + row.missed;
  }
  const empty = new Uint8Array(length);
  level = Math.max(0, level);
  for (let i = length - 1; i >= 0; i--) {
    const before = Math.max(0, level - (change[i] ?? 0));
    empty[i] = before <= 0 && level <= 0 && (sold[i] ?? 0) <= 0 ? 1 : 0;
    demand[i] = fromMilli(Math.max(0, demand[i] ?? 0));
    level = before;
  }
  return { id, demand, empty };
}
