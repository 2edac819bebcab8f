import {
  type DemandSeries,
  demandQuantile,
  forecastShop,
  HORIZON,
  type Reliability,
  stockOut,
} from '@digiboost/domain/forecast';

/**
 * The predictor as a judge of forecasts calls it: `predict(shop, context)` gives an answer for each product, in order.
 * `npm run build:judge` bundles this file to domain/dist/judge.mjs, which any such judge imports.
 */
export function predict(shop: readonly JudgedProduct[], context: JudgeContext): Answer[] {
  const series = shop.map(({ sku, y, empty, mask }): DemandSeries => {
    const masked = empty ?? mask;
    return {
      id: sku,
      // What is masked and shows no sale may hide one: the day on which the shelf ran out.
      demand:
        masked || !isWhole(y)
          ? y.map((units, day) => (units === null || (masked?.[day] && units <= 0) ? Number.NaN : units))
          : y,
      ...(masked ? { empty: masked.map(Number) } : {}),
    };
  });
  return forecastShop(series, { origin: originOf(context) }).map((forecast, i) => ({
    sku: forecast.id,
    mean: forecast.daily,
    cq: Object.fromEntries(QUANTILES.map((p) => [p, DAYS_AHEAD.map((days) => demandQuantile(forecast, days, p))])),
    so: (shop[i]?.stocks ?? []).map((stock) => {
      const { day, from, to, within15, reliability } = stockOut(forecast, stock);
      return { stock, day, p15: within15, lo: from, hi: to, reliability };
    }),
  }));
}

/** Units of each day, oldest first; null, NaN, or a true value in `empty` (or `mask`) is a day on an empty shelf. */
export interface JudgedProduct {
  readonly sku: string;
  readonly y: readonly (number | null)[];
  readonly stocks?: readonly number[];
  readonly empty?: readonly (boolean | number)[];
  readonly mask?: readonly (boolean | number)[];
}

/** The first day to forecast: as a date, or by its weekday, days since 1970-01-01 modulo 7. */
export interface JudgeContext {
  readonly origin?: string;
  readonly dow0?: number;
}

/** Daily means, quantiles of the cumulative demand by day, and the stock-out of each stock. */
export interface Answer {
  readonly sku: string;
  readonly mean: readonly number[];
  readonly cq: Readonly<Record<string, readonly number[]>>;
  readonly so: readonly {
    readonly stock: number;
    readonly day: number;
    readonly p15: number;
    readonly lo: number;
    readonly hi: number;
    readonly reliability: Reliability;
  }[];
}

const isWhole = (y: readonly (number | null)[]): y is readonly number[] => !y.includes(null);

const QUANTILES = [0.1, 0.5, 0.9];
const DAYS_AHEAD = Array.from({ length: HORIZON }, (_, day) => day + 1);
const DAY_MS = 86_400_000;

/** 1 January 1970 was a Thursday, so is the first day of each week counted from there. */
const originOf = ({ origin, dow0 = 0 }: JudgeContext): string =>
  origin ?? new Date((7 * 2800 + dow0) * DAY_MS).toISOString().slice(0, 10);
