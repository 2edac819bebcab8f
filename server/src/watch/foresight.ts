import { type AskView, activityOf, type OnHand } from '@digiboost/design-docs';
import type { Product, ProductId } from '@digiboost/domain/documents';
import type { ProductForecast } from '@digiboost/domain/forecast';
import type { ProductSold } from '@digiboost/domain/kpis';
import { ledgersOf } from '@digiboost/domain/ledger';
import { addDays, type Day, dayOfNumber } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { demandOf, forecastProducts, soldLine } from '@digiboost/domain/shop';

/** Days of history that forecasts are made from. */
const DAYS = 400;
/** Before anything was ever recorded. */
export const BEGINNING = '0000-01-01';

/** What one day's forecast knows of a shop. */
export interface ShopForecast {
  /** The first day forecast: the shop's day when it was made. */
  readonly origin: Day;
  readonly forecasts: ReadonlyMap<ProductId, ProductForecast>;
  readonly sold: ReadonlyMap<ProductId, ProductSold>;
  /** `sold` knows of sales before those days too. */
  readonly isSoldWhole: boolean;
}

/** Forecasts the shop's active products from the views, as its phones do from the same documents. */
export async function forecastOf(
  ask: AskView,
  products: readonly Product[],
  stock: ReadonlyMap<ProductId, OnHand>,
  today: Day,
  timezone: string,
): Promise<ShopForecast> {
  const { rows } = await activityOf(ask, addDays(today, -DAYS), today);
  const active = products.filter(({ isActive }) => isActive);
  const ledgers = [...ledgersOf(active, stock, rows).values()];
  const forecasts = forecastProducts(
    ledgers.map((ledger) => demandOf(ledger, today)),
    today,
  );
  return {
    origin: today,
    forecasts: new Map(forecasts.map((forecast, index) => [must(ledgers[index], 'product').product._id, forecast])),
    sold: new Map(
      ledgers.map((ledger) => {
        const { lastSold, since } = soldLine(ledger, timezone);
        return [ledger.product._id, { lastSold, since }];
      }),
    ),
    isSoldWhole: false,
  };
}

/** The same forecast, which knows the last sale of what has not been sold in its days: it may be years ago. */
export async function withOlderSales(
  ask: AskView,
  forecast: ShopForecast,
  products: readonly Product[],
): Promise<ShopForecast> {
  const sold = new Map(forecast.sold);
  const isUnsold = (id: ProductId) => sold.get(id)?.lastSold === null;
  if (products.some(({ _id }) => isUnsold(_id))) {
    const last = new Map<ProductId, ProductSold>();
    // Oldest first: the last row that says so is the last sale.
    const { rows } = await activityOf(ask, BEGINNING, addDays(forecast.origin, -DAYS - 1));
    for (const { productId, day: number, sold: quantity } of rows) {
      const day = dayOfNumber(number);
      const { since = day, lastSold = null } = last.get(productId) ?? {};
      last.set(productId, { since, lastSold: quantity > 0 ? day : lastSold });
    }
    for (const [productId, { since, lastSold }] of last) {
      const known = sold.get(productId);
      if (known && isUnsold(productId))
        sold.set(productId, { lastSold, since: [since, known.since].sort()[0] ?? since });
    }
  }
  return { ...forecast, sold, isSoldWhole: true };
}
