import { isOpenOn, learnOpening, type WeekdayProfile } from './weekday-profile.ts';

/**
 * Whether the shop was closed, or recorded nothing: a two-state hidden Markov model of its days, filtered (Hamilton
 * 1989). A day without any sale speaks for a closure, the more the more products should have sold; a sale ends it.
 * A day of the week on which the shop is never open is no closure.
 */

/** P(an open shop is closed on the next day): twice a year. P(a closed one stays closed): for a week or two. */
const CLOSES = 0.005;
const STAYS = 0.9;
/** Days in a row without a sale from which they are a closure, and say nothing of the days of the week. */
const WEEK = 7;

export interface Closure {
  /** P(the shop was in a closure on the last day). */
  closed: number;
  /** Days in a row without any sale, up to the last one. */
  silent: number;
  /** P(each of them was no open day), by weekday. */
  readonly shut: number[];
}

export const newClosure = (): Closure => ({ closed: 0, silent: 0, shut: [0, 0, 0, 0, 0, 0, 0] });

/** Takes in a day with a sale; what silent days before it say of the week is known only now. */
export function endSilence(closure: Closure, week: WeekdayProfile, day: number): void {
  if (closure.silent < WEEK) {
    for (let ago = closure.silent; ago > 0; ago--) {
      const silent = (day + WEEK - ago) % WEEK;
      learnOpening(week, silent, 1 - (closure.shut[silent] ?? 0));
    }
  }
  closure.closed = 0;
  closure.silent = 0;
  learnOpening(week, day, 1);
}

/**
 * Takes in a day without any sale, which an open shop has with a probability of e^-`information`: P(it was open all the
 * same), 0 on a weekday on which the shop is never open.
 */
export function keepSilence(closure: Closure, week: WeekdayProfile, day: number, information: number): number {
  closure.silent++;
  const quiet = Math.exp(-information);
  const prior = closure.closed * STAYS + (1 - closure.closed) * CLOSES;
  const shut = Math.max(prior, 1 - (week.open[day] ?? 1));
  closure.shut[day] = shut / (shut + (1 - shut) * quiet);
  if (!isOpenOn(week, day)) return 0;
  closure.closed = prior / (prior + (1 - prior) * quiet);
  return 1 - (closure.shut[day] ?? 0);
}

/** Days for which nothing was recorded, when that is a closure rather than a quiet time; 0 otherwise. */
export const closedDays = ({ closed, silent }: Closure): number => (closed > 0.5 ? silent : 0);
