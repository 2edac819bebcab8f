/**
 * What the same weeks of last year tell of those to come: the shop's demand as an index chained from week to week over
 * the products that it had in both (as price indices are), so that a changing assortment does not move it.
 */

/** Weeks kept: a year, and those before it that its weeks are compared with. */
const YEAR = 52;
export const BASE = 8;
const LEAST_BASE = 2;
const KEPT = YEAR + BASE + 1;
/** How far the same weeks of two years differ, as a log ratio, however many orders they are counted from. */
const BETWEEN_YEARS = 0.1;
/** News of a week in how much weeks vary, and the most that one counts as: more is a season. */
const NOISE_NEWS = 0.1;
const LARGEST_NOISE = 0.3;
/** The largest change that is believed. */
const LARGEST = Math.log(4);
/** Of a change that is expected, how much it may be off. */
const DOUBT = 0.2;

/** Least share of a week from which a closure is one of the year, and not a single feast. */
const LEAST_SHUT = 0.3;

export interface LastYear {
  /** Log of the index at the end of each of the last weeks, oldest first; NaN before the first. */
  readonly index: number[];
  /** Share of each week's demand that a closure took. */
  readonly shut: number[];
  /** Variance of a week's log ratio to the week before, of late. */
  noise: number;
  /** The last week's log ratio. */
  ratio: number;
  /** Of the week that is going on: demand, in days of factor 1, that a closure took, and that there is in all. */
  shutDays: number;
  allDays: number;
}

export const newLastYear = (): LastYear => ({
  index: new Array<number>(KEPT).fill(Number.NaN),
  shut: new Array<number>(KEPT).fill(0),
  noise: 0.05,
  ratio: 0,
  shutDays: 0,
  allDays: 0,
});

/** Takes in a day of so much of the week's demand, on which the shop was in a closure with that probability. */
export function learnShut(year: LastYear, factor: number, closed: number): void {
  year.shutDays += closed * factor;
  year.allDays += factor;
}

/** Orders a day (units over their dispersion) of the products that were known in this week and in the last. */
export interface Weeks {
  now: number;
  before: number;
  /** How many orders they were counted from; 0 when the shop was closed. */
  orders: number;
}

/** Ends a week. */
export function learnWeekOfYear(year: LastYear, { now, before, orders }: Weeks): void {
  const known = now > 0 && before > 0 && orders > 0;
  const last = year.index[KEPT - 1] ?? Number.NaN;
  push(year.index, known ? (Number.isNaN(last) ? 0 : last + Math.log(now / before)) : last);
  push(year.shut, year.allDays > 0 ? year.shutDays / year.allDays : 0);
  year.shutDays = 0;
  year.allDays = 0;
  const ratio = known ? Math.log(now / before) : 0;
  // Orders are the least that a week varies by: the weather and the neighbours come on top, a season's slope does not.
  const bend = (ratio - year.ratio) ** 2 / 3;
  if (known) year.noise += NOISE_NEWS * (Math.max(2 / orders, Math.min(LARGEST_NOISE, bend)) - year.noise);
  year.ratio = ratio;
}

function push(values: number[], value: number): void {
  values.copyWithin(0, 1);
  values[KEPT - 1] = value;
}

/** A factor of the demand and the relative standard deviation that it brings with it. */
export interface Change {
  readonly factor: number;
  readonly doubt: number;
}

const NONE: Change = { factor: 1, doubt: 0 };

/**
 * The change to expect in the `week`-th week from the last one that ended (1 is the next): what the same week of last
 * year was to the weeks before it, each of them weighed as it is in the levels of today (`memory`, the last week
 * first), which have followed the season just as far. Differences that chance explains are taken for none (the positive
 * part of James & Stein's estimate, 1961).
 */
export function changeOf({ index, noise }: LastYear, week: number, memory: readonly number[]): Change {
  // The last week's namesake of last year.
  const now = KEPT - 1 - YEAR;
  const ahead = index[now + week] ?? Number.NaN;
  let [weights, squares, base, weeks] = [0, 0, 0, 0];
  for (let ago = 0; ago < BASE; ago++) {
    const log = index[now - ago] ?? Number.NaN;
    const weight = memory[ago] ?? 0;
    if (Number.isNaN(log)) continue;
    weeks++;
    weights += weight;
    squares += weight * weight;
    base += weight * Math.exp(log);
  }
  if (weeks < LEAST_BASE || weights <= 0 || Number.isNaN(ahead)) return NONE;
  const log = ahead - Math.log(base / weights);
  const chance = (noise / 2) * (1 + squares / (weights * weights)) + BETWEEN_YEARS ** 2;
  const believed = log * Math.max(0, 1 - chance / (log * log + 1e-12));
  const bounded = Math.max(-LARGEST, Math.min(LARGEST, believed));
  return { factor: Math.exp(bounded), doubt: DOUBT * Math.abs(bounded) };
}

/** Share of the demand of that week which a closure may take, for one took it last year; 0: there was none. */
export function shutOf({ shut }: LastYear, week: number): number {
  const share = shut[KEPT - 1 - YEAR + week] ?? 0;
  return share < LEAST_SHUT ? 0 : share;
}
