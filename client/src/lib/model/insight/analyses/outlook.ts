import {
  type DemandSeries,
  demandSeries,
  expectedDemand,
  forecastShop,
  HORIZON,
  type ProductForecast,
  stockOut,
} from '@digiboost/domain/forecast';
import {
  availability,
  coverage,
  dormancy,
  dormantSince,
  rotation,
  type SoldLine,
  turnoverParts,
} from '@digiboost/domain/kpis';
import { businessDay, type Day } from '@digiboost/domain/shared/day';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import { dayOfNumber } from '../../activity-columns.ts';
import { dayRows, type ProductData, type ShopData } from '../shop-data.ts';
import type { ProductOutlook, ShopOutlook } from '../shop-outlook.ts';

/** The products that are forecast: archived ones are not. */
export const activeProducts = (shop: ShopData): ProductData[] =>
  [...shop.products.values()].filter(({ product }) => product.isActive);

/** The demand of one product up to yesterday: what today sells is not yet a day's demand. */
export const demandOf = ({ id, columns, milli }: ProductData, today: Day): DemandSeries =>
  demandSeries(id, dayRows(columns), milli, today);

/** What is expected of one product, from its forecast and its present stock. */
export function productOutlook(
  data: ProductData,
  forecast: ProductForecast,
  today: Day,
  timezone?: string,
): ProductOutlook {
  const { id, product, milli, columns } = data;
  const onHand = fromMilli(milli);
  const perDay = expectedDemand(forecast, HORIZON) / HORIZON;
  const sold = soldLine(data, timezone);
  const parts = turnoverParts(
    { days: dayRows(columns), onHandMilli: milli, purchasePrice: product.purchasePrice },
    today,
  );
  return {
    id,
    forecast,
    stockOut: stockOut(forecast, onHand),
    coverage: coverage(onHand, perDay),
    perDay,
    lastSold: sold.lastSold,
    dormant: dormantSince(sold, today) !== null,
    rotation: rotation([parts]),
  };
}

/** When a product first appeared and last sold. One of which nothing ever happened appeared with its document. */
export function soldLine({ product, milli, columns }: ProductData, timezone?: string): SoldLine {
  const rows = dayRows(columns);
  const first = rows[0];
  const last = rows.findLast(({ sold }) => sold > 0);
  return {
    product,
    onHand: fromMilli(milli),
    lastSold: last ? dayOfNumber(last.day) : null,
    firstDay: first ? dayOfNumber(first.day) : businessDay(product.createdAt, timezone),
  };
}

/** The figures of the whole shop that the outlook shows beside its products. */
export function shopFigures(shop: ShopData): Pick<ShopOutlook, 'availability' | 'dormant'> {
  const active = activeProducts(shop);
  const timezone = shop.shop?.settings.timezone;
  return {
    availability: availability(
      active.map(({ id, product, milli, columns }) => ({
        id,
        days: dayRows(columns),
        onHandMilli: milli,
        salePrice: product.salePrice,
      })),
      shop.today,
    ),
    dormant: dormancy(
      active.map((data) => soldLine(data, timezone)),
      shop.today,
    ),
  };
}

/** The whole outlook at once; the worker makes the one that is watched step by step. */
export function outlook(shop: ShopData, _args: Record<string, never>): ShopOutlook {
  const active = activeProducts(shop);
  const timezone = shop.shop?.settings.timezone;
  const forecasts = forecastShop(
    active.map((data) => demandOf(data, shop.today)),
    { origin: shop.today },
  );
  const products = active.flatMap((data, index) => {
    const forecast = forecasts[index];
    return forecast ? [[data.id, productOutlook(data, forecast, shop.today, timezone)] as const] : [];
  });
  return { today: shop.today, products: new Map(products), backTest: null, ...shopFigures(shop) };
}
