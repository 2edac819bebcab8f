/**
 * What the same weeks of last year tell of those to come: the shop's demand as an index chained from week to week over
 * the products that it had in both (as price indices are), so that a changing assortment does not move it.
 */

/** Weeks kept: a year, and the month before it that its weeks are compared with. */
const YEAR = 52;
const BASE = 4;
const LEAST_BASE = 2;
const KEPT = YEAR + BASE + 1;
/** How far the same weeks of two years differ, as a log ratio, however many orders they are counted from. */
const BETWEEN_YEARS = 0.1;
const NOISE_NEWS = 0.1;
/** The largest change that is believed. */
const LARGEST = Math.log(4);
/** Of a change that is expected, how much it may be off. */
const DOUBT = 0.2;

export interface LastYear {
  /** Log of the index at the end of each of the last weeks, oldest first; NaN before the first. */
  readonly index: number[];
  /** Variance of a week's log ratio to the week before, of late. */
  noise: number;
}

export const newLastYear = (): LastYear => ({
  index: new Array<number>(KEPT).fill(Number.NaN),
  noise: 0.05,
});

/**
 * Ends a week: `now` and `before` are the orders a day (units over their dispersion) of the products known in both
 * weeks; `orders` is how many orders they were counted from, 0 when the shop was closed.
 */
export function learnWeekOfYear(year: LastYear, now: number, before: number, orders: number): void {
  const known = now > 0 && before > 0 && orders > 0;
  const last = year.index[KEPT - 1] ?? Number.NaN;
  year.index.copyWithin(0, 1);
  year.index[KEPT - 1] = known ? (Number.isNaN(last) ? 0 : last + Math.log(now / before)) : last;
  if (known) year.noise += NOISE_NEWS * (2 / orders - year.noise);
}

/** A factor of the demand and the relative standard deviation that it brings with it. */
export interface Change {
  readonly factor: number;
  readonly doubt: number;
}

const NONE: Change = { factor: 1, doubt: 0 };

/**
 * The change to expect in the `week`-th week from the last one that ended (1 is the next), from what the same week of
 * last year was to the month before it. Differences that chance explains are taken for none (the positive part of James
 * & Stein's estimate, 1961).
 */
export function changeOf({ index, noise }: LastYear, week: number): Change {
  // The last week's namesake of last year, and the month that ended with it.
  const now = KEPT - 1 - YEAR;
  const ahead = index[now + week] ?? Number.NaN;
  let base = 0;
  let weeks = 0;
  for (let at = now; at > now - BASE; at--) {
    const log = index[at] ?? Number.NaN;
    if (Number.isNaN(log)) continue;
    base += log;
    weeks++;
  }
  if (weeks < LEAST_BASE || Number.isNaN(ahead)) return NONE;
  const log = ahead - base / weeks;
  const chance = (noise / 2) * (1 + 1 / weeks) + BETWEEN_YEARS ** 2;
  const believed = log * Math.max(0, 1 - chance / (log * log + 1e-12));
  const bounded = Math.max(-LARGEST, Math.min(LARGEST, believed));
  return { factor: Math.exp(bounded), doubt: DOUBT * Math.abs(bounded) };
}
