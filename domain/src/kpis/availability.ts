import { dailyStock } from '../ledger/daily-stock.ts';
import type { DayRow } from '../ledger/day-row.ts';
import { type Day, dayNumber } from '../shared/day.ts';

/**
 * Days over which availability is taken, the fewest that measure it, and those that tell what a product usually sells.
 */
const AVAILABILITY_DAYS = 30;
export const LEAST_AVAILABILITY_DAYS = 7;
const USUAL_SALES_DAYS = 180;

/** An active product with its ledger by day. */
export interface StockedProduct {
  readonly id: string;
  readonly days: readonly DayRow[];
  readonly onHandMilli: number;
  /** FCFA. */
  readonly salePrice: number;
}

/**
 * Taux de disponibilité (on-shelf availability): the share of product-days with stock over 30 days, each product
 * weighted by what it usually sells. `rate` is null when no product has usual sales, and for a shop of less than 7
 * days, in which hardly a shelf has had the time to empty. Not the fill rate, which needs missed sales to be recorded;
 * this needs the stock to be counted.
 */
export interface Availability {
  readonly rate: number | null;
  /** Products that count: those that usually sell. */
  readonly products: number;
  /** Product-days with an empty shelf among them. */
  readonly emptyDays: number;
  /** Days that are known, of the 30: those of the product that has been there longest. */
  readonly days: number;
}

/** One product's share in the availability of its shop. */
export interface ProductAvailability {
  /** FCFA of sales on a day with stock. */
  readonly weight: number;
  readonly days: number;
  readonly emptyDays: number;
}

/** The figures of one product, null when it has no usual sales. */
export function productAvailability(product: StockedProduct, today: Day): ProductAvailability | null {
  const last = dayNumber(today);
  let first = last + 1;
  for (const { day } of product.days) if (day < first) first = day;
  // Before its first day in the ledger a product was not there to be missed.
  const count = Math.min(last - first + 1, USUAL_SALES_DAYS);
  if (count <= 0) return null;
  const { empty } = dailyStock(product.days, product.onHandMilli, last, count);
  let asked = 0;
  for (const { day, sold, missed } of product.days) {
    const index = day - (last - count + 1);
    if (index >= 0 && index < count && empty[index] === 0) asked += sold + missed;
  }
  const stockedDays = count - empty.reduce((sum, day) => sum + day, 0);
  const weight = stockedDays > 0 ? (asked * product.salePrice) / stockedDays : 0;
  if (!(weight > 0)) return null;
  const recent = empty.subarray(Math.max(count - AVAILABILITY_DAYS, 0));
  return { weight, days: recent.length, emptyDays: recent.reduce((sum, day) => sum + day, 0) };
}

/** Availability of `products` over the 30 days that end today. The order of the products does not matter. */
export const availability = (products: readonly StockedProduct[], today: Day): Availability =>
  availabilityOf(products.map((product) => ({ id: product.id, own: productAvailability(product, today) })));

/** The same from each product's own figures. */
export function availabilityOf(
  products: readonly { readonly id: string; readonly own: ProductAvailability | null }[],
): Availability {
  let asked = 0;
  let missing = 0;
  let counted = 0;
  let emptyDays = 0;
  let days = 0;
  // In one order, so that phone and server round alike.
  for (const { own } of [...products].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (!own) continue;
    counted += 1;
    emptyDays += own.emptyDays;
    days = Math.max(days, own.days);
    asked += own.weight * own.days;
    missing += own.weight * own.emptyDays;
  }
  const isMeasured = asked > 0 && days >= LEAST_AVAILABILITY_DAYS;
  return { rate: isMeasured ? (asked - missing) / asked : null, products: counted, emptyDays, days };
}
