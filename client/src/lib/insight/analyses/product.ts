import type { ProductId } from '@digiboost/domain/documents';
import { rotation } from '@digiboost/domain/kpis';
import { type ProductAnalysis, productAnalysis, turnover } from '@digiboost/domain/shop';
import type { ShopData } from '../shop-data.ts';

/** One product's past and what lies ahead of it. */
export interface ProductPast extends ProductAnalysis {
  /** Times a year that the stock turns over; null when too little is known. */
  readonly rotation: number | null;
  /** Older days are still to come to this phone: what it says of them is not the whole. */
  readonly isPartial: boolean;
}

/** The analysis of one product, from the forecast of the outlook. Null when this phone does not know the product. */
export function product(shop: ShopData, { id }: { readonly id: ProductId }): ProductPast | null {
  const data = shop.products.get(id);
  if (!data) return null;
  const { isPartial, today, expected } = shop;
  return {
    ...productAnalysis(data, expected?.products.get(id)?.forecast ?? null, today),
    rotation: isPartial ? null : rotation([turnover(data, today)]),
    isPartial,
  };
}
