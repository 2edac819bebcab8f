import type { DemandSeries, ProductForecast } from '@digiboost/domain/forecast';
import {
  demandOf as demandOfLedger,
  type LedgerProduct,
  productOutlook as outlookOfLedger,
  type ProductOutlook,
  shelfFigures,
} from '@digiboost/domain/kpis';
import { rowsOf } from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import type { ProductData, ShopData } from './shop-data.ts';
import type { ShopOutlook } from './shop-outlook.ts';

/** The products that are forecast: archived ones are not. */
export const activeProducts = (shop: ShopData): ProductData[] =>
  [...shop.products.values()].filter(({ product }) => product.isActive);

/** A product as the domain's figures take it; the server makes the same of its views. */
export const ledgerOf = ({ product, milli, columns }: ProductData): LedgerProduct => ({
  product,
  onHandMilli: milli,
  days: [...rowsOf(columns)],
});

/** The demand of one product up to yesterday. */
export const demandOf = (data: ProductData, today: Day): DemandSeries => demandOfLedger(ledgerOf(data), today);

/** What is expected of one product, from its forecast and its present stock. */
export const productOutlook = (
  data: ProductData,
  forecast: ProductForecast,
  today: Day,
  timezone?: string,
): ProductOutlook => outlookOfLedger(ledgerOf(data), forecast, today, timezone);

/** The figures of the whole shop that the outlook shows beside its products. */
export const shopFigures = (shop: ShopData): Pick<ShopOutlook, 'availability' | 'dormant'> =>
  shelfFigures(activeProducts(shop).map(ledgerOf), shop.today, shop.shop?.settings.timezone);
