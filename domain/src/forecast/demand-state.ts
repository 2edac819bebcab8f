import { type Dispersion, learnDay, learnFortnight, newDispersion, type ScatterLaw } from './dispersion.ts';
import { observe, type Presence, type Stops } from './interruption.ts';
import {
  learnErrors,
  levelOf,
  newSmoothers,
  perEstimate,
  SMOOTHERS,
  type Smoothers,
  sizeScatter,
  smooth,
} from './smoothers.ts';
import { learnOwnDay, learnSaleDay, newOwnWeek, type OwnWeek, type WeekdayProfile } from './weekday-profile.ts';

/** Sales above this many times the usual one are of another kind: one wedding, not a trend. */
const LARGEST_SALE = 8;
/**
 * Times the usual one as which such a sale counts, so that what has become usual is followed; and standard deviations
 * of the sales' sizes from the usual one, beyond which the first of its kind does not go in the level and the scatter.
 */
const LARGE_SALE = 4;
const LARGE_DEVIATIONS = 2;
const LARGEST_DEVIATIONS = 5;
/** Days before a large sale can be told from an ordinary one. */
const FIRST_DAY = 14;
/** P(running) below which a fortnight tells of the stop, not of the level. */
const STOPPED = 0.5;
/** Sales, nearly all in whole packs, from which the next are expected to be too; and share of them that may not be. */
export const PACK_SALES = 5;
const ODD_SALES = 0.1;
/** Least expected units of a fortnight (in days of factor 1) that say anything of an estimate. */
const LEAST_FACTORS = 2;

/** What was known at the end of a week, kept until it can be compared with the fortnight after it. */
interface Outlook {
  readonly estimates: number[];
  level: number;
  dispersion: number;
  running: number;
  known: boolean;
}

const newOutlook = (): Outlook => ({
  estimates: perEstimate(0),
  level: 0,
  dispersion: 1,
  running: 1,
  known: false,
});

/** The last order that was far from usual, of how many units in all, on which day of the shop's; NaN: none yet. */
export interface LargeOrder {
  units: number;
  on: number;
  /** How many there were, and their units beyond what counts as usual. */
  count: number;
  sum: number;
}

/** All that is kept of one product's past: advanced by a day in constant time and space. */
export interface DemandState {
  readonly smoothers: Smoothers;
  readonly week: OwnWeek;
  readonly scatter: Dispersion;
  /** Units per mean open day while it is asked for, and whether it still is. */
  level: number;
  readonly presence: Presence;
  readonly large: LargeOrder;
  started: boolean;
  /** Open days on which its shelf was not empty since its last sale, and since the one before. */
  sinceSale: number;
  sinceSaleBefore: number;
  whole: boolean;
  /** The largest number of units of which the sales so far were multiples, but for `odd` ones; 0 before the first. */
  pack: number;
  odd: number;
  /** Units and factors of this week and of the last. */
  units: number;
  factors: number;
  lastUnits: number;
  lastFactors: number;
  /** As of the end of the last week and of the one before. */
  readonly outlooks: [Outlook, Outlook];
}

export const newDemandState = (): DemandState => ({
  smoothers: newSmoothers(),
  week: newOwnWeek(),
  scatter: newDispersion(),
  level: 0,
  presence: { running: 1, quiet: 0 },
  large: { units: 0, on: Number.NaN, count: 0, sum: 0 },
  started: false,
  sinceSale: Number.POSITIVE_INFINITY,
  sinceSaleBefore: Number.POSITIVE_INFINITY,
  whole: true,
  pack: 0,
  odd: 0,
  units: 0,
  factors: 0,
  lastUnits: 0,
  lastFactors: 0,
  outlooks: [newOutlook(), newOutlook()],
});

/** Takes the size of a sale, of whole units, into what the product is sold in. */
export function learnPack(state: DemandState, units: number): void {
  if (state.pack === 1 || (state.pack > 0 && units % state.pack === 0)) return;
  // What is sold by the dozen is not sold by the piece from now on because a box was broken once.
  const { sales } = state.smoothers;
  if (sales >= PACK_SALES && state.odd + 1 <= ODD_SALES * sales) state.odd++;
  else state.pack = commonPack(state.pack, units);
}

/** The largest number of which both are multiples (Euclid). */
function commonPack(a: number, b: number): number {
  let larger = a;
  let smaller = b;
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** An open day of a shop, as its products see it. */
export interface OpenDay {
  /** The weekday, and the shop's own number of the day. */
  readonly weekday: number;
  readonly number: number;
  readonly week: WeekdayProfile;
  readonly stops: Stops;
  /** P(what was not sold was not asked for): the shop was open, and wrote its sales down. */
  readonly recorded: number;
}

/**
 * Takes in an open day's demand, where the weekday's factor is `factor`. A first day with a sale is left out: a history
 * that begins because something was sold would overstate how often that happens.
 */
export function advanceDemand(state: DemandState, demand: number, factor: number, day: OpenDay): void {
  state.sinceSale++;
  state.sinceSaleBefore++;
  if (demand > 0) {
    state.sinceSaleBefore = state.sinceSale;
    state.sinceSale = 0;
  }
  if (!state.started) {
    state.started = true;
    if (demand > 0) return;
  }
  const { smoothers, scatter, presence, large } = state;
  const isKnown = smoothers.days > FIRST_DAY;
  const isLarge = smoothers.days >= FIRST_DAY && smoothers.size > 0 && demand > LARGEST_SALE * smoothers.size;
  const units = isLarge ? usualPart(state, LARGE_SALE, LARGE_DEVIATIONS) : demand;
  // How far demand scatters is told by the whole of it, up to where an order is no longer one of a kind.
  const scattered = isLarge ? usualPart(state, LARGEST_SALE, LARGEST_DEVIATIONS) : units;
  if (isLarge) {
    large.units = demand;
    large.on = day.number;
    large.count++;
    large.sum += demand - units;
  }
  const expected = state.level * factor;
  const zero = units > 0 ? 0 : 1 - day.recorded * (1 - noSale(state, factor));
  observe(presence, day.stops, units > 0, zero, isKnown);
  const trust = units > 0 ? 1 : presence.running * day.recorded;
  smooth(smoothers, units, factor, trust);
  learnDay(scatter, scattered, expected, smoothers.days, trust);
  if (isKnown) {
    if (units > 0) learnSaleDay(state.week, day.week, day.weekday, smoothers.often);
    learnOwnDay(state.week, day.week, day.weekday, units, state.level * trust);
  }
  state.units += scattered;
  state.factors += factor * (units > 0 ? 1 : day.recorded);
  state.level = levelOf(smoothers);
}

/** What a large order counts as: so many times a usual one; the first of them not more than sales vary, as it were. */
function usualPart({ smoothers, large }: DemandState, times: number, deviations: number): number {
  const most = times * smoothers.size;
  return large.count > 0 ? most : Math.min(most, smoothers.size + deviations * sizeScatter(smoothers));
}

/**
 * P(no sale on a day) of a product that runs, where `factor` is the weekday's: of a negative binomial with its mean and
 * dispersion, or as sales of its usual size leave days without one where that is more: what is bought by the dozen
 * sells less often than its scatter says.
 */
export function noSale({ level, scatter, smoothers }: DemandState, factor: number): number {
  const mean = level * factor;
  const { dispersion } = scatter;
  const spread = dispersion > 1.001 ? (mean * Math.log(dispersion)) / (dispersion - 1) : mean;
  // A sale as large as usual on so many days makes the level.
  const often = smoothers.size > 0 ? level / smoothers.size : 0;
  return Math.exp(-(often < 1 ? Math.min(spread, -factor * Math.log(1 - often)) : spread));
}

/** A fortnight compared with what was expected before it; null while there is nothing to compare. */
export interface Fortnight {
  /** P(it was asked for in all of it). */
  readonly running: number;
  readonly sold: number;
  readonly expected: number;
  readonly dispersion: number;
}

/** Ends a week: what was expected two weeks ago is compared with the fortnight since. */
export function endWeek(state: DemandState, law: ScatterLaw): Fortnight | null {
  const { smoothers, scatter, outlooks } = state;
  const [last, before] = outlooks;
  const sold = state.units + state.lastUnits;
  const factors = state.factors + state.lastFactors;
  let fortnight: Fortnight | null = null;
  if (before.known && factors > LEAST_FACTORS) {
    const expected = before.level * factors;
    learnErrors(smoothers, before.estimates, sold, factors);
    const running = Math.min(before.running, state.presence.running);
    if (expected > 0 && running > STOPPED) {
      learnFortnight(scatter, sold, expected, before.dispersion, law);
      fortnight = { sold, expected, dispersion: before.dispersion, running };
    }
  }
  for (let i = 0; i < SMOOTHERS; i++) before.estimates[i] = (smoothers.estimates[i] ?? 0) * state.presence.running;
  before.level = state.level;
  before.dispersion = scatter.dispersion;
  before.running = state.presence.running;
  before.known = smoothers.days > 0;
  outlooks[0] = before;
  outlooks[1] = last;
  state.lastUnits = state.units;
  state.lastFactors = state.factors;
  state.units = 0;
  state.factors = 0;
  return fortnight;
}
