import type { ProductId } from '../documents/product.ts';
import {
  type BackTest,
  type DemandSeries,
  demandSeries,
  type ForecastContext,
  forecastShop,
  type ProductForecast,
  SENEGAL,
} from '../forecast/index.ts';
import { type Availability, availabilityOf, productAvailability } from '../kpis/availability.ts';
import {
  type Dormancy,
  dormancy,
  dormantSince,
  type ProductSold,
  presentSince,
  type SoldLine,
} from '../kpis/dormant.ts';
import { rotation, type TurnoverParts, turnoverParts } from '../kpis/rotation.ts';
import { costsOf, type LedgerProduct, oncePer, oncePerDay, withDays } from '../ledger/ledger-product.ts';
import { type Day, dayOfNumber } from '../shared/day.ts';
import { must } from '../shared/must.ts';
import { fromMilli } from '../shared/quantity.ts';
import { activeOf, type ShopBook } from './book.ts';
import { type Expectations, type Expected, expectedOf } from './expected.ts';

/** What is expected of a product, and what its past says of it. */
export interface ProductOutlook extends Expected, ProductSold {
  readonly id: ProductId;
  readonly dormant: boolean;
  /** Times a year that the stock turns over; null when too little is known. */
  readonly rotation: number | null;
}

/** What is expected of the whole shop. */
export interface ShopOutlook extends Expectations {
  /** The active products. */
  readonly products: ReadonlyMap<ProductId, ProductOutlook>;
  /** The error that such forecasts had so far; null when the shop's history is too short to tell. */
  readonly backTest: BackTest | null;
  readonly availability: Availability;
  readonly dormant: Dormancy;
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

/**
 * The demand of one product up to the day before `today`: what today sells is not yet a day's demand. Of what nobody
 * counted nor received it is not known on which days the shelf was empty.
 */
export function demandOf({ product, days, onHandMilli, isKnown }: LedgerProduct, today: Day): DemandSeries {
  const series = demandSeries(product._id, days, onHandMilli, today);
  return isKnown ? series : { id: series.id, demand: series.demand };
}

/** When the shop first had a product and when it last sold. */
export function soldLine({ product, days, onHandMilli }: LedgerProduct, timezone?: string): Omit<SoldLine, 'unitCost'> {
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

/** What is expected of one product on `today`, and what its past says of it. */
export function productOutlook(
  closed: LedgerProduct,
  forecast: ProductForecast,
  today: Day,
  timezone?: string,
): ProductOutlook {
  const ledger = withDays(closed);
  const sold = soldLine(ledger, timezone);
  return {
    id: ledger.product._id,
    ...expectedOf(ledger, forecast, today),
    lastSold: sold.lastSold,
    since: sold.since,
    dormant: dormantSince(sold, today) !== null,
    rotation: rotation([turnover(closed, today)]),
  };
}

/** One product's part of the shop's turnover. */
export const turnover = oncePerDay<TurnoverParts | null>((ledger, today) =>
  turnoverParts({ rows: costsOf(ledger).rows, onHandMilli: ledger.onHandMilli }, today),
);

/** One product's part of the shop's availability. */
const shelf = oncePerDay((closed, today) => {
  const { product, days, onHandMilli } = withDays(closed);
  return productAvailability({ id: product._id, days, onHandMilli, salePrice: product.salePrice }, today);
});

/** When the shop first had a product and when it last sold, in the timezone that is asked. */
const soldOf = oncePer(
  (ledger, timezone: string | undefined) => soldLine(withDays(ledger), timezone),
  (timezone) => timezone ?? '',
);

/** The figures of a shop that its outlook shows beside its products; archived products do not count. */
export function shelfFigures(
  book: Pick<ShopBook, 'today' | 'products' | 'shop'>,
): Pick<ShopOutlook, 'availability' | 'dormant'> {
  const active = activeOf(book);
  const timezone = book.shop?.settings.timezone;
  const shelves = active
    .filter(({ isKnown }) => isKnown)
    .map((ledger) => ({ id: ledger.product._id, own: shelf(ledger, book.today) }));
  const sold = active.map((ledger) => ({
    ...soldOf(ledger, timezone),
    unitCost: costsOf(ledger).unitCost,
  }));
  return { availability: availabilityOf(shelves), dormant: dormancy(sold, book.today) };
}
