import {
  costedSales,
  type HourSales,
  type SalesPeriod,
  type SalesReport,
  type SalesStep,
  salesByHour,
  salesReport,
} from '@digiboost/domain/kpis';
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
  const entries = await shop.saleEntries(period.from, period.to);
  return {
    report: salesReport(
      { products: costedSales(shop.products.values()), days: shop.totals, free: shop.free },
      period,
      step,
    ),
    hours: salesByHour(entries, shop.shop?.settings.timezone),
  };
}
