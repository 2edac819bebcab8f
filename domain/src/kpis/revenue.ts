import type { DayTotals } from '../ledger/tickets.ts';
import { addDays, type Day } from '../shared/day.ts';

/** CA of the last `days` days up to and with `today`, and of as many days before them. FCFA. */
export interface Revenue {
  readonly days: number;
  readonly current: number;
  readonly previous: number;
  readonly tickets: number;
  /** (current - previous) / previous; null when nothing was sold before, or when there is nothing to compare with. */
  readonly change: number | null;
  /** The shop already sold when the period before began. */
  readonly isComparable: boolean;
}

/**
 * Chiffre d'affaires over a period that ends today, against the period just before. Among `totals` is the shop's first
 * day, which tells whether there was such a period.
 */
export function revenue(totals: Iterable<DayTotals>, today: Day, days: number): Revenue {
  const from = addDays(today, 1 - days);
  const before = addDays(today, 1 - 2 * days);
  let current = 0;
  let previous = 0;
  let tickets = 0;
  let isComparable = false;
  for (const total of totals) {
    if (total.day <= before) isComparable = true;
    if (total.day > today || total.day < before) continue;
    if (total.day >= from) {
      current += total.revenue;
      tickets += total.tickets;
    } else previous += total.revenue;
  }
  const change = isComparable && previous > 0 ? (current - previous) / previous : null;
  return { days, current, previous, tickets, change, isComparable };
}
