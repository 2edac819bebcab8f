import { addDays, type Day, weekday } from '../shared/day.ts';
import type { DemandSeries } from './demand-series.ts';
import { HORIZON, type ProductForecast } from './product-forecast.ts';

/** What is known beside the history. */
export interface ForecastContext {
  /** The first day to forecast. */
  readonly origin: Day;
}

/** Days of history, and days with a sale in them, below which a forecast is not shown. */
const ENOUGH_DAYS = 56;
const ENOUGH_SALES = 2;
const DECAY = 0.04;

/** The forecast of every product of a shop, in the order of `series`. */
export function forecastShop(series: readonly DemandSeries[], { origin }: ForecastContext): ProductForecast[] {
  return series.map((one) => forecastProduct(one, origin));
}

function forecastProduct({ id, demand, empty }: DemandSeries, origin: Day): ProductForecast {
  const n = demand.length;
  const first = weekday(addDays(origin, -n));
  const sums = new Float64Array(7).fill(1);
  const counts = new Float64Array(7).fill(1);
  let level = 0;
  let spread = 0;
  let seen = 0;
  let recentSales = 0;
  let whole = true;
  for (let i = 0; i < n; i++) {
    const value = demand[i] ?? 0;
    if (empty?.[i] || !Number.isFinite(value)) continue;
    const day = (first + i) % 7;
    seen++;
    const rate = Math.max(DECAY, 1 / seen);
    spread += rate * ((value - level) ** 2 - spread);
    level += rate * (value - level);
    sums[day] = (sums[day] ?? 0) + value;
    counts[day] = (counts[day] ?? 0) + 1;
    if (value > 0 && n - i <= ENOUGH_DAYS) recentSales++;
    if (!Number.isInteger(value)) whole = false;
  }
  const averages = sums.map((sum, day) => sum / (counts[day] ?? 1));
  const mean = averages.reduce((a, b) => a + b, 0) / 7;
  const daily = Array.from({ length: HORIZON + 7 }, (_, i) => (level * (averages[(first + n + i) % 7] ?? 0)) / mean);
  return {
    id,
    daily: daily.slice(0, HORIZON),
    pattern: daily.slice(HORIZON),
    sufficient: n >= ENOUGH_DAYS && recentSales >= ENOUGH_SALES,
    lumpy: false,
    dispersion: level > 0 ? Math.max(1, spread / level) : 1,
    rateVariance: 0.04,
    interrupted: 0.02,
    whole,
  };
}
