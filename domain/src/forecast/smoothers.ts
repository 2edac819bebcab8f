/**
 * Several recursive estimates of the same level, and the mean of them weighted by how wrong each was of late.
 * Exponential means (Brown 1959) forget at different speeds; TSB (Teunter, Syntetos & Babai 2011) smooths how often a
 * product sells and how much at a time separately, which suits what sells now and then.
 */

/** Weights of a new day: memories of about 100, 30, 12 and 5 open days. */
const NEWS = [0.01, 0.03, 0.08, 0.2] as const;
const TSB_OFTEN = 0.08;
const TSB_SIZE = 0.03;
/** The number of estimates. */
export const SMOOTHERS = NEWS.length + 1;
const TSB = NEWS.length;

/** Weeks after which a past error counts half. */
const ERROR_MEMORY = 0.5 ** (1 / 12);
/** Weeks of the shop's errors that a product's own are added to, before it has any. */
const PRIOR_WEEKS = 2;
/** Least factor by which a sale is scaled up to a mean day, so that a sale on a nearly closed day does no harm. */
const LEAST_FACTOR = 0.1;

/** One number for each of the SMOOTHERS. A plain array: so short a typed one takes more memory and time. */
export const perEstimate = (value: number): number[] => [value, value, value, value, value];

/** The estimates of one product's level, in units per mean open day. */
export interface Smoothers {
  days: number;
  sales: number;
  readonly estimates: number[];
  /** P(a day has a sale), units of a day with one, and their square. */
  often: number;
  size: number;
  squareSize: number;
  /** Decayed sums of squared errors of a fortnight's mean, and of the weeks in them. */
  readonly errors: number[];
  errorWeeks: number;
  readonly weights: number[];
}

export const newSmoothers = (): Smoothers => ({
  days: 0,
  sales: 0,
  estimates: perEstimate(0),
  often: 0,
  size: 0,
  squareSize: 0,
  errors: perEstimate(0),
  errorWeeks: 0,
  weights: perEstimate(1 / SMOOTHERS),
});

/**
 * Takes in a day with `units` of demand where a level of 1 would have meant `factor`; `trust` (0..1) is the probability
 * that the day says anything. Until an estimate's memory is full it is the plain mean.
 */
export function smooth(s: Smoothers, units: number, factor: number, trust: number): void {
  const share = 1 / ++s.days;
  const least = Math.max(factor, LEAST_FACTOR);
  for (let i = 0; i < TSB; i++) {
    const news = Math.max(NEWS[i] ?? 0, share) * trust;
    const estimate = s.estimates[i] ?? 0;
    // Normalised: with news = 1 the estimate becomes units / factor, whatever the factor.
    s.estimates[i] = estimate + (news * (units - factor * estimate)) / (1 - news + news * least);
  }
  s.often += Math.max(TSB_OFTEN, share) * trust * ((units > 0 ? 1 : 0) - s.often);
  if (units > 0) {
    const news = Math.max(TSB_SIZE, 1 / ++s.sales);
    s.size += news * (units - s.size);
    s.squareSize += news * (units * units - s.squareSize);
  }
  s.estimates[TSB] = s.often * s.size;
}

/** Standard deviation of the units of a day with a sale. */
export const sizeScatter = ({ size, squareSize }: Smoothers): number =>
  Math.sqrt(Math.max(0, squareSize - size * size));

/** The level: the weighted mean of the estimates, in units per mean open day. */
export function levelOf({ estimates, weights }: Smoothers): number {
  let level = 0;
  for (let i = 0; i < SMOOTHERS; i++) level += (weights[i] ?? 0) * (estimates[i] ?? 0);
  return level;
}

/** Open days of a week, and memory of the TSB estimate beside the others': that of how often and how much together. */
const OPEN_DAYS = 6;
const TSB_NEWS = (TSB_OFTEN + TSB_SIZE) / 2;

/** What share the last weeks have each, the last one first, in levels that are made of the estimates so. */
export function weeksIn(weights: readonly number[], weeks: number): number[] {
  const shares = new Array<number>(weeks).fill(0);
  for (let i = 0; i < SMOOTHERS; i++) {
    const kept = (1 - (NEWS[i] ?? TSB_NEWS)) ** OPEN_DAYS;
    let share = (weights[i] ?? 0) * (1 - kept);
    for (let ago = 0; ago < weeks; ago++) {
      shares[ago] = (shares[ago] ?? 0) + share;
      share *= kept;
    }
  }
  return shares;
}

/**
 * Takes in the errors of a fortnight: `estimates` made before it, against `units` sold where a level of 1 meant
 * `factors`.
 */
export function learnErrors(s: Smoothers, estimates: readonly number[], units: number, factors: number): void {
  const mean = units / factors;
  for (let i = 0; i < SMOOTHERS; i++) {
    s.errors[i] = ERROR_MEMORY * (s.errors[i] ?? 0) + (mean - (estimates[i] ?? 0)) ** 2;
  }
  s.errorWeeks = ERROR_MEMORY * s.errorWeeks + 1;
}

/** The product's mean squared error over all estimates; 0 when there is none yet. */
export function errorScale({ errors, errorWeeks }: Smoothers): number {
  let sum = 0;
  for (let i = 0; i < SMOOTHERS; i++) sum += errors[i] ?? 0;
  return errorWeeks > 0 ? sum / SMOOTHERS / errorWeeks : 0;
}

/** Sets the weights from the product's errors and the shop's (`shopErrors`: relative, 1 is the mean estimate's). */
export function weigh(s: Smoothers, shopErrors: readonly number[]): void {
  const scale = errorScale(s);
  let sum = 0;
  for (let i = 0; i < SMOOTHERS; i++) {
    const own = scale > 0 ? (s.errors[i] ?? 0) / scale : 0;
    const weeks = scale > 0 ? s.errorWeeks : 0;
    const error = (own + PRIOR_WEEKS * (shopErrors[i] ?? 1)) / (weeks + PRIOR_WEEKS);
    const square = error * error + 1e-9;
    // The fourth power: an estimate of twice the squared error gets 1/16 of the weight. Nearly the best one, yet no
    // jumps.
    const weight = 1 / (square * square);
    s.weights[i] = weight;
    sum += weight;
  }
  for (let i = 0; i < SMOOTHERS; i++) s.weights[i] = (s.weights[i] ?? 0) / sum;
}
