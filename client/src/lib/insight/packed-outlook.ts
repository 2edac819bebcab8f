import type { ProductId } from '@digiboost/domain/documents';
import type { ProductForecast, StockOut } from '@digiboost/domain/forecast';
import type { Day } from '@digiboost/domain/shared/day';
import type { ProductOutlook, ShopOutlook } from '@digiboost/domain/shop';
import { recordReader, type Table, toTable } from './columns.ts';

/** The form in which an outlook crosses to the page and is stored; raise it when that or what it says changes. */
export const OUTLOOK_VERSION = 5;

/** An outlook as it is sent and stored: one column per field of its products. */
export interface PackedOutlook extends Omit<ShopOutlook, 'products'> {
  /** Stands for the demand that was forecast: see `DemandBook.key`. */
  readonly demandKey: string;
  readonly ids: readonly ProductId[];
  readonly forecasts: Table;
  readonly stockOuts: Table;
  readonly coverage: readonly (number | null)[];
  readonly perDay: Float64Array;
  readonly lastSold: readonly (Day | null)[];
  readonly since: readonly Day[];
  readonly isDormant: Uint8Array;
  readonly rotation: readonly (number | null)[];
}

/** The form of `outlook` that is sent and stored. */
export function packOutlook({ products, ...shop }: ShopOutlook, demandKey: string): PackedOutlook {
  const all = [...products.values()];
  return {
    ...shop,
    demandKey,
    ids: all.map(({ id }) => id),
    forecasts: toTable(all.map(({ forecast }) => forecast)),
    stockOuts: toTable(all.map(({ stockOut }) => stockOut)),
    coverage: all.map(({ coverage }) => coverage),
    perDay: Float64Array.from(all, ({ perDay }) => perDay),
    lastSold: all.map(({ lastSold }) => lastSold),
    since: all.map(({ since }) => since),
    isDormant: Uint8Array.from(all, ({ dormant }) => Number(dormant)),
    rotation: all.map(({ rotation }) => rotation),
  };
}

/** What `packOutlook` made. Forecasts are unpacked when they are looked at. */
export function unpackOutlook(packed: PackedOutlook): ShopOutlook {
  const { today, backTest, availability, dormant, ids, stockOuts, forecasts } = packed;
  const stockOutOf = recordReader<StockOut>(stockOuts);
  const forecastOf = recordReader<ProductForecast>(forecasts);
  const products = new Map<ProductId, ProductOutlook>();
  ids.forEach((id, index) => {
    products.set(id, new PackedProduct(id, packed, index, stockOutOf(index), forecastOf));
  });
  return { today, products, backTest, availability, dormant };
}

/** One product of a packed outlook. Its forecast, some forty numbers, is unpacked when it is looked at. */
class PackedProduct implements ProductOutlook {
  readonly id: ProductId;
  readonly stockOut: StockOut;
  readonly coverage: number | null;
  readonly perDay: number;
  readonly lastSold: Day | null;
  readonly since: Day;
  readonly dormant: boolean;
  readonly rotation: number | null;
  readonly #index: number;
  readonly #forecastOf: (index: number) => ProductForecast;
  #forecast: ProductForecast | undefined;

  constructor(
    id: ProductId,
    packed: PackedOutlook,
    index: number,
    stockOut: StockOut,
    forecastOf: (index: number) => ProductForecast,
  ) {
    this.id = id;
    this.stockOut = stockOut;
    this.coverage = packed.coverage[index] ?? null;
    this.perDay = packed.perDay[index] ?? 0;
    this.lastSold = packed.lastSold[index] ?? null;
    this.since = packed.since[index] ?? packed.today;
    this.dormant = packed.isDormant[index] === 1;
    this.rotation = packed.rotation[index] ?? null;
    this.#index = index;
    this.#forecastOf = forecastOf;
  }

  get forecast(): ProductForecast {
    this.#forecast ??= this.#forecastOf(this.#index);
    return this.#forecast;
  }
}
