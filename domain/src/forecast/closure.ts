import { isOpenOn, learnOpening, type WeekdayProfile } from './weekday-profile.ts';

/**
 * Whether the shop was closed, or recorded nothing: a two-state hidden Markov model of its days (Hamilton 1989). A day
 * without any sale speaks for a closure, the more the more products should have sold; a sale ends it. What silent days
 * were is decided when they are over, from all of them together (forward and backward; Rabiner 1989): in a shop that
 * sells little, days whose silence was nothing special turn out to have been the beginning of a closure.
 * A day of the week on which the shop is never open is no closure.
 */

/** P(an open shop is closed on the next day): twice a year. P(a closed one stays closed): for a week or two. */
const CLOSES = 0.005;
const STAYS = 0.9;
/** Days in a row without a sale from which they are a closure, and say nothing of the days of the week. */
const WEEK = 7;

/** A day without any sale of which it is not decided yet what it was; what it holds is kept, not copied. */
export interface SilentDay {
  readonly weekday: number;
  readonly demand: ArrayLike<number>;
  readonly events: readonly number[];
  readonly atLeast: ArrayLike<number>;
}

export interface Closure {
  /** P(the shop was in a closure on the last day that was decided). */
  closed: number;
  /** Days in a row without any sale, up to the last one. */
  silent: number;
  readonly undecided: SilentDay[];
}

/** What a day without any sale was. */
export interface Decision {
  /** P(the shop was open all the same, and wrote its sales down); 0 on a weekday on which it is never open. */
  readonly recorded: number;
  /** P(it was in a closure). */
  readonly closed: number;
}

export const newClosure = (): Closure => ({ closed: 0, silent: 0, undecided: [] });

/**
 * What each of the undecided days was; `information[i]` is -log P(no sale on day i | open). `reopens`: one with a sale
 * follows, and what the days say of the week is learnt, unless they were too many.
 */
export function decide(
  closure: Closure,
  week: WeekdayProfile,
  information: readonly number[],
  reopens: boolean,
): Decision[] {
  const days = closure.undecided.map(({ weekday }, i) => {
    const quiet = Math.exp(-(information[i] ?? 0)) * (week.open[weekday] ?? 1);
    // P(no sale | no closure): open without a sale, or a day of the week on which it does not open.
    return { weekday, usual: isOpenOn(week, weekday), quiet, silence: quiet + 1 - (week.open[weekday] ?? 1) };
  });
  let { closed } = closure;
  const before = days.map(({ usual, silence }) => {
    const prior = usual ? closed * STAYS + (1 - closed) * CLOSES : closed;
    closed = usual ? prior / (prior + (1 - prior) * silence) : closed;
    return closed;
  });
  // P(what follows | closed) over P(what follows | open).
  let after = reopens ? (1 - STAYS) / (1 - CLOSES) : 1;
  const open = days.map(() => 0);
  const shut = days.map(() => 0);
  for (let i = days.length - 1; i >= 0; i--) {
    const { usual, quiet, silence } = days[i] ?? { usual: false, quiet: 1, silence: 1 };
    const odds = (before[i] ?? 0) * after;
    shut[i] = odds / (odds + 1 - (before[i] ?? 0));
    open[i] = ((1 - (before[i] ?? 0)) / (odds + 1 - (before[i] ?? 0))) * (quiet / silence);
    if (usual) after = (STAYS * after + (1 - STAYS) * silence) / (CLOSES * after + (1 - CLOSES) * silence);
  }
  closure.silent += days.length;
  closure.closed = closed;
  const decided = days.map(({ usual }, i) => ({ recorded: usual ? (open[i] ?? 0) : 0, closed: shut[i] ?? 0 }));
  if (reopens) {
    if (closure.silent < WEEK) days.forEach(({ weekday }, i) => void learnOpening(week, weekday, open[i] ?? 0));
    closure.closed = 0;
    closure.silent = 0;
  }
  return decided;
}

/** Days for which nothing was recorded, when that is a closure rather than a quiet time; 0 otherwise. */
export const closedDays = ({ closed, silent }: Closure): number => (closed > 0.5 ? silent : 0);
