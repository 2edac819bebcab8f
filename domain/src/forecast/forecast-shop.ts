import { type Day, weekday } from '../shared/day.ts';
import { must } from '../shared/must.ts';
import { type CalendarEvent, eventDoubt, eventFactor, eventsByDay } from './calendar.ts';
import { type Caveat, STOPPING } from './caveat.ts';
import { closedDays } from './closure.ts';
import type { DemandSeries } from './demand-series.ts';
import { type DemandState, PACK_SALES } from './demand-state.ts';
import { scatterOf } from './dispersion.ts';
import { driftFactor } from './drift.ts';
import { nextRunning, resumesAfter } from './interruption.ts';
import { BASE, type Change, changeOf, shutOf } from './last-year.ts';
import { isLumpy } from './lumpiness.ts';
import { HORIZON, type ProductForecast } from './product-forecast.ts';
import { replay } from './replay.ts';
import type { ShopState } from './shop-state.ts';
import { perEstimate, SMOOTHERS, weeksIn } from './smoothers.ts';
import { isOpenOn, saleDays, weekdayFactor } from './weekday-profile.ts';

/** What is known beside the history. */
export interface ForecastContext {
  /** The first day to forecast. */
  readonly origin: Day;
  /** Events that may change the demand: by what the shop's own history has seen of them, or by their prior. */
  readonly calendar?: readonly CalendarEvent[];
}

/**
 * Days of history below which a forecast is not shown, and open days with stock on hand of which two had a sale: while
 * the shop is closed or the shelf empty, what is known does not become too little.
 */
const ENOUGH_DAYS = 56;
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
/** A product is never given up wholly, so that its expected demand stays above 0 and can be inverted. */
const MOST_INTERRUPTED = 0.99;
/** Days ahead of which the return of what is interrupted is asked: the middle of a fortnight. */
const NEAR = 7;
/**
 * Days with a sale, of the last nine months or so, from which a rate is known: with 30 of them and more, dates called
 * reliable are right 91 times in 100 and more in shops that sell everything at a rate of its own; with fewer, 80 times.
 */
const SETTLED = 30;
/** Days for which a large order is remembered. */
const LARGE_ORDER_DAYS = 90;

/** What lies ahead of the whole shop, by day: the kinds of events, and what last year says. */
interface Ahead {
  readonly weekday: number;
  readonly events: readonly (readonly number[])[];
  readonly changes: readonly Change[];
  readonly doubts: readonly number[];
  readonly shut: readonly number[];
  readonly caveats: readonly Caveat[];
}

/** The forecast of every product of a shop, in the order of `series`. */
export function forecastShop(series: readonly DemandSeries[], context: ForecastContext): ProductForecast[] {
  const { origin, calendar = [] } = context;
  const shop = replay(series, origin, calendar);
  const ahead = aheadOf(shop, origin, calendar);
  return series.map((one, i) => forecastProduct(one, shop, i, ahead));
}

function aheadOf(shop: ShopState, origin: Day, calendar: readonly CalendarEvent[]): Ahead {
  const first = weekday(origin);
  const events = eventsByDay(calendar, shop.calendar?.kinds ?? [], origin, HORIZON + 7);
  // The week that is going on is the next one after the last that ended.
  const weeks = Array.from({ length: HORIZON + 7 }, (_, i) => 1 + Math.floor((first + i) / 7));
  const memory = memoryOf(shop);
  const shut = weeks.map((week) => shutOf(shop.lastYear, week));
  const changes = weeks.map((week) => changeOf(shop.lastYear, week, memory));
  let sum = 0;
  let units = 0;
  const doubts = changes.slice(0, HORIZON).map(({ factor, doubt }, i) => {
    const event = shop.calendar ? eventDoubt(shop.calendar, events[i] ?? []) : 0;
    sum += factor * Math.hypot(doubt, event);
    units += factor;
    return sum / units;
  });
  const caveats: Caveat[] = [];
  const closed = closedDays(shop.closure);
  if (closed > 0) caveats.push({ kind: 'CLOSED', days: closed });
  let [all, taken] = [0, 0];
  const shares = changes.slice(0, HORIZON).map(({ factor }, i) => {
    all += factor;
    taken += factor * (shut[i] ?? 0);
    return taken / all;
  });
  const gone = shut.slice(0, HORIZON).reduce((days, share) => days + share, 0);
  if (gone > 0) {
    caveats.push({ kind: 'CLOSED_LAST_YEAR', days: Math.round(gone), day: 1 + shut.findIndex((share) => share > 0) });
  }
  const unseen = (kind: number): boolean => !shop.calendar?.known[kind];
  // The first of them: what it touches, the later ones do not make better.
  const day = events.findIndex((kinds, i) => i < HORIZON && kinds.some(unseen));
  const event = shop.calendar?.kinds[events[day]?.find(unseen) ?? -1];
  if (event) caveats.push({ kind: 'EVENT', event: event.kind, day: day + 1 });
  return { weekday: first, events, changes, doubts: sum > 0 ? doubts : [], shut: gone > 0 ? shares : [], caveats };
}

/** What share of the products' levels the last weeks have each, over all of them by what they sell. */
function memoryOf({ products }: ShopState): number[] {
  const weights = perEstimate(0);
  for (const { smoothers, level, scatter } of products) {
    for (let i = 0; i < SMOOTHERS; i++) {
      weights[i] = (weights[i] ?? 0) + ((smoothers.weights[i] ?? 0) * level) / scatter.dispersion;
    }
  }
  return weeksIn(weights, BASE);
}

function forecastProduct(
  { id, demand, empty }: DemandSeries,
  shop: ShopState,
  index: number,
  ahead: Ahead,
): ProductForecast {
  const state = must(shop.products[index], 'state of a product');
  const level = state.level * driftFactor(shop.drift);
  const { dispersion } = state.scatter;
  const { stops } = shop.stops;
  const resumes = resumesAfter(shop.stops, state.presence.quiet + NEAR);
  const factors = WEEKDAYS.map((day) =>
    isOpenOn(shop.week, day) ? weekdayFactor(state.week, shop.week, day, dispersion, state.level) : 0,
  );
  const interrupted = Math.min(MOST_INTERRUPTED, 1 - nextRunning(state.presence, shop.stops));
  let running = 1 - interrupted;
  const daily: number[] = [];
  const pattern: number[] = [];
  for (let i = 0; i < HORIZON + 7; i++) {
    const event = shop.calendar ? eventFactor(shop.calendar, index, ahead.events[i] ?? [], dispersion) : 1;
    const change = ahead.changes[i]?.factor ?? 1;
    const units = level * running * (factors[(ahead.weekday + i) % 7] ?? 0) * event * change;
    (i < HORIZON ? daily : pattern).push(units);
    running = running * (1 - stops) + (1 - running) * resumes;
  }
  return {
    id,
    daily,
    sufficient: demand.length >= ENOUGH_DAYS && state.sinceSaleBefore < ENOUGH_DAYS,
    lumpy: isLumpy(demand, empty),
    settled: saleDays(state.week) >= SETTLED,
    pattern,
    ...scatterOf(state.scatter, shop.law, level),
    doubts: ahead.doubts,
    shut: ahead.shut,
    interrupted,
    resumes,
    stops,
    large: largeOf(state),
    whole: state.whole,
    pack: state.whole && state.smoothers.sales >= PACK_SALES ? Math.max(1, state.pack) : 1,
    caveats: caveatsOf(state, shop.days, interrupted, empty !== undefined, ahead.caveats),
  };
}

/** What was seen once is not expected again; what was seen more often is, once less. */
function largeOf({ large: { count, sum }, smoothers: { days } }: DemandState): ProductForecast['large'] {
  return count < 2 ? { perDay: 0, units: 0 } : { perDay: (count - 1) / days, units: sum / count };
}

function caveatsOf(
  { large }: DemandState,
  today: number,
  interrupted: number,
  knowsStock: boolean,
  shop: readonly Caveat[],
): readonly Caveat[] {
  const own: Caveat[] = [];
  if (interrupted > STOPPING) own.push({ kind: 'STOPPING' });
  const ago = today - large.on + 1;
  if (ago <= LARGE_ORDER_DAYS) own.push({ kind: 'LARGE_ORDER', units: large.units, ago });
  if (!knowsStock) own.push({ kind: 'STOCK_UNKNOWN' });
  return own.length > 0 ? [...shop, ...own] : shop;
}
