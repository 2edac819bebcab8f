/**
 * Whether the whole shop sells more or less than its products' levels said: the last fortnight's log ratio, times how
 * much such a ratio has told of the next fortnight so far (a regression through 0, shrunk to 0), and never beyond what
 * such ratios were.
 */
const MEMORY = 0.97;
/** Squared log ratios, as of two fortnights off by 7%, that pull the regression to "tells nothing". */
const PRIOR = 0.01;
const LARGEST = Math.LN2;
/** Weeks of log ratios of 5%, beside the shop's own, that say how far they go. */
const USUAL = 0.05;
const USUAL_WEEKS = 8;

export interface Drift {
  /** Log ratios of the fortnights that ended 0 and 1 weeks ago. */
  readonly ratios: [number, number];
  cross: number;
  squares: number;
  weeks: number;
}

export const newDrift = (): Drift => ({ ratios: [0, 0], cross: 0, squares: 0, weeks: 0 });

/**
 * Takes in a week's end: what was sold and expected in the last fortnight, over the products, each over its variance.
 */
export function learnDrift(drift: Drift, sold: number, expected: number): void {
  const ratio = sold > 0 && expected > 0 ? Math.max(-LARGEST, Math.min(LARGEST, Math.log(sold / expected))) : 0;
  // Fortnights two weeks apart do not overlap.
  const before = drift.ratios[1];
  drift.cross = MEMORY * drift.cross + ratio * before;
  drift.squares = MEMORY * drift.squares + before * before;
  drift.weeks = MEMORY * drift.weeks + 1;
  drift.ratios[1] = drift.ratios[0];
  drift.ratios[0] = ratio;
}

/** The factor by which the next weeks will differ from the products' levels. */
export function driftFactor({ ratios, cross, squares, weeks }: Drift): number {
  const tells = Math.max(0, Math.min(1, cross / (squares + PRIOR)));
  // The root mean square of the ratios so far, this one apart.
  const usual = Math.sqrt((squares + USUAL_WEEKS * USUAL ** 2) / (weeks + USUAL_WEEKS));
  const last = Math.max(-usual, Math.min(usual, ratios[0]));
  return Math.exp(tells * last);
}
