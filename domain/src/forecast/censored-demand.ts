import type { DemandSeries } from './demand-series.ts';
import { expectedExcess, probabilityAtLeast } from './negative-binomial.ts';

/**
 * A day so improbable that its expectation is not to be computed with: what was sold is taken for what was asked for.
 */
const HARDLY_POSSIBLE = 0.001;

/**
 * The demand to expect on a day on which `units` were sold until the shelf was empty: E[D | D >= units], where a whole
 * day would have had `expected` on average (the expectation step of Nahmias 1994, "Demand estimation in lost sales
 * systems").
 */
export function censoredDemand(units: number, expected: number, dispersion: number, whole: boolean): number {
  if (!(expected > 0)) return units;
  const moments = { mean: expected, variance: dispersion * expected, whole };
  const probability = probabilityAtLeast(moments, units);
  return probability < HARDLY_POSSIBLE ? units : units + expectedExcess(moments, units) / probability;
}

/** The demand was what is known at least. */
export const AT_LEAST = 1;
/** Nothing is known but that something was sold until the shelf was empty. */
export const A_SALE = 2;

/** What the series of a shop tell of each day, day by day: the `n` products of day d are at d * n … (d + 1) * n - 1. */
export interface KnownDemand {
  readonly days: number;
  /** Units; NaN where nothing is known. */
  readonly units: Float64Array;
  /** AT_LEAST or A_SALE where the shelf ran out in the course of the day, else 0. */
  readonly atLeast: Uint8Array;
}

/**
 * Reads series that end on the same day: a day on an empty shelf tells nothing, but what was asked for or sold all the
 * same is a least demand; so is what was sold on the day before, on which the shelf must have become empty if anything
 * was. If nothing was, it ran out on the first of the days of which no figure is known (NaN), by a sale.
 */
export function knownDemand(series: readonly DemandSeries[]): KnownDemand {
  const n = series.length;
  const days = series.reduce((most, { demand }) => Math.max(most, demand.length), 0);
  const units = new Float64Array(days * n).fill(Number.NaN);
  const atLeast = new Uint8Array(days * n);
  series.forEach(({ demand, empty }, i) => {
    let nextUnknown = false;
    for (let day = demand.length - 1; day >= 0; day--) {
      const value = demand[day];
      const wasEmpty = empty ? Boolean(empty[day]) : false;
      const unknown = typeof value !== 'number' || !Number.isFinite(value) || (wasEmpty && value <= 0);
      const at = (days - demand.length + day) * n + i;
      if (!unknown) units[at] = Math.max(0, value);
      // Only a sale empties a shelf.
      if (wasEmpty || (nextUnknown && Number(value) > 0)) atLeast[at] = AT_LEAST;
      if (nextUnknown && Number(value) <= 0 && !wasEmpty && Number.isNaN(demand[day + 1])) {
        units[at + n] = 0;
        atLeast[at + n] = A_SALE;
      }
      nextUnknown = unknown;
    }
  });
  return { days, units, atLeast };
}
