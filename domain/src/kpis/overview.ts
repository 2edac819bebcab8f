import type { DayTotals } from '../ledger/tickets.ts';
import { addDays, type Day } from '../shared/day.ts';
import { type Revenue, revenue } from './revenue.ts';
import { type ServiceRate, serviceRate } from './service-rate.ts';
import { type StockHealth, stockHealth } from './stock-health.ts';
import type { StockLine } from './stock-status.ts';
import { type Valuation, valuation } from './valuation.ts';

/** Everything the Accueil shows. The phone and the server compute it with this one function. */
export interface Overview {
  readonly today: Day;
  readonly stock: StockHealth;
  readonly valuation: Valuation;
  readonly sales: { readonly today: Revenue; readonly week: Revenue; readonly month: Revenue };
  /** CA of each of the last 30 days, oldest first, today last. FCFA. */
  readonly trend: readonly { readonly day: Day; readonly revenue: number }[];
  readonly service: ServiceRate;
}

/** The overview of a shop on `today`; `totals` are of its first day and of the last 60 at least. An empty shop gives zeros. */
export function overview(lines: readonly StockLine[], totals: readonly DayTotals[], today: Day): Overview {
  const byDay = new Map(totals.map((total) => [total.day, total.revenue]));
  const trend = Array.from({ length: 30 }, (_, index) => {
    const day = addDays(today, index - 29);
    return { day, revenue: byDay.get(day) ?? 0 };
  });
  return {
    today,
    stock: stockHealth(lines),
    valuation: valuation(lines),
    sales: { today: revenue(totals, today, 1), week: revenue(totals, today, 7), month: revenue(totals, today, 30) },
    trend,
    service: serviceRate(totals, today),
  };
}
