import { expectedExcess, type Moments, probabilityAtLeast, quantile } from './negative-binomial.ts';

/** Days ahead for which the demand is forecast day by day. */
export const HORIZON = 30;

/** Farthest day to which the weekly pattern is continued. */
const FARTHEST = 180;

/** What is expected of one product, as plain data. Units; days are counted from the origin, the first one forecast. */
export interface ProductForecast {
  readonly id: string;
  /** Expected units of each of the next HORIZON days. */
  readonly daily: readonly number[];
  /** False: under 56 days of history, or under 2 days with a sale in the last 56. */
  readonly sufficient: boolean;
  /** Irregular both in when it sells and in how much (Syntetos & Boylan 2005). */
  readonly lumpy: boolean;
  /** Expected units of the days HORIZON + 1 … HORIZON + 7, which then repeat. */
  readonly pattern: readonly number[];
  /** Variance of a demand whose rate is known, over its mean. */
  readonly dispersion: number;
  /** Squared coefficient of variation of the rate: how well it is known. */
  readonly rateVariance: number;
  /** Probability that the product is interrupted on the first day: nothing is asked for. */
  readonly interrupted: number;
  /** Probability that an interrupted product comes back on a day. */
  readonly resumes: number;
  /** Share of what is expected that ordinary sales make; the rest are rare large ones, which no quantile should hold. */
  readonly ordinary: number;
  /** It is sold in whole units. */
  readonly whole: boolean;
}

/** Expected units of the `day`th day from the origin (1 is the first). */
const expectedOn = (f: ProductForecast, day: number): number =>
  (day <= HORIZON ? f.daily[day - 1] : f.pattern[(day - HORIZON - 1) % 7]) ?? 0;

/** Expected units of the next `days` days; beyond HORIZON the weekly pattern goes on, up to 180 days. */
export function expectedDemand(f: ProductForecast, days: number): number {
  const last = Math.min(Math.floor(days), FARTHEST);
  let sum = 0;
  for (let day = 1; day <= last; day++) sum += expectedOn(f, day);
  return sum;
}

/** P(nothing is asked for because the product is interrupted on each of the next `days` days). */
const silent = (f: ProductForecast, days: number): number => f.interrupted * (1 - f.resumes) ** Math.max(0, days - 1);

/**
 * Moments of the demand of the next `days` days, of which `mean` units are expected, given that the product is not
 * interrupted on all of them. One that comes back does so on any of these days: a uniform share of them, whose variance
 * adds to the rate's.
 */
export function momentsOf(f: ProductForecast, mean: number, days: number): Moments {
  const nothing = silent(f, days);
  const running = (mean * f.ordinary) / (1 - nothing);
  const back = (f.interrupted - nothing) / (1 - nothing);
  const rateVariance = f.rateVariance + (back / 3 - (back * back) / 4) / (1 - back / 2) ** 2;
  return { mean: running, variance: running * f.dispersion + rateVariance * running * running, whole: f.whole };
}

/** The units that the demand of the next `days` days does not exceed with probability `p`. */
export function demandQuantile(f: ProductForecast, days: number, p: number): number {
  const nothing = silent(f, days);
  if (p <= nothing) return 0;
  return quantile(momentsOf(f, expectedDemand(f, days), days), (p - nothing) / (1 - nothing));
}

/** E[max(demand - stock, 0)] of the next `days` days, in units. */
export function expectedShortfall(f: ProductForecast, days: number, stock: number): number {
  return (1 - silent(f, days)) * expectedExcess(momentsOf(f, expectedDemand(f, days), days), Math.max(0, stock));
}

/** P(the demand of the next `days` days, of which `mean` units are expected, reaches `stock`). */
export const probabilityReached = (f: ProductForecast, mean: number, days: number, stock: number): number =>
  (1 - silent(f, days)) * probabilityAtLeast(momentsOf(f, mean, days), stock);
