import type { ProductId } from '@digiboost/domain/documents';
import type { ProductForecast, StockOut } from '@digiboost/domain/forecast';
import type { Availability, Dormancy } from '@digiboost/domain/kpis';
import type { Day } from '@digiboost/domain/shared/day';

/** What is expected of one active product. Quantities in units. */
export interface ProductOutlook {
  readonly id: ProductId;
  readonly forecast: ProductForecast;
  readonly stockOut: StockOut;
  /** Days that the stock lasts; null when no demand is expected. */
  readonly coverage: number | null;
  /** Expected demand a day, over the horizon of the forecast. */
  readonly perDay: number;
  readonly lastSold: Day | null;
  readonly dormant: boolean;
  /** Times a year that the stock turns over; null when too little is known. */
  readonly rotation: number | null;
}

/** The error that such forecasts had in this shop so far (0..1), over so many past days from which it was tried. */
export interface BackTest {
  readonly error: number;
  readonly origins: number;
}

/** What is expected of the whole shop. */
export interface ShopOutlook {
  /** The first day that is forecast: the shop's present day when it was made. */
  readonly today: Day;
  /** The active products. */
  readonly products: ReadonlyMap<ProductId, ProductOutlook>;
  /** Null when the shop's history is too short to tell. */
  readonly backTest: BackTest | null;
  readonly availability: Availability;
  readonly dormant: Dormancy;
}
