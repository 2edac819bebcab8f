import type { SalesPeriod } from '../kpis/sales-period.ts';
import { dailyStock } from '../ledger/daily-stock.ts';
import { costsOf, type LedgerProduct } from '../ledger/ledger-product.ts';
import { type Day, dayNumber } from '../shared/day.ts';
import { fromMilli } from '../shared/quantity.ts';

/** The last day of a period that has begun: the end of the one under way is today. */
export function lastDay({ to }: SalesPeriod, today: Day): Day {
  if (to < today) return to;
  return today;
}

/**
 * Units of a product in the evening of `day`: today what is on hand, before it what the ledger walks back to, never
 * below 0.
 */
export const stockOn = ({ days, onHandMilli }: LedgerProduct, day: Day, today: Day): number =>
  fromMilli(day < today ? (dailyStock(days, onHandMilli, dayNumber(day), 1).levels[0] ?? 0) : onHandMilli);

/** FCFA that a unit of a product cost on average in the evening of `day`: its price at the supplier before its rows. */
export function unitCostOn(ledger: LedgerProduct, day: Day, today: Day): number {
  const { rows, unitCost } = costsOf(ledger);
  if (day >= today) return unitCost;
  const last = dayNumber(day);
  return rows.findLast((row) => row.day <= last)?.unitCost ?? ledger.product.purchasePrice;
}
