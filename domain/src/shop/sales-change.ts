import { periodBefore, type SalesPeriod } from '../kpis/sales-period.ts';
import { costedSales, type SalesReport, salesReport } from '../kpis/sales-report.ts';
import type { LedgerProduct } from '../ledger/ledger-product.ts';
import type { DayTotals } from '../ledger/tickets.ts';
import { addDays, type Day, daysBetween, weekday } from '../shared/day.ts';
import type { Read, ShopBook } from './book.ts';
import { type Bounded, bounded } from './bounded.ts';
import { type NamedProduct, namedProduct } from './stock-diagnosis.ts';
import { twoPeriods } from './two-periods.ts';

/**
 * What made sales change. PRICE: other prices for what was sold; RUPTURES: more or fewer days on an empty shelf, at the
 * product's usual sales; MISSED: sales missed beside a shelf that was not empty; SEASON: days that usually sell more or
 * less; DEMAND: what is left of the change in quantity; UNKNOWN: free lines, and products that are not known.
 */
export type SalesCause = 'PRICE' | 'RUPTURES' | 'MISSED' | 'SEASON' | 'DEMAND' | 'UNKNOWN';

/** One product's part in the change. FCFA. */
export interface ProductChange extends NamedProduct {
  readonly revenue: number;
  readonly before: number;
  readonly change: number;
  readonly byPrice: number;
  readonly byRuptures: number;
  /** Days on an empty shelf, in the period and in the one before. */
  readonly emptyDays: readonly number[];
}

/** The sales of a period, and why they are not those of the period before. FCFA. */
export interface SalesChange {
  readonly period: SalesPeriod;
  readonly before: SalesPeriod;
  readonly revenue: { readonly now: number; readonly before: number; readonly change: number };
  readonly margin: { readonly now: number; readonly before: number };
  readonly tickets: { readonly now: number; readonly before: number };
  readonly averageTicket: number | null;
  readonly missedRevenue: number;
  readonly missedTickets: number;
  /** The shop already sold when the period before began: else the change says nothing. */
  readonly isComparable: boolean;
  /** They come to `revenue.change`, to the franc. */
  readonly causes: readonly { readonly cause: SalesCause; readonly francs: number }[];
  /** Usual sales of the period's days over those of the days before. */
  readonly season: { readonly ratio: number; readonly basis: 'LAST_YEAR' | 'WEEKDAYS' | 'NONE' };
  /** The products that changed most, up or down. */
  readonly movers: Bounded<ProductChange>;
  readonly report: SalesReport;
}

const MOST = 15;
const YEAR_DAYS = 364;
const WEEKS_DAYS = 56;

/** Why the sales of `period` are not those of as many days before. */
export function salesChange(book: Read<ShopBook, 'totals'>, period: SalesPeriod): SalesChange {
  const before = periodBefore(period);
  const report = salesReport(
    { products: costedSales(book.products.values()), days: book.totals, free: book.free },
    period,
  );
  const parts = [...book.products.values()].map((ledger) => partOf(ledger, period));
  const total = (of: (part: Part) => number): number => parts.reduce((sum, part) => sum + of(part), 0);
  const season = seasonOf(book.totals, period, before);
  const change = report.revenue - report.before.revenue;
  const known = Math.round(total(({ product }) => product.change));
  const price = Math.round(total(({ product }) => product.byPrice));
  const ruptures = Math.round(total(({ product }) => product.byRuptures));
  const missed = Math.round(total(({ byMissed }) => byMissed));
  const bySeason = Math.round((season.ratio - 1) * report.before.revenue);
  const causes: SalesChange['causes'] = [
    { cause: 'PRICE', francs: price },
    { cause: 'RUPTURES', francs: ruptures },
    { cause: 'MISSED', francs: missed },
    { cause: 'SEASON', francs: bySeason },
    { cause: 'DEMAND', francs: known - price - ruptures - missed - bySeason },
    { cause: 'UNKNOWN', francs: change - known },
  ];
  const movers = parts
    .map(({ product }) => product)
    .filter((product) => product.change !== 0)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.id < b.id ? -1 : 1));
  return {
    period,
    before,
    revenue: { now: report.revenue, before: report.before.revenue, change },
    margin: { now: report.margin, before: report.before.margin },
    tickets: { now: report.tickets, before: report.before.tickets },
    averageTicket: report.averageTicket,
    missedRevenue: report.missedRevenue,
    missedTickets: report.missedTickets,
    isComparable: report.change !== null,
    causes,
    season,
    movers: bounded(movers, MOST, (product) => product.change),
    report,
  };
}

interface Part {
  readonly product: ProductChange;
  readonly byMissed: number;
}

/** One product in both periods. */
function partOf(ledger: LedgerProduct, period: SalesPeriod): Part {
  const { now, before, usual } = twoPeriods(ledger, period);
  const price = before.sold > 0 ? before.revenue / before.sold : now.sold > 0 ? now.revenue / now.sold : 0;
  return {
    product: {
      ...namedProduct(ledger),
      revenue: now.revenue,
      before: before.revenue,
      change: now.revenue - before.revenue,
      byPrice: before.sold > 0 && now.sold > 0 ? Math.round(now.revenue - price * now.sold) : 0,
      byRuptures: Math.round((before.emptyDays - now.emptyDays) * usual * price),
      emptyDays: [now.emptyDays, before.emptyDays],
    },
    byMissed: (before.missed - now.missed) * price,
  };
}

/** How much more the days of `period` usually sell than those of `before`: by last year's same days, or by weekday. */
export function seasonOf(
  totals: readonly DayTotals[],
  period: SalesPeriod,
  before: SalesPeriod,
): SalesChange['season'] {
  const byDay = new Map<Day, number>(totals.map(({ day, revenue }) => [day, revenue]));
  const sum = ({ from, to }: SalesPeriod, of: (day: Day) => number): number =>
    Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => of(addDays(from, index))).reduce(
      (a, b) => a + b,
      0,
    );
  const yearAgo = (day: Day): number => byDay.get(addDays(day, -YEAR_DAYS)) ?? 0;
  const [first] = totals;
  if (first && first.day <= addDays(before.from, -YEAR_DAYS)) {
    const [now, then] = [sum(period, yearAgo), sum(before, yearAgo)];
    if (now > 0 && then > 0) return { ratio: now / then, basis: 'LAST_YEAR' };
  }
  const week = [0, 0, 0, 0, 0, 0, 0];
  for (let ago = 1; ago <= WEEKS_DAYS; ago += 1) {
    const day = addDays(period.from, -ago);
    week[weekday(day)] = (week[weekday(day)] ?? 0) + (byDay.get(day) ?? 0);
  }
  const usual = (day: Day): number => week[weekday(day)] ?? 0;
  const [now, then] = [sum(period, usual), sum(before, usual)];
  return now > 0 && then > 0 ? { ratio: now / then, basis: 'WEEKDAYS' } : { ratio: 1, basis: 'NONE' };
}
