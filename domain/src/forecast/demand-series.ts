import { dailyStock } from '../ledger/daily-stock.ts';
import type { DayRow } from '../ledger/day-row.ts';
import { type Day, dayNumber } from '../shared/day.ts';
import { fromMilli } from '../shared/quantity.ts';

/** One product's demand in units, one value a day, oldest first; the last is the day before the forecast's origin. */
export interface DemandSeries {
  readonly id: string;
  readonly demand: ArrayLike<number>;
  /** Non-zero: the shelf was empty that day, which says nothing of the demand but that it was `demand` at least. */
  readonly empty?: ArrayLike<number>;
}

/**
 * The daily demand of a product (delivered + missed, in units) before `origin`, from its days in any order and its
 * stock on hand after the last of them. It begins with the first day, or `maxDays` before the origin. What came back
 * was not wanted after all: it lowers its own day, and beyond what that day sold the days before, on which it was sold.
 */
export function demandSeries(
  id: string,
  days: readonly DayRow[],
  onHandMilli: number,
  origin: Day,
  maxDays = 400,
): DemandSeries {
  const end = dayNumber(origin);
  let first = end;
  for (const { day } of days) if (day < first && day >= end - maxDays) first = day;
  const demand = new Float64Array(end - first);
  for (const { day, sold, missed } of days) {
    if (day >= first && day < end) demand[day - first] = (demand[day - first] ?? 0) + sold + missed;
  }
  let returned = 0;
  for (let index = demand.length - 1; index >= 0; index -= 1) {
    const left = (demand[index] ?? 0) - returned;
    returned = Math.max(-left, 0);
    demand[index] = Math.max(left, 0);
  }
  const { empty } = dailyStock(days, onHandMilli, end - 1, demand.length);
  return { id, demand: demand.map(fromMilli), empty };
}
