import type { Caveat } from './caveat.ts';
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
  /** Relative standard deviation that special periods bring to the demand of the first 1 … HORIZON days. */
  readonly doubts: readonly number[];
  /** Probability that the product is interrupted on the first day: nothing is asked for. */
  readonly interrupted: number;
  /** Probability that an interrupted product comes back on a day, and that a running one stops. */
  readonly resumes: number;
  readonly stops: number;
  /** It is sold in whole units. */
  readonly whole: boolean;
  /** Why it is to be taken with care. */
  readonly caveats: readonly Caveat[];
}

/** Expected units of the next `days` days; beyond HORIZON the weekly pattern goes on, up to 180 days. */
export function expectedDemand({ daily, pattern }: ProductForecast, days: number): number {
  const last = Math.min(Math.floor(days), FARTHEST);
  const near = Math.min(last, HORIZON);
  let sum = 0;
  for (let i = 0; i < near; i++) sum += daily[i] ?? 0;
  for (let i = HORIZON; i < last; i++) sum += pattern[(i - HORIZON) % 7] ?? 0;
  return sum;
}

/** The demand of some days: P(nothing, for the product is interrupted on all of them), and its moments otherwise. */
interface Demand {
  readonly nothing: number;
  readonly moments: Moments;
}

/**
 * The demand of the next `days` days, of which `mean` units are expected. A product that comes back, or stops, does so
 * on any of these days, for a uniform share of them, whose variance adds to the rate's; so does that of special
 * periods.
 */
function demandOf(f: ProductForecast, mean: number, days: number, known = 1): Demand {
  const nothing = f.interrupted * power(1 - f.resumes, days - 1);
  const running = mean / (1 - nothing);
  const back = (f.interrupted - nothing) / (1 - nothing);
  const stop = 1 - power(1 - f.stops, days - 1);
  const doubt = f.doubts[Math.min(days, HORIZON) - 1] ?? 0;
  const rateVariance = known * (f.rateVariance + doubt * doubt) + partly(back) + partly(stop);
  const variance = running * f.dispersion + rateVariance * running * running;
  return { nothing, moments: { mean: running, variance, whole: f.whole } };
}

/** Squared coefficient of variation of a demand that, with probability `p`, has only a uniform share of its days. */
const partly = (p: number): number => (p / 3 - (p * p) / 4) / (1 - p / 2) ** 2;

/**
 * base^exponent for a whole exponent, by squares: a forecast asks for it a hundred times, and Math.pow takes its time.
 */
function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = Math.max(0, exponent); rest > 0; rest >>= 1) {
    if (rest & 1) result *= square;
    square *= square;
  }
  return result;
}

/** The units that the demand of the next `days` days does not exceed with probability `p`. */
export function demandQuantile(f: ProductForecast, days: number, p: number): number {
  const { nothing, moments } = demandOf(f, expectedDemand(f, days), days);
  return p <= nothing ? 0 : quantile(moments, (p - nothing) / (1 - nothing));
}

/** E[max(demand - stock, 0)] of the next `days` days, in units. */
export function expectedShortfall(f: ProductForecast, days: number, stock: number): number {
  const { nothing, moments } = demandOf(f, expectedDemand(f, days), days);
  return (1 - nothing) * expectedExcess(moments, Math.max(0, stock));
}

/**
 * P(the demand of the next `days` days, of which `mean` units are expected, reaches `stock`); `known` is the part of
 * the rate's variance that counts.
 */
export function probabilityReached(f: ProductForecast, mean: number, days: number, stock: number, known = 1): number {
  const { nothing, moments } = demandOf(f, mean, days, known);
  return (1 - nothing) * probabilityAtLeast(moments, stock);
}
