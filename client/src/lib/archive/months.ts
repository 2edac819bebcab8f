import { addDays, type Day } from '@digiboost/domain/shared/day';
import type { IdRange } from '../replica/exchange/remote.ts';
import { EVENT_IDS } from '../replica/exchange/window.ts';

/** A month of the ids' own days, which are those of UTC: `YYYY-MM`. */
export type Month = string;

/** A part of a month that is fetched with one question and stored with one transaction. */
export interface MonthSlice {
  readonly month: Month;
  readonly days: readonly Day[];
  readonly ranges: readonly IdRange[];
}

/** Days of a slice: as much as a line that is often cut brings at once. */
const SLICE_DAYS = 10;

export const monthOf = (day: Day): Month => day.slice(0, 7);
const firstOf = (month: Month): Day => `${month}-01`;
const nextMonth = (month: Month): Month => monthOf(addDays(firstOf(month), 31));

/** The days of a month, the first first. */
export function daysOf(month: Month): Day[] {
  const days: Day[] = [];
  for (let day = firstOf(month); monthOf(day) === month; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The months that the days from..to touch, the first first; none when they run backwards. */
export function monthsBetween(from: Day, to: Day): Month[] {
  const months: Month[] = [];
  if (from > to) return months;
  for (let month = monthOf(from); month <= monthOf(to); month = nextMonth(month)) months.push(month);
  return months;
}

/** A month in parts, the first first. */
export function slicesOf(month: Month): MonthSlice[] {
  const days = daysOf(month);
  const slices: MonthSlice[] = [];
  for (let at = 0; at < days.length; at += SLICE_DAYS) {
    // What is left of a month of 31 days goes with its last part.
    const isLast = days.length - at < 2 * SLICE_DAYS;
    const own = isLast ? days.slice(at) : days.slice(at, at + SLICE_DAYS);
    const end = addDays(own.at(-1) ?? firstOf(month), 1);
    const ranges = EVENT_IDS.map((prefix) => ({ from: `${prefix}${own[0]}`, to: `${prefix}${end}` }));
    slices.push({ month, days: own, ranges });
    if (isLast) break;
  }
  return slices;
}

/** Every event there is. */
export const ALL_EVENTS: readonly IdRange[] = EVENT_IDS.map((prefix) => ({
  from: prefix,
  to: `${prefix.slice(0, -1)};`,
}));

/** The day that an event's id tells (a void's: that of what it voids); null when `id` is no event's. */
export function dayOfId(id: string): Day | null {
  const prefix = EVENT_IDS.find((begin) => id.startsWith(begin));
  const [, day] = prefix === undefined ? [] : (/^(\d{4}-\d\d-\d\d)T/.exec(id.slice(prefix.length)) ?? []);
  return day ?? null;
}
