/**
 * Whether a product is still asked for: a two-state hidden Markov model, filtered (Hamilton 1989). A sale proves that it
 * runs; each day without one speaks against it, the more the better it sold.
 */

/** P(a running product is interrupted on a day): rarely; P(an interrupted one comes back): after about a month. */
const STOPS = 0.0002;
const RESUMES = 0.03;
/**
 * Least P(no sale on a day | running): a feast, a closed shop, an unrecorded day. Else one such day would convince the
 * model that what sells a hundred units a day is no longer asked for.
 */
const LEAST_ZERO = 0.1;

/** P(running) at the end of a day with demand (`units` > 0) or with none, which a running product has with `zero`. */
export function observeRunning(running: number, units: number, zero: number): number {
  if (units > 0) return 1;
  const both = running * Math.max(zero, LEAST_ZERO);
  return both / (both + 1 - running);
}

/** P(running) on the next day. */
export const nextRunning = (running: number): number => running * (1 - STOPS) + (1 - running) * RESUMES;
