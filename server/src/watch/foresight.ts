import { type AskView, activityOf, type OnHand } from '@digiboost/design-docs';
import type { ProductForesight, ProductSold } from '@digiboost/domain/alerts';
import type { Order, Product, ProductId, Shop, Supplier } from '@digiboost/domain/documents';
import { expectedDemand, HORIZON, type ProductForecast, stockOut } from '@digiboost/domain/forecast';
import { coverage, demandOf, forecastProducts, soldLine, stockForToday } from '@digiboost/domain/kpis';
import type { DayRow } from '@digiboost/domain/ledger';
import { demandCurve, isFounded, onOrder, recommend, termsFor } from '@digiboost/domain/purchase';
import { addDays, type Day, dayOfNumber } from '@digiboost/domain/shared/day';
import { fromMilli } from '@digiboost/domain/shared/quantity';

/** Days of history that forecasts are made from. */
const DAYS = 400;
const BEGINNING = '0000-01-01';

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
  const days = new Map<ProductId, DayRow[]>();
  for (const row of await activityOf(ask, addDays(today, -DAYS), today)) {
    const own = days.get(row.productId);
    if (own) own.push(row);
    else days.set(row.productId, [row]);
  }
  const ledgers = products
    .filter(({ isActive }) => isActive)
    .map((product) => ({
      product,
      onHandMilli: stock.get(product._id)?.milli ?? 0,
      days: days.get(product._id) ?? [],
    }));
  const forecasts = forecastProducts(
    ledgers.map((ledger) => demandOf(ledger, today)),
    today,
  );
  return {
    origin: today,
    forecasts: new Map(
      ledgers.flatMap(({ product }, index) => {
        const forecast = forecasts[index];
        return forecast ? [[product._id, forecast] as const] : [];
      }),
    ),
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
    for (const { productId, day: number, sold: quantity } of await activityOf(
      ask,
      BEGINNING,
      addDays(forecast.origin, -DAYS - 1),
    )) {
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

/** What a recommendation is made from, beside the forecast. */
export interface PurchaseTermsOfShop {
  readonly today: Day;
  readonly settings: Shop['settings'];
  readonly orders: readonly Order[];
  readonly suppliers: ReadonlyMap<Supplier['_id'], Supplier>;
}

/** What today has done with each product so far. */
export type TradeOfToday = ReadonlyMap<ProductId, DayRow>;

/** Reads it; products that nothing happened to are missing. */
export async function tradeOfToday(ask: AskView, today: Day): Promise<TradeOfToday> {
  const rows = await activityOf(ask, today, today);
  return new Map(rows.map((row) => [row.productId, row]));
}

/**
 * What the forecast says of `products` with their present stock and what today has sold of it; with `terms`, what to
 * order too.
 */
export function foresightOf(
  { forecasts, origin }: ShopForecast,
  products: readonly Product[],
  stock: ReadonlyMap<ProductId, OnHand>,
  trade: TradeOfToday,
  terms: PurchaseTermsOfShop | null,
): Map<ProductId, ProductForesight> {
  const coming = terms ? onOrder(terms.orders) : new Map<ProductId, number>();
  const found = new Map<ProductId, ProductForesight>();
  for (const product of products) {
    const forecast = forecasts.get(product._id);
    if (!forecast) continue;
    const onHandMilli = stock.get(product._id)?.milli ?? 0;
    const onHand = fromMilli(onHandMilli);
    const perDay = expectedDemand(forecast, HORIZON) / HORIZON;
    const days = [trade.get(product._id) ?? []].flat();
    const known = {
      stockOut: stockOut(forecast, stockForToday({ product, onHandMilli, days }, forecast, origin)),
      perDay,
      coverage: coverage(onHand, perDay),
    };
    if (!terms) {
      found.set(product._id, known);
      continue;
    }
    const { today, settings, suppliers } = terms;
    const { serviceTarget, coverageDays } = settings;
    const purchase = termsFor(product, suppliers, { today, reviewDays: coverageDays, serviceTarget });
    const ordered = coming.get(product._id) ?? 0;
    const advice = recommend({ product, onHand, onOrder: ordered, demand: demandCurve(forecast) }, purchase);
    found.set(product._id, {
      ...known,
      leadTimeDays: purchase.leadTimeDays,
      onOrder: ordered,
      ...(isFounded(advice) ? { recommended: advice.quantity } : {}),
    });
  }
  return found;
}
