import type { Product, ProductId } from '../documents/product.ts';
import {
  type DemandSeries,
  demandSeries,
  expectedDemand,
  type ForecastContext,
  forecastShop,
  HORIZON,
  type ProductForecast,
  SENEGAL,
  type StockOut,
  stockOut,
} from '../forecast/index.ts';
import type { DayRow } from '../ledger/day-row.ts';
import { type Day, dayNumber, dayOfNumber } from '../shared/day.ts';
import { must } from '../shared/must.ts';
import { fromMilli } from '../shared/quantity.ts';
import { type Availability, availability } from './availability.ts';
import { coverage } from './coverage.ts';
import { type Dormancy, dormancy, dormantSince, presentSince, type SoldLine } from './dormant.ts';
import { rotation, type TurnoverParts, turnoverParts } from './rotation.ts';

/** A product with its stock on hand (thousandths) and its ledger by day, in any order. */
export interface LedgerProduct {
  readonly product: Product;
  readonly onHandMilli: number;
  readonly days: readonly DayRow[];
}

/** What is expected of one active product. Quantities in units. */
export interface ProductOutlook {
  readonly id: ProductId;
  readonly forecast: ProductForecast;
  readonly stockOut: StockOut;
  /** Days that the stock lasts; null when no demand is expected. */
  readonly coverage: number | null;
  /** Expected demand a day, over the horizon of the forecast. */
  readonly perDay: number;
  readonly lastSold: Day | null;
  /** Since when the shop has it. */
  readonly since: Day;
  readonly dormant: boolean;
  /** Times a year that the stock turns over; null when too little is known. */
  readonly rotation: number | null;
}

/** What every forecast of a shop starts from, on the phone and on the server alike: its day, and Senegal's calendar. */
export const forecastContext = (today: Day): ForecastContext => ({ origin: today, calendar: SENEGAL });

/**
 * The forecasts of a shop's products, in the order of `series`. They learn from one another, and sums round by their
 * order: always by id, so that phone and server reach the same figures whatever the order in which they hold products.
 */
export function forecastProducts(series: readonly DemandSeries[], today: Day): ProductForecast[] {
  const ordered = [...series].sort((a, b) => (a.id < b.id ? -1 : 1));
  const made = new Map(forecastShop(ordered, forecastContext(today)).map((forecast) => [forecast.id, forecast]));
  return series.map(({ id }) => must(made.get(id), 'forecast'));
}

/** The demand of one product up to the day before `today`: what today sells is not yet a day's demand. */
export const demandOf = ({ product, days, onHandMilli }: LedgerProduct, today: Day): DemandSeries =>
  demandSeries(product._id, days, onHandMilli, today);

/** When the shop first had a product and when it last sold. */
export function soldLine({ product, days, onHandMilli }: LedgerProduct, timezone?: string): SoldLine {
  let first: number | null = null;
  let last: number | null = null;
  for (const { day, sold } of days) {
    if (first === null || day < first) first = day;
    if (sold > 0 && (last === null || day > last)) last = day;
  }
  return {
    product,
    onHand: fromMilli(onHandMilli),
    lastSold: last === null ? null : dayOfNumber(last),
    since: presentSince(product, first === null ? null : dayOfNumber(first), timezone),
  };
}

/**
 * Units from which `today`, the first day of the forecast, is reckoned: what is on hand and what today has sold, as far as
 * it was expected. Without it the evening's stock would be asked for the day's sales a second time.
 */
export function stockForToday({ days, onHandMilli }: LedgerProduct, forecast: ProductForecast, today: Day): number {
  const onHand = fromMilli(onHandMilli);
  if (onHand <= 0) return onHand;
  const number = dayNumber(today);
  let sold = 0;
  for (const row of days) if (row.day === number) sold += row.sold;
  return onHand + Math.min(Math.max(fromMilli(sold), 0), forecast.daily[0] ?? 0);
}

/** What is expected of one product on `today`, from its forecast and its present stock. */
export function productOutlook(
  ledger: LedgerProduct,
  forecast: ProductForecast,
  today: Day,
  timezone?: string,
): ProductOutlook {
  const sold = soldLine(ledger, timezone);
  const perDay = expectedDemand(forecast, HORIZON) / HORIZON;
  return {
    id: ledger.product._id,
    forecast,
    stockOut: stockOut(forecast, stockForToday(ledger, forecast, today)),
    coverage: coverage(sold.onHand, perDay),
    perDay,
    lastSold: sold.lastSold,
    since: sold.since,
    dormant: dormantSince(sold, today) !== null,
    rotation: rotation([turnover(ledger, today)]),
  };
}

/** Days within which a predicted rupture is news. */
export const RUPTURE_DAYS = 15;

/** Whether a product in stock will probably run out within `days` days, as far as its history allows to say. */
export const isPredictedRupture = (
  { stockOut: { day, reliability } }: Pick<ProductOutlook, 'stockOut'>,
  days = RUPTURE_DAYS,
) => reliability !== 'INSUFFICIENT' && day >= 1 && day <= days;

/** One product's part of the shop's turnover. */
export const turnover = ({ product, days, onHandMilli }: LedgerProduct, today: Day): TurnoverParts | null =>
  turnoverParts({ days, onHandMilli, purchasePrice: product.purchasePrice }, today);

/** The figures of a shop that its outlook shows beside its products; archived products do not count. */
export function shelfFigures(
  products: readonly LedgerProduct[],
  today: Day,
  timezone?: string,
): { readonly availability: Availability; readonly dormant: Dormancy } {
  const active = products.filter(({ product }) => product.isActive);
  return {
    availability: availability(
      active.map(({ product, days, onHandMilli }) => ({
        id: product._id,
        days,
        onHandMilli,
        salePrice: product.salePrice,
      })),
      today,
    ),
    dormant: dormancy(
      active.map((ledger) => soldLine(ledger, timezone)),
      today,
    ),
  };
}
