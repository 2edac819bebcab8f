import type { ProductId } from '@digiboost/domain/documents';
import { formatPercent } from '@digiboost/domain/french';
import { type Availability, LEAST_AVAILABILITY_DAYS } from '@digiboost/domain/kpis';
import { isPredictedRupture, type ProductOutlook, soonestFirst } from '@digiboost/domain/shop';
import { ahead } from '../../i18n/fr/home-ahead.ts';
import type { ShopOutlook } from '../../insight/shop-insight.ts';

/** The products that will probably run out within 15 days, soonest first, and whether anything can be foreseen. */
export interface RupturesAhead {
  readonly products: readonly ProductOutlook[];
  readonly isKnown: boolean;
}

/** The ruptures that an outlook predicts. */
export function rupturesAhead({ products }: Pick<ShopOutlook, 'products'>): RupturesAhead {
  const all = [...products.values()];
  const soon = all.filter((outlook) => isPredictedRupture(outlook));
  soon.sort(soonestFirst);
  return { products: soon, isKnown: all.some(({ stockOut }) => stockOut.reliability !== 'INSUFFICIENT') };
}

/** Availability for the eye; rounded down, so that a single empty day never shows as 100 %. */
export function availabilityFigure(availability: Availability): { value: string; note: string } {
  const { rate, emptyDays, products, days } = availability;
  if (rate !== null) {
    return {
      value: formatPercent(Math.floor(rate * 1000) / 1000),
      note: ahead.availabilityNote(emptyDays, products, days),
    };
  }
  const note = products > 0 ? ahead.youngNote(days, LEAST_AVAILABILITY_DAYS) : ahead.unmeasuredNote;
  return { value: ahead.unmeasured, note };
}

/** The ids of the first of `products`. */
export const firstIds = (products: readonly ProductOutlook[], count: number): ProductId[] =>
  products.slice(0, count).map(({ id }) => id);
