import { addDays } from '../shared/day.ts';
import type { DemandSeries } from './demand-series.ts';
import { type ForecastContext, forecastShop } from './forecast-shop.ts';
import { expectedDemand, type ProductForecast } from './product-forecast.ts';

/** Orders expected of a day without any from which the shop must have been closed: e^-5 is their probability. */
const SURELY_CLOSED = 5;
/** Days over which the shop's value is forecast, the origins that are tried, and the history that each needs. */
const DAYS = 15;
const ORIGINS = 4;
const LEAST_HISTORY = 56;

/** How wrong the forecasts would have been. */
export interface BackTest {
  /** |forecast - actual| / actual of the whole shop's value over 15 days, as a mean over the origins; 0.1 is 10%. */
  readonly error: number;
  readonly origins: number;
}

/**
 * Forecasts the shop again as of 15, 30, 45 and 60 days before the context's origin, each time from what was known
 * then, and compares with what was asked for; `values` are FCFA per unit. Days on an empty shelf, and days on which the
 * shop must have been closed, count on neither side.
 * Null when the history does not reach back far enough or nothing was sold.
 */
export function backTest(
  series: readonly DemandSeries[],
  values: ArrayLike<number>,
  context: ForecastContext,
): BackTest | null {
  const longest = series.reduce((most, { demand }) => Math.max(most, demand.length), 0);
  const errors: number[] = [];
  for (let k = 1; k <= ORIGINS && longest - k * DAYS >= LEAST_HISTORY; k++) {
    const error = errorAt(series, values, context, k * DAYS);
    if (error !== null) errors.push(error);
  }
  if (errors.length === 0) return null;
  return { error: errors.reduce((a, b) => a + b, 0) / errors.length, origins: errors.length };
}

function errorAt(
  series: readonly DemandSeries[],
  values: ArrayLike<number>,
  context: ForecastContext,
  back: number,
): number | null {
  const known = series.map(({ id, demand, empty }) => ({
    id,
    demand: Array.prototype.slice.call(demand, 0, Math.max(0, demand.length - back)) as number[],
    ...(empty ? { empty: Array.prototype.slice.call(empty, 0, Math.max(0, demand.length - back)) as number[] } : {}),
  }));
  const forecasts = forecastShop(known, { ...context, origin: addDays(context.origin, -back) });
  const closed = closedDays(series, forecasts, back);
  let expected = 0;
  let actual = 0;
  series.forEach(({ demand, empty }, i) => {
    const forecast = forecasts[i];
    const start = demand.length - back;
    if (!forecast || start <= 0) return;
    const value = values[i] ?? 0;
    for (let d = 0; d < DAYS; d++) {
      const units = demand[start + d];
      if (closed[d] || empty?.[start + d] || units === undefined || !Number.isFinite(units)) continue;
      expected += value * (expectedDemand(forecast, d + 1) - expectedDemand(forecast, d));
      actual += value * units;
    }
  });
  return actual > 0 ? Math.abs(expected - actual) / actual : null;
}

/** Which of the days since `back` days ago had no sale at all though many were expected. */
function closedDays(series: readonly DemandSeries[], forecasts: readonly ProductForecast[], back: number): boolean[] {
  return Array.from({ length: DAYS }, (_, d) => {
    let orders = 0;
    for (const [i, { demand }] of series.entries()) {
      const units = demand[demand.length - back + d] ?? 0;
      if (units > 0) return false;
      const { daily, dispersion } = forecasts[i] ?? { daily: [], dispersion: 1 };
      orders += (daily[d] ?? 0) / Math.max(1, dispersion);
    }
    return orders >= SURELY_CLOSED;
  });
}
