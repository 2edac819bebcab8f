import type { Entry } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { fromMilli, toMilli } from '@digiboost/domain/shared/quantity';

/** Days of stock that a product's page draws. */
export const CHART_DAYS = 60;

/** Stock at the end of one day, in units. */
export interface StockPoint {
  readonly day: Day;
  readonly onHand: number;
}

/**
 * Stock at the end of each of the last `days` days, oldest first, today last. `entries` are one product's, in any
 * order. Backwards from what is on hand now; where a count is crossed, from what was counted before it if that is
 * known, else as if the count had found what was expected.
 */
export function stockSeries(entries: readonly Entry[], onHand: number, today: Day, days = CHART_DAYS): StockPoint[] {
  const oldestFirst = [...entries].sort((a, b) => a.at.localeCompare(b.at) || countsFirst(a) - countsFirst(b));
  const after = stockAfter(oldestFirst, toMilli(onHand));
  const endOf = new Map<Day, number>();
  oldestFirst.forEach((entry, index) => {
    endOf.set(entry.day, after[index] ?? 0);
  });
  const first = addDays(today, 1 - days);
  const before = oldestFirst.findLastIndex((entry) => entry.day < first);
  const next = oldestFirst[before + 1];
  // Nothing held from before: the stock that the first entry found.
  let milli = before >= 0 ? (after[before] ?? 0) : next ? (after[before + 1] ?? 0) - next.delta : toMilli(onHand);
  return Array.from({ length: days }, (_, index) => {
    const day = addDays(first, index);
    milli = endOf.get(day) ?? milli;
    return { day, onHand: fromMilli(milli) };
  });
}

/**
 * The stock of the last days from the lines of the ledger, which know what was counted; from the activity by day where
 * the lines are not held whole.
 */
export function pastStock(
  entries: readonly Entry[],
  past: { readonly from: Day; readonly stock: readonly number[] },
  onHand: number,
  { isWhole }: { readonly isWhole: boolean },
): StockPoint[] {
  const days = past.stock.map((level, index) => ({ day: addDays(past.from, index), onHand: level }));
  const today = days.at(-1)?.day ?? past.from;
  return isWhole ? stockSeries(entries, onHand, today) : days;
}

/** An entry at the very instant of a count is in it. */
const countsFirst = (entry: Entry): number => (entry.kind === 'COUNT' ? 1 : 0);

/** Stock in thousandths after each entry, oldest first. */
function stockAfter(entries: readonly Entry[], now: number): number[] {
  const after: number[] = new Array(entries.length);
  const firstCount = entries.findIndex((entry) => entry.kind === 'COUNT');
  // Before any count only the end is known: walk back from it.
  const start = firstCount < 0 ? entries.length - 1 : firstCount - 1;
  let milli = firstCount < 0 ? now : (entries[firstCount]?.counted ?? 0);
  for (let index = start; index >= 0; index -= 1) {
    after[index] = milli;
    milli -= entries[index]?.delta ?? 0;
  }
  if (firstCount < 0) return after;
  for (let index = firstCount; index < entries.length; index += 1) {
    const entry = entries[index];
    milli = entry?.kind === 'COUNT' ? (entry.counted ?? 0) : (after[index - 1] ?? 0) + (entry?.delta ?? 0);
    after[index] = milli;
  }
  return after;
}
