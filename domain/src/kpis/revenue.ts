import type { DayTotals } from '../ledger/tickets.ts';
import { addDays, type Day } from '../shared/day.ts';

/** CA of the last `days` days up to and with `today`, and of as many days before them. FCFA. */
export interface Revenue {
  readonly days: number;
  readonly current: number;
  readonly previous: number;
  readonly tickets: number;
  /** (current - previous) / previous; null when nothing was sold before. */
  readonly change: number | null;
}

/** Chiffre d'affaires over a period that ends today, against the period just before. */
export function revenue(totals: Iterable<DayTotals>, today: Day, days: number): Revenue {
  const from = addDays(today, 1 - days);
  const before = addDays(today, 1 - 2 * days);
  let current = 0;
  let previous = 0;
  let tickets = 0;
  for (const total of totals) {
    if (total.day > today || total.day < before) continue;
    if (total.day >= from) {
      current += total.revenue;
      tickets += total.tickets;
    } else previous += total.revenue;
  }
  return { days, current, previous, tickets, change: previous > 0 ? (current - previous) / previous : null };
}
