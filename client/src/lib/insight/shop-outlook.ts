import type { ProductId } from '@digiboost/domain/documents';
import type { BackTest } from '@digiboost/domain/forecast';
import type { Availability, Dormancy, ProductOutlook } from '@digiboost/domain/kpis';
import type { Day } from '@digiboost/domain/shared/day';

export type { ProductOutlook } from '@digiboost/domain/kpis';

/** What is expected of the whole shop. */
export interface ShopOutlook {
  /** The first day that is forecast: the shop's present day when it was made. */
  readonly today: Day;
  /** The active products. */
  readonly products: ReadonlyMap<ProductId, ProductOutlook>;
  /** The error that such forecasts had so far; null when the shop's history is too short to tell. */
  readonly backTest: BackTest | null;
  readonly availability: Availability;
  readonly dormant: Dormancy;
}
