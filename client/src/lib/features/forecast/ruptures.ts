import { type Day, daysBetween } from '@digiboost/domain/shared/day';
import { isPredictedRupture, soonestFirst } from '@digiboost/domain/shop';
import type { ProductOutlook, ShopOutlook } from '../../insight/shop-insight.ts';
import type { ProductRow } from '../../model/types.ts';

/** A product that is out, or will probably be within 15 days. */
export interface Rupture {
  readonly row: ProductRow;
  readonly outlook: ProductOutlook;
  /** The shelf is empty now. */
  readonly out: boolean;
}

/** What the list shows, and how many products it cannot speak of. */
export interface Ruptures {
  readonly list: readonly Rupture[];
  readonly out: number;
  readonly soon: number;
  readonly insufficient: number;
}

/** Days of history that a forecast needs. */
const LEAST_HISTORY = 56;

/**
 * The ruptures of active products: those already out first, by what they sell a day, then the soonest first. A product
 * of too little history has no date; it is listed only when its shelf is empty. Nothing is said of what is still to be
 * counted.
 */
export function rupturesOf(rows: readonly ProductRow[], outlook: ShopOutlook): Ruptures {
  const out: Rupture[] = [];
  const soon: Rupture[] = [];
  let insufficient = 0;
  for (const row of rows) {
    const own = row.product.isActive ? outlook.products.get(row.id) : undefined;
    if (!own || row.status === 'UNKNOWN') continue;
    if (row.onHand <= 0) out.push({ row, outlook: own, out: true });
    else if (own.stockOut.reliability === 'INSUFFICIENT') insufficient += 1;
    else if (isPredictedRupture(own)) soon.push({ row, outlook: own, out: false });
  }
  out.sort((a, b) => soldValue(b) - soldValue(a));
  soon.sort((a, b) => soonestFirst(a.outlook, b.outlook));
  return { list: [...out, ...soon], out: out.length, soon: soon.length, insufficient };
}

/** Days of history that the shop has, and that it still lacks before anything can be foreseen. */
export function historyOf(firstDay: Day | undefined, today: Day): { known: number; remaining: number } {
  const known = firstDay === undefined ? 0 : Math.max(daysBetween(firstDay, today), 0);
  return { known, remaining: Math.max(LEAST_HISTORY - known, 0) };
}

const soldValue = ({ row, outlook }: Rupture): number => outlook.perDay * row.product.salePrice;
