import {
  costedSales,
  type SalesReport,
  type SoldCategory,
  type SoldProduct,
  salesReport,
} from '@digiboost/domain/kpis';
import type { WholeBook } from '../shop/shop-books.ts';
import type { SalesQuery } from './queries.ts';

/** A ranked product or category with its name; null when the shop has no such document (any more). */
type Named<T> = T & { readonly name: string | null };

/** A shop's sales over a period, as the Ventes screen shows them. FCFA; quantities in thousandths. */
export interface SalesAnalysis extends Omit<SalesReport, 'topByRevenue' | 'topByMargin' | 'byCategory'> {
  readonly topByRevenue: readonly Named<SoldProduct>[];
  readonly topByMargin: readonly Named<SoldProduct>[];
  readonly byCategory: readonly Named<SoldCategory>[];
}

/** The sales of the days from..to against as many days before. */
export function salesAnalysis(shop: WholeBook, { from, to, step }: SalesQuery): SalesAnalysis {
  const report = salesReport(
    { products: costedSales(shop.products.values()), days: shop.totals, free: shop.free },
    { from, to },
    step,
  );
  const named = (sold: SoldProduct): Named<SoldProduct> => ({
    ...sold,
    name: shop.products.get(sold.id)?.product.name ?? null,
  });
  return {
    ...report,
    topByRevenue: report.topByRevenue.map(named),
    topByMargin: report.topByMargin.map(named),
    byCategory: report.byCategory.map((sold) => ({
      ...sold,
      name: (sold.categoryId && shop.categories.get(sold.categoryId)?.name) ?? null,
    })),
  };
}
