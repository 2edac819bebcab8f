import { type Day, weekday } from '../shared/day.ts';
import type { DemandSeries } from './demand-series.ts';
import type { DemandState } from './demand-state.ts';
import { rateVarianceOf } from './dispersion.ts';
import { driftFactor } from './drift.ts';
import { isLumpy } from './lumpiness.ts';
import { HORIZON, type ProductForecast } from './product-forecast.ts';
import { replay, type ShopState } from './shop-state.ts';
import { isOpenOn, weekdayFactor } from './weekday-profile.ts';

/** What is known beside the history. */
export interface ForecastContext {
  /** The first day to forecast. */
  readonly origin: Day;
}

/** Days of history, and days with a sale in them, below which a forecast is not shown. */
const ENOUGH_DAYS = 56;
const ENOUGH_SALES = 2;
/** A product is never given up wholly, so that its expected demand stays above 0 and can be inverted. */
const MOST_INTERRUPTED = 0.99;

/** The forecast of every product of a shop, in the order of `series`. */
export function forecastShop(series: readonly DemandSeries[], context: ForecastContext): ProductForecast[] {
  const shop = replay(series, weekday(context.origin));
  return series.map((one, i) => forecastProduct(one, shop, shop.products[i], context));
}

function forecastProduct(
  { id, demand, empty }: DemandSeries,
  shop: ShopState,
  state: DemandState | undefined,
  { origin }: ForecastContext,
): ProductForecast {
  const first = weekday(origin);
  const level = (state?.level ?? 0) * driftFactor(shop.drift);
  const dispersion = state?.scatter.dispersion ?? 1;
  const interrupted = Math.min(MOST_INTERRUPTED, 1 - (state?.running ?? 1));
  const extra = state?.extra ?? 0;
  const perDay = (level + extra) * (1 - interrupted);
  const daily = Array.from({ length: HORIZON + 7 }, (_, i) => {
    const day = (first + i) % 7;
    if (!state || !isOpenOn(shop.week, day)) return 0;
    return perDay * weekdayFactor(state.week, shop.week, day, dispersion);
  });
  return {
    id,
    daily: daily.slice(0, HORIZON),
    sufficient: isSufficient(demand),
    lumpy: isLumpy(demand, empty),
    pattern: daily.slice(HORIZON),
    dispersion,
    rateVariance: state ? rateVarianceOf(state.scatter, shop.rateVariance) : 0,
    interrupted,
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
