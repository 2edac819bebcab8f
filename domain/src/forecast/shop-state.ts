import { addDays, type Day, weekday } from '../shared/day.ts';
import {
  type CalendarEvent,
  type CalendarState,
  eventFactor,
  eventsByDay,
  kindsOf,
  learnEvents,
  newCalendarState,
  turnCalendar,
} from './calendar.ts';
import { A_SALE, censoredDemand, knownDemand } from './censored-demand.ts';
import type { DemandSeries } from './demand-series.ts';
import { advanceDemand, type DemandState, endWeek, newDemandState } from './demand-state.ts';
import { FIRST_LAW, learnLaw, learnSpread, type ScatterLaw } from './dispersion.ts';
import { type Drift, learnDrift, newDrift } from './drift.ts';
import { learnResumes, newReturns, type Returns } from './interruption.ts';
import { errorScale, perEstimate, SMOOTHERS, weigh } from './smoothers.ts';
import {
  learnOpening,
  learnWeekday,
  newWeekdayProfile,
  type WeekdayProfile,
  wasClosed,
  weekdayFactor,
} from './weekday-profile.ts';

/** Share kept of the shop's knowledge of its estimates, each week. */
const SHOP_MEMORY = 0.8;
/** Days before a product counts in what the shop as a whole does. */
const FIRST_DAY = 14;
/** The day on which weeks end, 0 = Monday. */
const LAST_WEEKDAY = 6;
/** Rate variance at which the large products' fortnights stop counting more in the drift. */
const DRIFT_RATE_VARIANCE = 0.05;

/** All that is kept of a shop's past. */
export interface ShopState {
  readonly products: readonly DemandState[];
  readonly week: WeekdayProfile;
  readonly drift: Drift;
  /** Squared errors of the estimates over the shop, relative to their mean. */
  readonly errors: number[];
  /** Null: no calendar is followed. */
  readonly calendar: CalendarState | null;
  readonly returns: Returns;
  law: ScatterLaw;
}

export const newShopState = (products: number, kinds: readonly string[] = []): ShopState => ({
  products: Array.from({ length: products }, newDemandState),
  week: newWeekdayProfile(),
  drift: newDrift(),
  errors: perEstimate(1),
  calendar: kinds.length > 0 ? newCalendarState(kinds, products) : null,
  returns: newReturns(),
  law: FIRST_LAW,
});

/**
 * Takes in one day of every product, in constant time for each; NaN is no knowledge: an empty shelf, or a product that
 * the shop did not have yet. A day on which nothing was sold though several products should have been is a closed one,
 * and says nothing of the demand. `day` is the weekday; `events` are the calendar's kinds of events that fall on it;
 * `atLeast` is AT_LEAST or A_SALE where the shelf ran out in the course of the day.
 */
export function advanceShop(
  shop: ShopState,
  demand: ArrayLike<number>,
  day: number,
  events: readonly number[] = [],
  atLeast: ArrayLike<number> = [],
): void {
  const { products, week, calendar } = shop;
  if (calendar) turnCalendar(calendar, events);
  const closed = !hasSale(demand) && wasClosed(week, day, expectedSellers(products, demand));
  learnOpening(week, day, !closed);
  if (!closed) openDay(shop, demand, day, atLeast);
  if (day === LAST_WEEKDAY) endShopWeek(shop);
}

function hasSale(demand: ArrayLike<number>): boolean {
  for (let i = 0; i < demand.length; i++) if ((demand[i] ?? 0) > 0) return true;
  return false;
}

/** How many of the products whose demand is known should have sold. */
function expectedSellers(products: readonly DemandState[], demand: ArrayLike<number>): number {
  let sellers = 0;
  products.forEach(({ smoothers, running }, i) => {
    if (!Number.isNaN(demand[i] ?? Number.NaN)) sellers += smoothers.often * running;
  });
  return sellers;
}

function openDay(
  { products, week, calendar, returns }: ShopState,
  demand: ArrayLike<number>,
  day: number,
  atLeast: ArrayLike<number>,
): void {
  let sold = 0;
  let expected = 0;
  for (let i = 0; i < products.length; i++) {
    const product = products[i];
    const seen = demand[i] ?? Number.NaN;
    if (!product || Number.isNaN(seen)) continue;
    if (!Number.isInteger(seen)) product.whole = false;
    const { level, whole, scatter, smoothers } = product;
    const { dispersion } = scatter;
    const factor = weekdayFactor(product.week, week, day, dispersion);
    const event = calendar ? eventFactor(calendar, i, calendar.active, dispersion) : 1;
    // A sale whose size is not known is taken for a usual one: an estimate beyond it would feed on itself.
    const units =
      atLeast[i] === A_SALE
        ? smoothers.size
        : atLeast[i]
          ? censoredDemand(seen, level * factor * event, dispersion, whole)
          : seen;
    if (smoothers.days > FIRST_DAY) {
      sold += units / dispersion;
      expected += level / dispersion;
    }
    if (calendar && calendar.active.length > 0) learnEvents(calendar, i, units, factor, event, dispersion);
    advanceDemand(product, units, day, factor * event, returns);
    if (calendar && calendar.active.length === 0) calendar.levels[i] = product.level;
  }
  if (expected > 0) learnWeekday(week, day, sold, expected);
}

function endShopWeek(shop: ShopState): void {
  const errors = perEstimate(0);
  let measured = 0;
  let sold = 0;
  let expected = 0;
  for (const product of shop.products) {
    const fortnight = endWeek(product, shop.law);
    if (!fortnight) continue;
    const weight = 1 / (fortnight.dispersion * (1 + DRIFT_RATE_VARIANCE * fortnight.expected));
    sold += weight * fortnight.sold;
    expected += weight * fortnight.expected;
    const scale = errorScale(product.smoothers);
    if (scale <= 0) continue;
    const { errors: own, errorWeeks } = product.smoothers;
    for (let i = 0; i < SMOOTHERS; i++) errors[i] = (errors[i] ?? 0) + (own[i] ?? 0) / errorWeeks / scale;
    measured++;
  }
  if (measured > 0) {
    for (let i = 0; i < SMOOTHERS; i++) {
      shop.errors[i] = SHOP_MEMORY * (shop.errors[i] ?? 1) + ((1 - SHOP_MEMORY) * (errors[i] ?? 0)) / measured;
    }
    shop.law = learnLaw(
      shop.products.map(({ scatter }) => scatter),
      shop.law,
    );
  }
  for (const { smoothers, scatter } of shop.products) {
    weigh(smoothers, shop.errors);
    learnSpread(scatter, shop.law);
  }
  learnResumes(shop.returns);
  learnDrift(shop.drift, sold, expected);
}

/** The state at the beginning of `origin`, after the whole of `series`. */
export function replay(
  series: readonly DemandSeries[],
  origin: Day,
  calendar: readonly CalendarEvent[] = [],
): ShopState {
  const kinds = kindsOf(calendar);
  const shop = newShopState(series.length, kinds);
  const n = series.length;
  const { days, units, atLeast } = knownDemand(series);
  const first = addDays(origin, -days);
  const firstWeekday = weekday(first);
  const events = eventsByDay(calendar, kinds, first, days);
  for (let d = 0; d < days; d++) {
    const from = d * n;
    advanceShop(
      shop,
      units.subarray(from, from + n),
      (firstWeekday + d) % 7,
      events[d],
      atLeast.subarray(from, from + n),
    );
  }
  return shop;
}
