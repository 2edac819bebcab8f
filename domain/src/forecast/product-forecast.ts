import type { Caveat } from './caveat.ts';
import { expectedExcess, type Moments, probabilityAtLeast, quantile } from './negative-binomial.ts';

/** Days ahead for which the demand is forecast day by day. */
export const HORIZON = 30;

/** P(a large order) below which it is not reckoned with. */
const RARE = 0.02;
const HALVINGS = 24;
/** Farthest day to which the weekly pattern is continued. */
const FARTHEST = 180;

/** What is expected of one product, as plain data. Units; days are counted from the origin, the first one forecast. */
export interface ProductForecast {
  readonly id: string;
  /** Expected units of each of the next HORIZON days. */
  readonly daily: readonly number[];
  /** False: under 56 days of history, or under 2 with a sale in the last 56 of open shop and filled shelf. */
  readonly sufficient: boolean;
  /** Irregular both in when it sells and in how much (Syntetos & Boylan 2005). */
  readonly lumpy: boolean;
  /** It has sold on so many days that its rate is known: else a quiet time is easily taken for the rule. */
  readonly settled: boolean;
  /** Expected units of the days HORIZON + 1 … HORIZON + 7, which then repeat. */
  readonly pattern: readonly number[];
  /** Variance of a demand whose rate is known, over its mean. */
  readonly dispersion: number;
  /** Squared coefficient of variation of the rate: how well it is known. */
  readonly rateVariance: number;
  /** Relative standard deviation that special periods bring to the demand of the first 1 … HORIZON days. */
  readonly doubts: readonly number[];
  /** Share of the demand of the first 1 … HORIZON days that a closure like last year's would take; empty: none was. */
  readonly shut: readonly number[];
  /** Probability that the product is interrupted on the first day: nothing is asked for. */
  readonly interrupted: number;
  /** Probability that an interrupted product comes back on a day, and that a running one stops. */
  readonly resumes: number;
  readonly stops: number;
  /** Orders far from the usual, beside what is expected: how many a day, and of how many units more than usual. */
  readonly large: { readonly perDay: number; readonly units: number };
  /** It is sold in whole units. */
  readonly whole: boolean;
  /** It is sold in multiples of so many units: 1 unless nearly every sale so far was. */
  readonly pack: number;
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
  /** In packs. */
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
  return { nothing, moments: { mean: running / f.pack, variance: variance / f.pack ** 2, whole: f.whole } };
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

/** What is left of `mean` units expected of the next `days` days if the shop closes as it did a year ago. */
export const leftIfShut = ({ shut }: ProductForecast, mean: number, days: number): number =>
  mean * (1 - (shut[Math.min(days, HORIZON) - 1] ?? 0));

/**
 * The units that the demand of the next `days` days does not exceed with probability `p`. Whether the shop closes as it
 * did a year ago is not known: the lower half of the demand is that of a shop that does, the upper that of one that
 * does not, so that what is bought lasts and no more is bought for it.
 */
export function demandQuantile(f: ProductForecast, days: number, p: number): number {
  const open = expectedDemand(f, days);
  const mean = p < 0.5 ? leftIfShut(f, open, days) : open;
  const { nothing, moments } = demandOf(f, mean, days);
  const least = p <= nothing ? 0 : f.pack * quantile(moments, (p - nothing) / (1 - nothing));
  if (largeWithin(f, days) < RARE) return least;
  // A large order on top of a usual demand: halved until the unit is known.
  let [from, to] = [least, least + f.large.units];
  for (let halving = 0; halving < HALVINGS && to - from > (f.whole ? 0.5 : 1e-6 * to); halving++) {
    const middle = f.whole ? Math.floor((from + to) / 2) : (from + to) / 2;
    if (1 - probabilityReached(f, mean, days, f.whole ? middle + 1 : middle) >= p) to = middle;
    else from = f.whole ? middle + 1 : middle;
  }
  return f.whole ? Math.round(to) : to;
}

/** P(a large order within so many days). */
const largeWithin = ({ large }: ProductForecast, days: number): number => 1 - Math.exp(-large.perDay * days);

/** E[max(demand - stock, 0)] of the next `days` days, in units. */
export function expectedShortfall(f: ProductForecast, days: number, stock: number): number {
  const { nothing, moments } = demandOf(f, expectedDemand(f, days), days);
  const left = Math.max(0, stock);
  const usual = (1 - nothing) * f.pack * expectedExcess(moments, left / f.pack);
  const large = largeWithin(f, days);
  if (large < RARE) return usual;
  return (
    (1 - large) * usual + large * (1 - nothing) * f.pack * expectedExcess(moments, (left - f.large.units) / f.pack)
  );
}

/** P(the demand of the next `days` days, of which `mean` units are usually expected, reaches `stock`). */
export function probabilityReached(f: ProductForecast, mean: number, days: number, stock: number): number {
  const { nothing, moments } = demandOf(f, mean, days);
  const usual = (1 - nothing) * probabilityAtLeast(moments, stock / f.pack);
  const large = largeWithin(f, days);
  if (large < RARE) return usual;
  return (1 - large) * usual + large * (1 - nothing) * probabilityAtLeast(moments, (stock - f.large.units) / f.pack);
}

/** The same of what is usual alone, were its rate known for sure. */
export function probabilityUsually(f: ProductForecast, mean: number, days: number, stock: number): number {
  const { nothing, moments } = demandOf(f, mean, days, 0);
  return (1 - nothing) * probabilityAtLeast(moments, stock / f.pack);
}
