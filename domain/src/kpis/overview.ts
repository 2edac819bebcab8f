import type { DayTotals } from '../ledger/tickets.ts';
import { addDays, type Day } from '../shared/day.ts';
import { revenue } from './revenue.ts';
import { serviceRate } from './service-rate.ts';
import { stockHealth } from './stock-health.ts';
import type { ShelfLine } from './stock-status.ts';
import { valuation } from './valuation.ts';

/** The figures of the Accueil that follow from the stock lines, one line each. */
const STOCK_FIGURES = { stock: stockHealth, valuation } as const satisfies Record<
  string,
  (lines: readonly ShelfLine[]) => unknown
>;

/** The figures of the Accueil that follow from the days' totals, and so from what day it is: one line each. */
export const SALES_FIGURES = {
  sales: (totals: readonly DayTotals[], today: Day) => ({
    today: revenue(totals, today, 1),
    week: revenue(totals, today, 7),
    month: revenue(totals, today, 30),
  }),
  trend,
  service: serviceRate,
} as const satisfies Record<string, (totals: readonly DayTotals[], today: Day) => unknown>;

type Made<Figures extends Record<string, (...known: never[]) => unknown>> = {
  readonly [F in keyof Figures]: ReturnType<Figures[F]>;
};
type StockFigures = Made<typeof STOCK_FIGURES>;
type SalesFigures = Made<typeof SALES_FIGURES>;

/** Everything the Accueil shows. The phone and the server compute it with one function. */
export interface Overview extends StockFigures, SalesFigures {
  readonly today: Day;
}

/**
 * The overview of a shop on `today`; `totals` are of its first day and of the last 60 at least. An empty shop gives
 * zeros.
 */
export const overview = (lines: readonly ShelfLine[], totals: readonly DayTotals[], today: Day): Overview => ({
  today,
  ...(made(STOCK_FIGURES, lines) as StockFigures),
  ...(made(SALES_FIGURES, totals, today) as SalesFigures),
});

/** `known` on the later day `today`: the sales move on, the stock stays. */
export const onLaterDay = (known: Overview, totals: readonly DayTotals[], today: Day): Overview => ({
  ...known,
  today,
  ...(made(SALES_FIGURES, totals, today) as SalesFigures),
});

const made = <Known extends unknown[]>(figures: Record<string, (...known: Known) => unknown>, ...known: Known) =>
  Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, figure(...known)]));

/** CA of each of the last 30 days, oldest first, today last. FCFA. */
function trend(totals: readonly DayTotals[], today: Day): readonly { readonly day: Day; readonly revenue: number }[] {
  const byDay = new Map(totals.map((total) => [total.day, total.revenue]));
  return Array.from({ length: 30 }, (_, index) => {
    const day = addDays(today, index - 29);
    return { day, revenue: byDay.get(day) ?? 0 };
  });
}
