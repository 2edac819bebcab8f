import type { Entry } from '../ledger/entries.ts';
import { hourOf } from '../shared/clock.ts';

/** What was sold within one hour of the day, over all days. FCFA. */
export interface HourSales {
  /** 0..23, in the shop's timezone. */
  readonly hour: number;
  readonly revenue: number;
  readonly tickets: number;
}

/**
 * Sales by the hour at which they were made, all 24, from the ledger's lines of sales, returns and their voids. A void
 * counts at the time of what it voids, and takes its ticket off; a return takes its FCFA off and no ticket.
 */
export function salesByHour(
  entries: Iterable<Pick<Entry, 'eventId' | 'at' | 'sold' | 'revenue'>>,
  timezone?: string,
): HourSales[] {
  const revenue = new Array<number>(24).fill(0);
  const tickets = new Array<number>(24).fill(0);
  const counted = new Set<string>();
  for (const { eventId, at, sold, revenue: amount } of entries) {
    if (sold === 0) continue;
    const hour = hourOf(at, timezone);
    revenue[hour] = (revenue[hour] ?? 0) + amount;
    if (counted.has(eventId) || /^(void:)?return:/.test(eventId)) continue;
    counted.add(eventId);
    tickets[hour] = (tickets[hour] ?? 0) + Math.sign(sold);
  }
  return revenue.map((amount, hour) => ({ hour, revenue: amount, tickets: tickets[hour] ?? 0 }));
}

/** What had been sold by the end of each of `hours`, from the first on. FCFA. */
export function soldBy(hours: readonly HourSales[]): number[] {
  let sum = 0;
  return hours.map(({ revenue }) => {
    sum += revenue;
    return sum;
  });
}
