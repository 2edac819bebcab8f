import type { ProductSales } from '@digiboost/domain/alerts';
import { type Day, dayOfNumber } from '@digiboost/domain/shared/day';
import { dayNumber } from '../../model/activity-columns.ts';
import { dayRows, type ShopData } from '../shop-data.ts';

/** What each product sold and missed on each day from `from` on, archived products too, as alerts are judged from it. */
export function productSales(shop: ShopData, { from }: { readonly from: Day }): ProductSales[] {
  const first = dayNumber(from);
  return [...shop.products.values()].flatMap(({ id, columns }) =>
    dayRows(columns)
      .filter(({ day, revenue, missedRevenue }) => day >= first && (revenue !== 0 || missedRevenue !== 0))
      .map(({ day, revenue, missedRevenue }) => ({ day: dayOfNumber(day), productId: id, revenue, missedRevenue })),
  );
}
