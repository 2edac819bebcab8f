import type { ProductId } from '@digiboost/domain/documents';
import type { Availability, Dormancy, ProductOutlook } from '@digiboost/domain/kpis';
import type { Day } from '@digiboost/domain/shared/day';

export type { ProductOutlook } from '@digiboost/domain/kpis';

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
