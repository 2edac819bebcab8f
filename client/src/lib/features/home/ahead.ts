import { formatDayNear, formatPercent, formatWeekday } from '@digiboost/domain/french';
import { type Availability, LEAST_AVAILABILITY_DAYS } from '@digiboost/domain/kpis';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { isPredictedRupture, type ProductOutlook, RUPTURE_DAYS, soonestFirst } from '@digiboost/domain/shop';
import type { Column } from '../../charts/content.ts';
import { ahead } from '../../i18n/fr/home-ahead.ts';
import type { ShopOutlook } from '../../insight/shop-insight.ts';
import type { RateFigure } from './figures.ts';

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
export function availabilityFigure(availability: Availability): RateFigure {
  const { rate, emptyDays, products, days } = availability;
  if (rate !== null) {
    return {
      rate,
      value: formatPercent(Math.floor(rate * 1000) / 1000),
      note: ahead.availabilityNote(emptyDays, products, days),
    };
  }
  const note = products > 0 ? ahead.youngNote(days, LEAST_AVAILABILITY_DAYS) : ahead.unmeasuredNote;
  return { rate, value: ahead.unmeasured, note };
}

/** How many products will run out on each of the next 15 days: day 1 is `today`. */
export function rupturesByDay(products: readonly Pick<ProductOutlook, 'stockOut'>[], today: Day): Column[] {
  const counts = new Array<number>(RUPTURE_DAYS).fill(0);
  for (const { stockOut } of products) counts[stockOut.day - 1] = (counts[stockOut.day - 1] ?? 0) + 1;
  return counts.map((value, index) => {
    const day = addDays(today, index);
    return {
      key: day,
      tick: formatWeekday(day).charAt(0).toUpperCase(),
      name: formatDayNear(day, today),
      value,
      isNow: index === 0,
    };
  });
}
