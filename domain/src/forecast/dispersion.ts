/**
 * How far demand scatters round a level: variance = dispersion * mean + rateVariance * mean^2, the negative binomial's
 * with a rate that is itself uncertain. The first is learnt from days, the second from what fortnights scatter beyond it.
 */

/** Share of a day's news, and of what a week leaves: half is forgotten in 3 weeks and in a year. */
const DAY_NEWS = 1 - 0.5 ** (1 / 21);
const WEEK_MEMORY = 0.5 ** (1 / 52);
/** Days before which the scatter is not looked at, and days of a dispersion of 1.5 that it starts from. */
const FIRST_DAY = 14;
const PRIOR_DAYS = 7;
const PRIOR_DISPERSION = 1.5;
/** Fortnights of the shop's rate variance that a product's own are added to. */
const PRIOR_FORTNIGHTS = 18;
/** Least and first rate variance: nobody knows a rate better than 5%; 30% before anything is learnt. */
export const LEAST_RATE_VARIANCE = 0.003;
export const FIRST_RATE_VARIANCE = 0.1;

export interface Dispersion {
  squares: number;
  expected: number;
  /** Variance over mean of a day whose rate is known; at least Poisson's 1. */
  dispersion: number;
  /** Decayed sums over fortnights: squared error beyond the dispersion's, squared mean, count. */
  excess: number;
  squaredMeans: number;
  fortnights: number;
}

export const newDispersion = (): Dispersion => ({
  squares: 0,
  expected: 0,
  dispersion: 1,
  excess: 0,
  squaredMeans: 0,
  fortnights: 0,
});

/** Takes in a day: `units` where `expected` were; `days` is the age of the product, `trust` as in the smoothers. */
export function learnDay(d: Dispersion, units: number, expected: number, days: number, trust: number): void {
  if (days <= FIRST_DAY) return;
  const news = DAY_NEWS * trust;
  d.squares += news * ((units - expected) ** 2 - d.squares);
  d.expected += news * (expected - d.expected);
  if (d.expected > 0) {
    const ratio = (d.squares * days + PRIOR_DISPERSION * PRIOR_DAYS * d.expected) / (d.expected * (days + PRIOR_DAYS));
    d.dispersion = Math.max(1, ratio);
  }
}

/** Takes in a fortnight: `units` where `expected` were, with the dispersion known before it. */
export function learnFortnight(d: Dispersion, units: number, expected: number, dispersion: number): void {
  d.excess = WEEK_MEMORY * d.excess + (units - expected) ** 2 - dispersion * expected;
  d.squaredMeans = WEEK_MEMORY * d.squaredMeans + expected * expected;
  d.fortnights = WEEK_MEMORY * d.fortnights + 1;
}

/**
 * The shop's rate variance: the products' own, weighted by how well each tells it (method of moments, weights inverse to
 * the squared relative variance of a fortnight).
 */
export function pooledRateVariance(products: Iterable<Dispersion>, last: number): number {
  let excess = 0;
  let squaredMeans = 0;
  for (const d of products) {
    if (d.squaredMeans <= 0) continue;
    const squaredMean = d.squaredMeans / d.fortnights;
    const weight = 1 / (d.dispersion / Math.sqrt(squaredMean) + last) ** 2 / squaredMean;
    excess += weight * d.excess;
    squaredMeans += weight * d.squaredMeans;
  }
  return squaredMeans > 0 ? Math.max(LEAST_RATE_VARIANCE, excess / squaredMeans) : last;
}

/** The product's rate variance: its own fortnights shrunk to the shop's. */
export function rateVarianceOf(d: Dispersion, shop: number): number {
  const prior = d.fortnights > 0 ? (PRIOR_FORTNIGHTS * d.squaredMeans) / d.fortnights : 1;
  if (prior <= 0) return shop;
  return Math.max(LEAST_RATE_VARIANCE, (d.excess + shop * prior) / (d.squaredMeans + prior));
}
