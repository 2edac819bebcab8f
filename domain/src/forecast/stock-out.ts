import {
  HORIZON,
  leftIfShut,
  type ProductForecast,
  probabilityReached,
  probabilityUsually,
} from './product-forecast.ts';
import { type Reliability, reliabilityOf, TOLERANCE } from './reliability.ts';

/**
 * P(out) from which a day is announced. A little before the median: what runs out unannounced costs more than what is
 * announced too early. On the worlds of testing/ .45 came nearest (.695 of the best simple method's error against .700
 * at .5 and .698 at .4), and what ran out within 15 days came nearer still.
 */
const ANNOUNCED = 0.45;
/** Days within which a stock that runs out does so soon. */
const SOON = 15;

/** When a stock runs out. Days from the origin: 1 is the first; HORIZON + 1 means not within HORIZON days. */
export interface StockOut {
  /** The day to reckon with: a little before the median. */
  readonly day: number;
  /** The 80% interval of the day. */
  readonly from: number;
  readonly to: number;
  /** P(out within 15 days). */
  readonly within15: number;
  readonly reliability: Reliability;
}

/**
 * The day on which demand will have taken `onHand` units: the distribution of the cumulative demand, inverted. The day
 * to reckon with is that of the usual demand at a rate taken for known: not knowing it draws the distribution out to
 * the late side and moves its median, though no other rate is more probable; with orders far from the usual that come
 * again and again, the median of everything where that is earlier. A stock of 0 or less has run out already:
 * day 0. Throws where the stock is no number.
 */
export function stockOut(f: ProductForecast, onHand: number): StockOut {
  if (Number.isNaN(onHand)) throw new RangeError(`The stock of ${f.id} is not a number`);
  if (onHand <= 0)
    return { day: 0, from: 0, to: 0, within15: 1, reliability: f.sufficient ? 'RELIABLE' : 'INSUFFICIENT' };
  const reached = [0];
  let mean = 0;
  let day = HORIZON + 1;
  let from = HORIZON + 1;
  let to = HORIZON + 1;
  for (let d = 1; d <= HORIZON; d++) {
    mean += f.daily[d - 1] ?? 0;
    const p = probabilityReached(f, mean, d, onHand);
    reached.push(p);
    if (p >= 0.1 && from > d) from = d;
    // A narrower distribution has not got there much earlier.
    if (day > d && (p >= 0.5 || (p >= 0.2 && probabilityUsually(f, mean, d, onHand) >= ANNOUNCED))) day = d;
    const late = f.shut.length > 0 ? probabilityReached(f, leftIfShut(f, mean, d), d, onHand) : p;
    if (late >= 0.9 && to > d) to = d;
    // What comes later changes neither the days nor how far they may be trusted.
    if (d >= SOON && d >= to && d >= day + TOLERANCE) break;
  }
  day = Math.max(from, Math.min(day, to));
  return { day, from, to, within15: reached[SOON] ?? 0, reliability: reliabilityOf(f, reached, day, from, to) };
}
