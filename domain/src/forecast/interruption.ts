/**
 * Whether a product is still asked for: a two-state hidden Markov model, filtered (Hamilton 1989). A sale proves that
 * it runs; each day without one speaks against it, the more the better it sold.
 */

/** P(a running product is interrupted on a day): rarely. */
const STOPS = 0.0002;
/**
 * P(an interrupted one comes back on a day): after about a month, as long as the shop has shown fewer returns than
 * these.
 */
const FIRST_RESUMES = 0.03;
const PRIOR_RETURNS = 2;
/**
 * Least P(no sale on a day | running): a feast, a closed shop, an unrecorded day. Else one such day would convince the
 * model that what sells a hundred units a day is no longer asked for.
 */
const LEAST_ZERO = 0.1;

/** How soon the shop's interrupted products come back. */
export interface Returns {
  /** P(one comes back on a day). */
  resumes: number;
  /** Expected returns, and expected days of interruption before them. */
  returned: number;
  waited: number;
}

export const newReturns = (): Returns => ({ resumes: FIRST_RESUMES, returned: 0, waited: 0 });

/** P(running) at the end of a day with demand (`units` > 0) or with none, which a running product has with `zero`. */
export function observeRunning(running: number, units: number, zero: number): number {
  if (units > 0) return 1;
  const both = running * Math.max(zero, LEAST_ZERO);
  return both / (both + 1 - running);
}

/** P(running) on the day after one that ended with `running`. */
export const nextRunning = (running: number, resumes: number): number =>
  running * (1 - STOPS) + (1 - running) * resumes;

/** Takes in a day, with or without a sale, of a product that was `running` at the end of the day before. */
export function learnReturn(returns: Returns, running: number, sale: boolean): void {
  const interrupted = 1 - running;
  if (sale) returns.returned += (interrupted * returns.resumes) / nextRunning(running, returns.resumes);
  returns.waited += interrupted;
}

/** Ends a week: what was seen is believed from now on. */
export function learnResumes(returns: Returns): void {
  returns.resumes = (returns.returned + PRIOR_RETURNS) / (returns.waited + PRIOR_RETURNS / FIRST_RESUMES);
}
