import type { DemandSeries } from './demand-series.ts';
import { expectedExcess, probabilityAtLeast } from './negative-binomial.ts';

/** A day so improbable that its expectation is not to be computed with: what was sold is taken for what was asked for. */
const HARDLY_POSSIBLE = 0.001;

/**
 * The demand to expect on a day on which `units` were sold until the shelf was empty: E[D | D >= units], where a whole day
 * would have had `expected` on average (the expectation step of Nahmias 1994, "Demand estimation in lost sales systems").
 */
export function censoredDemand(units: number, expected: number, dispersion: number, whole: boolean): number {
  if (!(expected > 0)) return units;
  const moments = { mean: expected, variance: dispersion * expected, whole };
  const probability = probabilityAtLeast(moments, units);
  return probability < HARDLY_POSSIBLE ? units : units + expectedExcess(moments, units) / probability;
}

/** What a series tells of each day. */
export interface KnownDemand {
  /** Units; NaN where nothing is known. */
  readonly units: Float64Array;
  /** Non-zero: the shelf ran out in the course of the day, so the demand was that at least. */
  readonly atLeast: Uint8Array;
}

/**
 * Reads a series: a day on an empty shelf tells nothing, but what was asked for or sold all the same is a least demand; so
 * is what was sold on the day before, on which the shelf must have become empty.
 */
export function knownDemand({ demand, empty }: DemandSeries): KnownDemand {
  const units = new Float64Array(demand.length);
  const atLeast = new Uint8Array(demand.length);
  for (let d = units.length - 1; d >= 0; d--) {
    const value = Number(demand[d] ?? Number.NaN);
    const wasEmpty = Boolean(empty?.[d]);
    units[d] = !Number.isFinite(value) || (wasEmpty && value <= 0) ? Number.NaN : Math.max(0, value);
    atLeast[d] = wasEmpty || Number.isNaN(units[d + 1] ?? 0) ? 1 : 0;
  }
  return { units, atLeast };
}
