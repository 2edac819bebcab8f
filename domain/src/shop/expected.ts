import type { ProductId } from '../documents/product.ts';
import { expectedDemand, HORIZON, type ProductForecast, type StockOut, stockOut } from '../forecast/index.ts';
import { coverage } from '../kpis/coverage.ts';
import type { LedgerProduct } from '../ledger/ledger-product.ts';
import { type Day, dayNumber } from '../shared/day.ts';
import { fromMilli } from '../shared/quantity.ts';

/** What is expected of one active product with its present stock. Quantities in units. */
export interface Expected {
  readonly forecast: ProductForecast;
  readonly stockOut: StockOut;
  /** Days that the stock lasts; null when no demand is expected, or when nobody has counted the stock yet. */
  readonly coverage: number | null;
  /** Expected demand a day, over the horizon of the forecast. */
  readonly perDay: number;
}

/**
 * What is expected of products, on `today`, the first day that is forecast; of some it may be worked out when asked.
 */
export interface Expectations {
  readonly today: Day;
  readonly products: { get(id: ProductId): Expected | undefined };
}

/**
 * Units from which `today`, the first day of the forecast, is reckoned: what is on hand and what today has sold, as far
 * as it was expected. Without it the evening's stock would be asked for the day's sales a second time.
 */
export function stockForToday({ days, onHandMilli }: LedgerProduct, forecast: ProductForecast, today: Day): number {
  const onHand = fromMilli(onHandMilli);
  if (onHand <= 0) return onHand;
  const number = dayNumber(today);
  let sold = 0;
  for (const row of days) if (row.day === number) sold += row.sold;
  return onHand + Math.min(Math.max(fromMilli(sold), 0), forecast.daily[0] ?? 0);
}

/** What was only ever sold, and never counted nor received, is to be counted, not out. */
const NOT_COUNTED: StockOut = {
  day: HORIZON + 1,
  from: HORIZON + 1,
  to: HORIZON + 1,
  within15: 0,
  reliability: 'INSUFFICIENT',
};

/** What a product's forecast, which begins `today`, says of its present stock. */
export function expectedOf(ledger: LedgerProduct, forecast: ProductForecast, today: Day): Expected {
  const perDay = expectedDemand(forecast, HORIZON) / HORIZON;
  const counted = ledger.isKnown || ledger.onHandMilli > 0;
  return {
    forecast,
    stockOut: counted ? stockOut(forecast, stockForToday(ledger, forecast, today)) : NOT_COUNTED,
    coverage: ledger.isKnown ? coverage(fromMilli(ledger.onHandMilli), perDay) : null,
    perDay,
  };
}

/** What is expected of `products`, each worked out when it is first asked for. */
export function expectations(
  products: ReadonlyMap<ProductId, LedgerProduct>,
  forecasts: ReadonlyMap<ProductId, ProductForecast>,
  today: Day,
): Expectations {
  const known = new Map<ProductId, Expected>();
  const get = (id: ProductId): Expected | undefined => {
    const found = known.get(id);
    const [ledger, forecast] = [products.get(id), forecasts.get(id)];
    if (found || !ledger || !forecast) return found;
    const expected = expectedOf(ledger, forecast, today);
    known.set(id, expected);
    return expected;
  };
  return { today, products: { get } };
}
