import { type Day, weekday } from '../shared/day.ts';
import { type CalendarEvent, eventFactor, eventsByDay } from './calendar.ts';
import type { DemandSeries } from './demand-series.ts';
import { newDispersion, scatterOf } from './dispersion.ts';
import { driftFactor } from './drift.ts';
import { nextRunning } from './interruption.ts';
import { isLumpy } from './lumpiness.ts';
import { HORIZON, type ProductForecast } from './product-forecast.ts';
import { replay, type ShopState } from './shop-state.ts';
import { isOpenOn, weekdayFactor } from './weekday-profile.ts';

/** What is known beside the history. */
export interface ForecastContext {
  /** The first day to forecast. */
  readonly origin: Day;
  /** Events that may change the demand; one has an effect only where the shop's own history has seen it before. */
  readonly calendar?: readonly CalendarEvent[];
}

/** Days of history, and days with a sale in them, below which a forecast is not shown. */
const ENOUGH_DAYS = 56;
const ENOUGH_SALES = 2;
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
/** A product is never given up wholly, so that its expected demand stays above 0 and can be inverted. */
const MOST_INTERRUPTED = 0.99;

/** The forecast of every product of a shop, in the order of `series`. */
export function forecastShop(series: readonly DemandSeries[], context: ForecastContext): ProductForecast[] {
  const { origin, calendar = [] } = context;
  const shop = replay(series, origin, calendar);
  const events = eventsByDay(calendar, shop.calendar?.kinds ?? [], origin, HORIZON);
  return series.map((one, i) => forecastProduct(one, shop, i, weekday(origin), events));
}

function forecastProduct(
  { id, demand, empty }: DemandSeries,
  shop: ShopState,
  index: number,
  first: number,
  events: readonly (readonly number[])[],
): ProductForecast {
  const state = shop.products[index];
  const level = (state?.level ?? 0) * driftFactor(shop.drift);
  const dispersion = state?.scatter.dispersion ?? 1;
  const { resumes } = shop.returns;
  const interrupted = Math.min(MOST_INTERRUPTED, 1 - nextRunning(state?.running ?? 1, resumes));
  const extra = state?.extra ?? 0;
  const factors = WEEKDAYS.map((day) =>
    state && isOpenOn(shop.week, day) ? weekdayFactor(state.week, shop.week, day, dispersion) : 0,
  );
  const daily: number[] = [];
  const pattern: number[] = [];
  let away = interrupted;
  for (let i = 0; i < HORIZON + 7; i++) {
    const running = 1 - away;
    away *= 1 - resumes;
    const event = shop.calendar ? eventFactor(shop.calendar, index, events[i] ?? [], dispersion) : 1;
    const units = (level + extra) * running * (factors[(first + i) % 7] ?? 0) * event;
    (i < HORIZON ? daily : pattern).push(units);
  }
  return {
    id,
    daily,
    sufficient: isSufficient(demand),
    lumpy: isLumpy(demand, empty),
    pattern,
    ...scatterOf(state?.scatter ?? newDispersion(), shop.law, level),
    interrupted,
    resumes,
    ordinary: level > 0 ? level / (level + extra) : 1,
    whole: state?.whole ?? true,
  };
}

function isSufficient(demand: ArrayLike<number>): boolean {
  if (demand.length < ENOUGH_DAYS) return false;
  let sales = 0;
  for (let i = demand.length - ENOUGH_DAYS; i < demand.length; i++) if ((demand[i] ?? 0) > 0) sales++;
  return sales >= ENOUGH_SALES;
}
