import type { DayTotals } from '../ledger/tickets.ts';
import { addDays, type Day } from '../shared/day.ts';

/** Days over which the fill rate is taken. */
export const SERVICE_RATE_DAYS = 30;

/**
 * Taux de service (fill rate by value): delivered / (delivered + missed) at sale price. `rate` is null when nothing was
 * asked for. Always shown with `missedSales`: a shop that records none has no fill rate of 100%, it has no measure.
 */
export interface ServiceRate {
  readonly rate: number | null;
  readonly missedSales: number;
  readonly missedRevenue: number;
}

/** The fill rate over the 30 days that end today. */
export function serviceRate(totals: Iterable<DayTotals>, today: Day): ServiceRate {
  const from = addDays(today, 1 - SERVICE_RATE_DAYS);
  let delivered = 0;
  let missedRevenue = 0;
  let missedSales = 0;
  for (const total of totals) {
    if (total.day < from || total.day > today) continue;
    delivered += total.revenue;
    missedRevenue += total.missedRevenue;
    missedSales += total.missedTickets;
  }
  const asked = delivered + missedRevenue;
  return { rate: asked > 0 ? delivered / asked : null, missedSales, missedRevenue };
}
