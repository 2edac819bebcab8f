import {
  type HourSales,
  type ProductSales,
  periodBefore,
  type SalesPeriod,
  type SalesReport,
  type SalesStep,
  salesByHour,
  salesReport,
} from '@digiboost/domain/kpis';
import { rowsOf } from '@digiboost/domain/ledger';
import { dayNumber } from '@digiboost/domain/shared/day';
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
    products.push({ product, days: rowsOf(columns, from, to) });
  }
  const entries = await shop.saleEntries(period.from, period.to);
  return {
    report: salesReport({ products, days: shop.totals }, period, step),
    hours: salesByHour(entries, shop.shop?.settings.timezone),
  };
}
