import type { ProductId } from '@digiboost/domain/documents';
import type { ProductForecast } from '@digiboost/domain/forecast';
import { recordReader, type Table, toTable } from './columns.ts';
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
  const fieldsOf = recordReader<Fields>(products);
  const forecastOf = recordReader<ProductForecast>(forecasts);
  const unpacked = new Map<ProductId, ProductOutlook>();
  for (let index = 0; index < products.length; index += 1) {
    const product = new Unpacked(fieldsOf(index), forecastOf, index);
    unpacked.set(product.id, product);
  }
  return { ...shop, products: unpacked };
}

type Fields = Omit<ProductOutlook, 'forecast'>;

/** A product of the outlook of which the forecast, thirty numbers and more, is unpacked when it is looked at. */
class Unpacked implements ProductOutlook {
  readonly id: Fields['id'];
  readonly stockOut: Fields['stockOut'];
  readonly coverage: Fields['coverage'];
  readonly perDay: Fields['perDay'];
  readonly lastSold: Fields['lastSold'];
  readonly dormant: Fields['dormant'];
  readonly rotation: Fields['rotation'];
  readonly #forecastOf: (index: number) => ProductForecast;
  readonly #index: number;
  #forecast: ProductForecast | undefined;

  constructor(fields: Fields, forecastOf: (index: number) => ProductForecast, index: number) {
    this.id = fields.id;
    this.stockOut = fields.stockOut;
    this.coverage = fields.coverage;
    this.perDay = fields.perDay;
    this.lastSold = fields.lastSold;
    this.dormant = fields.dormant;
    this.rotation = fields.rotation;
    this.#forecastOf = forecastOf;
    this.#index = index;
  }

  get forecast(): ProductForecast {
    this.#forecast ??= this.#forecastOf(this.#index);
    return this.#forecast;
  }
}
