/**
 * Whether the whole shop sells more or less than its products' levels said: the last fortnight's log ratio, times how
 * much such a ratio has told of the next fortnight so far (a regression through 0, shrunk to 0).
 */
const MEMORY = 0.97;
/** Squared log ratios, as of two fortnights off by 7%, that pull the regression to "tells nothing". */
const PRIOR = 0.01;
const LARGEST = Math.LN2;

export interface Drift {
  /** Log ratios of the fortnights that ended 0 and 1 weeks ago. */
  readonly ratios: [number, number];
  cross: number;
  squares: number;
}

export const newDrift = (): Drift => ({ ratios: [0, 0], cross: 0, squares: 0 });

/**
 * Takes in a week's end: what was sold and expected in the last fortnight, over the products, each over its variance.
 */
export function learnDrift(drift: Drift, sold: number, expected: number): void {
  const ratio = sold > 0 && expected > 0 ? Math.max(-LARGEST, Math.min(LARGEST, Math.log(sold / expected))) : 0;
  // Fortnights two weeks apart do not overlap.
  const before = drift.ratios[1];
  drift.cross = MEMORY * drift.cross + ratio * before;
  drift.squares = MEMORY * drift.squares + before * before;
  drift.ratios[1] = drift.ratios[0];
  drift.ratios[0] = ratio;
}

/** The factor by which the next weeks will differ from the products' levels. */
export function driftFactor({ ratios, cross, squares }: Drift): number {
  const tells = Math.max(0, Math.min(1, cross / (squares + PRIOR)));
  return Math.exp(tells * ratios[0]);
}
