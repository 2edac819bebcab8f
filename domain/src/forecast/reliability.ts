import { mayBeReliable } from './caveat.ts';
import { HORIZON, type ProductForecast } from './product-forecast.ts';

/** How far a stock-out day may be trusted. */
export type Reliability = 'RELIABLE' | 'MEDIUM' | 'LOW' | 'INSUFFICIENT';

/**
 * Days by which a reliable stock-out day may be off, and the least probability that it is not. The distributions err on
 * the wide side: from 0.86 on, days of the worlds of testing/ are right 92 to 97 times in 100.
 */
export const TOLERANCE = 2;
const SURE = 0.86;
/** Widest 80% interval of a reliable and of a moderately reliable day, in days. */
const RELIABLE_WIDTH = 4;
const MEDIUM_WIDTH = 12;

/**
 * The reliability of a stock-out `day` with the 80% interval `from`..`to`; `reached[d]` is the probability of being out
 * by day d, up to TOLERANCE days after `day` or HORIZON. Reliable: the interval is 4 days at most, the day right within
 * 2 days (aim: 9 times in 10), and the product sells regularly and often enough, for the narrow interval of a lumpy or
 * rare product is not to be trusted; nor is any that a caveat touches.
 */
export function reliabilityOf(
  f: ProductForecast,
  reached: ArrayLike<number>,
  day: number,
  from: number,
  to: number,
): Reliability {
  if (!f.sufficient) return 'INSUFFICIENT';
  const upper = reached[Math.min(HORIZON + 1, day + TOLERANCE)] ?? 1;
  const lower = reached[Math.max(0, day - TOLERANCE - 1)] ?? 0;
  const sure = to - from <= RELIABLE_WIDTH && upper - lower >= SURE;
  if (sure && f.settled && !f.lumpy && mayBeReliable(f.caveats, to)) return 'RELIABLE';
  return to - from <= MEDIUM_WIDTH ? 'MEDIUM' : 'LOW';
}
