import type { DayRow } from './day-row.ts';

/** One product's stock at the end of each day of a period, oldest first. Thousandths, never below zero. */
export interface DailyStock {
  /** Stock when the first day began. */
  readonly opening: number;
  readonly levels: Float64Array;
  /** 1: the shelf was empty all day, so that the day says nothing of what customers wanted. */
  readonly empty: Uint8Array;
}

/**
 * Stock on each of the `count` days that end with the day `last`, walked back from the stock on hand: what stood there
 * in the evening less what the day brought. More sold than was ever received would give a level below zero: it is taken
 * as zero, so that what a count corrected belongs to the time before it.
 */
export function dailyStock(days: Iterable<DayRow>, onHandMilli: number, last: number, count: number): DailyStock {
  const first = last - count + 1;
  const deltas = new Float64Array(count);
  const sold = new Float64Array(count);
  let level = onHandMilli;
  for (const { day, delta, sold: delivered } of days) {
    // A phone whose clock runs ahead has written on days to come.
    if (day > last) level -= delta;
    else if (day >= first) {
      deltas[day - first] = (deltas[day - first] ?? 0) + delta;
      sold[day - first] = (sold[day - first] ?? 0) + delivered;
    }
  }
  const levels = new Float64Array(count);
  const empty = new Uint8Array(count);
  level = Math.max(level, 0);
  for (let index = count - 1; index >= 0; index -= 1) {
    levels[index] = level;
    const before = Math.max(level - (deltas[index] ?? 0), 0);
    if (level <= 0 && before <= 0 && (sold[index] ?? 0) <= 0) empty[index] = 1;
    level = before;
  }
  return { opening: level, levels, empty };
}
