/**
 * Whether a product is still asked for: a two-state hidden Markov model, filtered (Hamilton 1989). A sale proves that it
 * runs; each day without one speaks against it, the more the better it sold.
 */

/** P(a running product is interrupted on a day), P(an interrupted one comes back): rarely, and for about a month. */
const STOPS = 0.0002;
const RESUMES = 0.03;

/** P(running) at the end of a day with demand (`units` > 0) or with none, which a running product has with `zero`. */
export const observeRunning = (running: number, units: number, zero: number): number =>
  units > 0 ? 1 : (running * zero) / (running * zero + 1 - running + 1e-12);

/** P(running) on the next day. */
export const nextRunning = (running: number): number => running * (1 - STOPS) + (1 - running) * RESUMES;
