import {
  type CalendarState,
  type EventKind,
  eventFactor,
  learnEvents,
  newCalendarState,
  turnCalendar,
} from './calendar.ts';
import { A_SALE, censoredDemand } from './censored-demand.ts';
import { type Closure, type Decision, decide, newClosure, type SilentDay } from './closure.ts';
import { advanceDemand, type DemandState, endWeek, learnPack, newDemandState, noSale } from './demand-state.ts';
import { FIRST_LAW, learnLaw, learnSpread, type ScatterLaw } from './dispersion.ts';
import { type Drift, learnDrift, newDrift } from './drift.ts';
import { learnStops, newStops, type Stops } from './interruption.ts';
import { type LastYear, learnShut, learnWeekOfYear, newLastYear, type Weeks } from './last-year.ts';
import { errorScale, perEstimate, SMOOTHERS, weigh } from './smoothers.ts';
import {
  learnOpening,
  learnWeekday,
  newWeekdayProfile,
  type WeekdayProfile,
  weekdayFactor,
} from './weekday-profile.ts';

/** Share kept of the shop's knowledge of its estimates, each week. */
const SHOP_MEMORY = 0.8;
/** Days before a product counts in what the shop as a whole does. */
const FIRST_DAY = 14;
/** Least days (of factor 1) of a week that is compared with another. */
const LEAST_FACTORS = 2;
/** The day on which weeks end, 0 = Monday. */
const LAST_WEEKDAY = 6;
/** P(open) below which a day without any sale says nothing at all. */
const SURELY_CLOSED = 0.01;
const OPEN: Decision = { recorded: 1, closed: 0 };
/** Days without any sale after which they are decided on, though none with a sale has followed. */
const LONGEST_WAIT = 56;
/** Least P(no sale) of one product on which the shop was open: any product may be passed over for a day. */
const LEAST_ZERO = 0.1;
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
  readonly stops: Stops;
  readonly closure: Closure;
  readonly lastYear: LastYear;
  law: ScatterLaw;
  /** Days taken in. */
  days: number;
}

export const newShopState = (products: number, kinds: readonly EventKind[] = []): ShopState => ({
  products: Array.from({ length: products }, newDemandState),
  week: newWeekdayProfile(),
  drift: newDrift(),
  errors: perEstimate(1),
  calendar: kinds.length > 0 ? newCalendarState(kinds, products) : null,
  stops: newStops(),
  closure: newClosure(),
  lastYear: newLastYear(),
  law: FIRST_LAW,
  days: 0,
});

/**
 * Takes in one day of every product, in constant time for each; NaN is no knowledge: an empty shelf, or a product that
 * the shop did not have yet. A day on which nothing was sold though several products should have been is a closed one,
 * and says nothing of the demand: days without any sale wait until that can be told. `day` is the weekday; `events` are
 * the calendar's kinds of events that fall on it; `atLeast` is AT_LEAST or A_SALE where the shelf ran out in the course
 * of the day.
 */
export function advanceShop(
  shop: ShopState,
  demand: ArrayLike<number>,
  day: number,
  events: readonly number[] = [],
  atLeast: ArrayLike<number> = [],
): void {
  const today = { weekday: day, demand, events, atLeast };
  if (hasSale(demand)) {
    settle(shop, true);
    learnOpening(shop.week, day, 1);
    takeDay(shop, today, OPEN);
    return;
  }
  shop.closure.undecided.push(today);
  if (shop.closure.undecided.length >= LONGEST_WAIT) settle(shop);
}

/** Takes in the days without any sale that were still waiting; `reopens`: one with a sale follows. */
export function settle(shop: ShopState, reopens = false): void {
  const { closure, week } = shop;
  if (closure.undecided.length === 0 && !reopens) return;
  const information = closure.undecided.map(({ demand, weekday: day }) => informationOf(shop, demand, day));
  const decisions = decide(closure, week, information, reopens);
  closure.undecided.splice(0).forEach((day, i) => void takeDay(shop, day, decisions[i] ?? OPEN));
}

/** Takes in a day of which it is decided what it was. */
function takeDay(shop: ShopState, today: SilentDay, { recorded, closed }: Decision): void {
  const { weekday: day, demand, events, atLeast } = today;
  shop.days++;
  learnShut(shop.lastYear, shop.week.factors[day] ?? 1, closed);
  if (shop.calendar) turnCalendar(shop.calendar, events);
  if (recorded > SURELY_CLOSED) openDay(shop, demand, day, atLeast, recorded);
  if (day === LAST_WEEKDAY) endShopWeek(shop);
}

function hasSale(demand: ArrayLike<number>): boolean {
  for (let i = 0; i < demand.length; i++) if ((demand[i] ?? 0) > 0) return true;
  return false;
}

/** -log P(none of the products whose demand is known sells anything, on a day on which the shop is open). */
function informationOf({ products, week }: ShopState, demand: ArrayLike<number>, day: number): number {
  let information = 0;
  products.forEach((product, i) => {
    const { week: own, scatter, presence, smoothers } = product;
    if (smoothers.days <= FIRST_DAY || Number.isNaN(demand[i] ?? Number.NaN)) return;
    const zero = noSale(product, weekdayFactor(own, week, day, scatter.dispersion, product.level));
    information -= Math.log(1 - presence.running * (1 - Math.max(zero, LEAST_ZERO)));
  });
  return information;
}

function openDay(
  shop: ShopState,
  demand: ArrayLike<number>,
  day: number,
  atLeast: ArrayLike<number>,
  recorded: number,
): void {
  const { products, week, calendar, stops } = shop;
  const today = { weekday: day, number: shop.days, week, stops, recorded };
  let sold = 0;
  let expected = 0;
  for (let i = 0; i < products.length; i++) {
    const product = products[i];
    const seen = demand[i] ?? Number.NaN;
    if (!product || Number.isNaN(seen)) continue;
    if (!Number.isInteger(seen)) product.whole = false;
    // What was sold while the shelf ran out may have been the rest of a pack.
    else if (seen > 0 && !atLeast[i]) learnPack(product, seen);
    const { level, whole, scatter, smoothers } = product;
    const { dispersion } = scatter;
    const factor = weekdayFactor(product.week, week, day, dispersion, level);
    const event = calendar ? eventFactor(calendar, i, calendar.active, dispersion) : 1;
    // A sale whose size is not known is taken for a usual one: an estimate beyond it would feed on itself.
    const units =
      atLeast[i] === A_SALE
        ? smoothers.size
        : atLeast[i]
          ? censoredDemand(seen, level * factor * event, dispersion, whole)
          : seen;
    if (calendar && calendar.active.length > 0 && recorded > 0.5) {
      learnEvents(calendar, i, units, factor, event, dispersion);
    }
    advanceDemand(product, units, factor * event, today);
    if (smoothers.days > FIRST_DAY) {
      const asked = recorded * product.presence.running;
      sold += (asked * units) / dispersion;
      expected += (asked * level * event) / dispersion;
    }
    if (calendar && calendar.active.length === 0) calendar.levels[i] = product.level;
  }
  if (expected > 0) learnWeekday(week, day, sold, expected);
}

function endShopWeek(shop: ShopState): void {
  const errors = perEstimate(0);
  let measured = 0;
  let sold = 0;
  let expected = 0;
  let away = 0;
  const weeks = { now: 0, before: 0, orders: 0 };
  for (const product of shop.products) {
    away += 1 - product.presence.running;
    compareWeeks(product, weeks);
    const fortnight = endWeek(product, shop.law);
    if (!fortnight) continue;
    const { running, dispersion } = fortnight;
    const weight = running / (dispersion * (1 + DRIFT_RATE_VARIANCE * fortnight.expected));
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
  learnStops(shop.stops, away);
  learnDrift(shop.drift, sold, expected);
  learnWeekOfYear(shop.lastYear, weeks);
}

/** Adds a product's orders a day of this week and of the last, where both were known. */
function compareWeeks({ units, factors, lastUnits, lastFactors, scatter, presence }: DemandState, weeks: Weeks): void {
  if (factors < LEAST_FACTORS || lastFactors < LEAST_FACTORS || presence.running < 0.5) return;
  weeks.now += units / factors / scatter.dispersion;
  weeks.before += lastUnits / lastFactors / scatter.dispersion;
  weeks.orders += (units + lastUnits) / 2 / scatter.dispersion;
}
