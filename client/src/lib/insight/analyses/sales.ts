import {
  type HourSales,
  type ProductSales,
  periodBefore,
  type SalesPeriod,
  type SalesReport,
  type SalesStep,
  type SoldDay,
  salesByHour,
  salesReport,
} from '@digiboost/domain/kpis';
import { type ActivityColumns, dayNumber } from '../../model/activity-columns.ts';
import type { ShopData } from '../shop-data.ts';

/** The sales of a period, and at which hours they were made as far as the tickets are on this phone. */
export interface Sales {
  readonly report: SalesReport;
  readonly hours: readonly HourSales[];
}

/** The sales of `period` in steps, against the period before. */
export async function sales(
  shop: ShopData,
  { period, step }: { readonly period: SalesPeriod; readonly step: SalesStep },
): Promise<Sales> {
  const from = dayNumber(periodBefore(period).from);
  const to = dayNumber(period.to);
  const products: ProductSales[] = [];
  for (const { product, columns } of shop.products.values()) {
    products.push({ product, days: soldDays(columns, from, to) });
  }
  const entries = await shop.saleEntries(period.from, period.to);
  return {
    report: salesReport({ products, days: shop.days }, period, step),
    hours: salesByHour(entries, shop.shop?.settings.timezone),
  };
}

const FIELDS = 5;

/** The days from..to on which something was sold: of two years, only these are looked at. */
function* soldDays({ days, values }: ActivityColumns, from: number, to: number): Generator<SoldDay> {
  for (let row = firstAtLeast(days, from); row < days.length; row += 1) {
    const day = days[row] ?? 0;
    if (day > to) return;
    // The columns are delta, sold, revenue, missed, missedRevenue.
    const [sold = 0, revenue = 0] = [values[row * FIELDS + 1], values[row * FIELDS + 2]];
    if (sold !== 0 || revenue !== 0) yield { day, sold, revenue };
  }
}

function firstAtLeast(days: Int32Array, day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
