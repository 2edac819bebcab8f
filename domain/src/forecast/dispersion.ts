/**
 * How far demand scatters round a level: the variance of a negative binomial whose rate is itself uncertain. That of
 * days is learnt from days; that of fortnights from what they scatter, by the law that all the shop's products follow
 * (Taylor
 * 1961, "Aggregation, variance and the mean") and by how far each one keeps to it.
 */

/** Share of a day's news, and of what a week leaves: half is forgotten in 3 weeks and in a year. */
const DAY_NEWS = 1 - 0.5 ** (1 / 21);
const WEEK_MEMORY = 0.5 ** (1 / 52);
/** Days before which the scatter is not looked at, and days of a dispersion of 1.5 that it starts from. */
const FIRST_DAY = 14;
const PRIOR_DAYS = 7;
const PRIOR_DISPERSION = 1.5;
/** Fortnights of the shop's scatter that a product's own are added to. */
const PRIOR_FORTNIGHTS = 60;
/** Standard deviations beyond which an error counts no more: one is an accident, which no 80% interval should hold. */
const LARGEST_ERROR = 4;
/** Least part that the days' scatter has in the fortnights'. */
const LEAST_DAYS = 0.5;
/** Least rate variance: nobody knows a rate better than 5%. */
const LEAST_RATE_VARIANCE = 0.003;
/** Least units of a fortnight for which the law is believed. */
const LEAST_FORTNIGHT = 0.5;
const FORTNIGHT = 14;

/**
 * What the fortnights of a shop's products scatter: variance = days * dispersion * mean + rates * mean^1.5, in units.
 */
export interface ScatterLaw {
  readonly days: number;
  readonly rates: number;
}

export const FIRST_LAW: ScatterLaw = { days: 1, rates: 0.2 };

export interface Dispersion {
  squares: number;
  expected: number;
  /** Variance over mean of a day whose rate is known; at least Poisson's 1. */
  dispersion: number;
  /** Decayed sums over fortnights: squared error, both terms of the law, count. */
  errors: number;
  days: number;
  rates: number;
  fortnights: number;
  /** Its fortnights' variance over that of the law. */
  spread: number;
}

export const newDispersion = (): Dispersion => ({
  squares: 0,
  expected: 0,
  dispersion: 1,
  errors: 0,
  days: 0,
  rates: 0,
  fortnights: 0,
  spread: 1,
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

/** Takes in a fortnight: `units` where `expected` were, with the dispersion known before it and the shop's law. */
export function learnFortnight(
  d: Dispersion,
  units: number,
  expected: number,
  dispersion: number,
  law: ScatterLaw,
): void {
  const days = dispersion * expected;
  const rates = expected * Math.sqrt(expected);
  const variance = d.spread * (law.days * days + law.rates * rates);
  d.errors = WEEK_MEMORY * d.errors + Math.min((units - expected) ** 2, LARGEST_ERROR ** 2 * variance);
  d.days = WEEK_MEMORY * d.days + days;
  d.rates = WEEK_MEMORY * d.rates + rates;
  d.fortnights = WEEK_MEMORY * d.fortnights + 1;
}

/**
 * The shop's law, by least squares of the products' squared errors on its two terms, weighted by the last law's
 * variance and shrunk to the days' own scatter, without which products that are all alike could not tell the terms
 * apart.
 */
export function learnLaw(products: Iterable<Dispersion>, last: ScatterLaw): ScatterLaw {
  let [daysDays, daysRates, ratesRates] = [PRIOR_FORTNIGHTS, 0, 0];
  let [daysErrors, ratesErrors] = [PRIOR_FORTNIGHTS, 0];
  for (const { errors, days, rates, fortnights } of products) {
    if (days <= 0) continue;
    const weight = fortnights / (last.days * days + last.rates * rates) ** 2;
    daysDays += weight * days * days;
    daysRates += weight * days * rates;
    ratesRates += weight * rates * rates;
    daysErrors += weight * days * errors;
    ratesErrors += weight * rates * errors;
  }
  if (ratesRates <= 0) return last;
  const determinant = daysDays * ratesRates - daysRates * daysRates;
  const slope = (ratesErrors * daysDays - daysErrors * daysRates) / determinant;
  if (slope <= 0) return { days: Math.max(LEAST_DAYS, daysErrors / daysDays), rates: 0 };
  const days = Math.max(LEAST_DAYS, (daysErrors - slope * daysRates) / daysDays);
  return { days, rates: Math.max(0, ratesErrors - days * daysRates) / ratesRates };
}

/** Sets how far the product's fortnights keep to the shop's law: what they did, shrunk to 1. */
export function learnSpread(d: Dispersion, law: ScatterLaw): void {
  if (d.fortnights <= 0) return;
  const expected = law.days * d.days + law.rates * d.rates;
  const prior = (PRIOR_FORTNIGHTS * expected) / d.fortnights;
  d.spread = expected > 0 ? (d.errors + prior) / (expected + prior) : 1;
}

/**
 * The product's dispersion and rate variance at a level of `level` units a day: variance = dispersion * mean +
 * rateVariance * mean^2.
 */
export function scatterOf(d: Dispersion, law: ScatterLaw, level: number): { dispersion: number; rateVariance: number } {
  const fortnight = Math.max(LEAST_FORTNIGHT, FORTNIGHT * level);
  return {
    dispersion: d.spread * law.days * d.dispersion,
    rateVariance: Math.max(LEAST_RATE_VARIANCE, (d.spread * law.rates) / Math.sqrt(fortnight)),
  };
}
