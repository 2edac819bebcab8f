import { type Dispersion, learnDay, learnFortnight, newDispersion, type ScatterLaw } from './dispersion.ts';
import { learnReturn, nextRunning, observeRunning, type Returns } from './interruption.ts';
import { learnErrors, levelOf, newSmoothers, perEstimate, SMOOTHERS, type Smoothers, smooth } from './smoothers.ts';
import { learnOwnDay, newOwnWeek, type OwnWeek } from './weekday-profile.ts';

/**
 * Sales above this many times the usual one move the expected demand, not the ordinary level: one wedding, not a trend.
 */
const LARGEST_SALE = 8;
/** Share of a day's news in the demand beyond ordinary sales. */
const EXTRA_NEWS = 0.005;
/** Days before a large sale can be told from an ordinary one. */
const FIRST_DAY = 14;
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

/** All that is kept of one product's past: advanced by a day in constant time and space. */
export interface DemandState {
  readonly smoothers: Smoothers;
  readonly week: OwnWeek;
  readonly scatter: Dispersion;
  /**
   * Units per mean open day while it is asked for; P(it still is) at the end of the last day; further units a day from
   * rare large sales.
   */
  level: number;
  running: number;
  extra: number;
  started: boolean;
  whole: boolean;
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
  running: 1,
  extra: 0,
  started: false,
  whole: true,
  units: 0,
  factors: 0,
  lastUnits: 0,
  lastFactors: 0,
  outlooks: [newOutlook(), newOutlook()],
});

/**
 * Takes in an open day's demand, where the weekday's factor is `factor`. A first day with a sale is left out: a history
 * that begins because something was sold would overstate how often that happens.
 */
export function advanceDemand(state: DemandState, demand: number, day: number, factor: number, returns: Returns): void {
  if (!state.started) {
    state.started = true;
    if (demand > 0) return;
  }
  const { smoothers, scatter } = state;
  const largest = smoothers.days >= FIRST_DAY && smoothers.size > 0 ? LARGEST_SALE * smoothers.size : demand;
  const units = Math.min(demand, largest);
  const expected = state.level * factor;
  const running = nextRunning(state.running, returns.resumes);
  const trust = observeRunning(running, units, units > 0 ? 0 : noSale(expected, scatter.dispersion));
  smooth(smoothers, units, factor, trust);
  learnDay(scatter, units, expected, smoothers.days, trust);
  if (smoothers.days > FIRST_DAY) {
    learnOwnDay(state.week, day, units, state.level);
    learnReturn(returns, state.running, units > 0);
  }
  state.extra += Math.max(EXTRA_NEWS, 1 / smoothers.days) * (demand - units - state.extra);
  state.running = trust;
  state.units += units;
  state.factors += factor;
  state.level = levelOf(smoothers);
}

/** P(no sale on a day) of a negative binomial with that mean and variance / mean. */
const noSale = (mean: number, dispersion: number): number =>
  Math.exp(dispersion > 1.001 ? (-mean * Math.log(dispersion)) / (dispersion - 1) : -mean);

/** A fortnight compared with what was expected before it; null while there is nothing to compare. */
export interface Fortnight {
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
    if (expected > 0) {
      learnFortnight(scatter, sold, expected, before.dispersion, law);
      fortnight = { sold, expected, dispersion: before.dispersion };
    }
  }
  for (let i = 0; i < SMOOTHERS; i++) before.estimates[i] = (smoothers.estimates[i] ?? 0) * state.running;
  before.level = state.level;
  before.dispersion = scatter.dispersion;
  before.running = state.running;
  before.known = smoothers.days > 0;
  outlooks[0] = before;
  outlooks[1] = last;
  state.lastUnits = state.units;
  state.lastFactors = state.factors;
  state.units = 0;
  state.factors = 0;
  return fortnight;
}
