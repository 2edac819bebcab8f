import type { ProductId } from '@digiboost/domain/documents';
import type { ProductForecast } from '@digiboost/domain/forecast';
import { recordOf, type Table, toTable } from './columns.ts';
import type { ProductOutlook, ShopOutlook } from './shop-outlook.ts';

/** The form in which an outlook crosses to the page and is stored; raise it when that or what it says changes. */
export const OUTLOOK_VERSION = 1;

/** An outlook as it is sent and stored. */
export interface PackedOutlook extends Omit<ShopOutlook, 'products'> {
  readonly forecasts: Table;
  /** The products' other fields. */
  readonly products: Table;
}

/** The form of `outlook` that is sent and stored. */
export function packOutlook(outlook: ShopOutlook): PackedOutlook {
  const products = [...outlook.products.values()];
  return {
    ...outlook,
    forecasts: toTable(products.map(({ forecast }) => forecast)),
    products: toTable(products.map(({ forecast, ...fields }) => fields)),
  };
}

/** What `packOutlook` made. Forecasts are unpacked when they are looked at. */
export function unpackOutlook({ forecasts, products, ...shop }: PackedOutlook): ShopOutlook {
  const unpacked = new Map<ProductId, ProductOutlook>();
  for (let index = 0; index < products.length; index += 1) {
    const fields = recordOf(products, index) as Omit<ProductOutlook, 'forecast'>;
    unpacked.set(fields.id, withForecast(fields, forecasts, index));
  }
  return { ...shop, products: unpacked };
}

function withForecast(fields: Omit<ProductOutlook, 'forecast'>, forecasts: Table, index: number): ProductOutlook {
  let forecast: ProductForecast | undefined;
  return Object.defineProperty(fields, 'forecast', {
    enumerable: true,
    get: () => {
      forecast ??= recordOf(forecasts, index) as ProductForecast;
      return forecast;
    },
  }) as ProductOutlook;
}
