import { demandQuantile, HORIZON, type ProductForecast } from '../forecast/index.ts';
import { MarginSum } from '../kpis/sales-margin.ts';
import type { CostedRow } from '../ledger/cost.ts';
import { dailyStock } from '../ledger/daily-stock.ts';
import { costsOf, type LedgerProduct } from '../ledger/ledger-product.ts';
import { addDays, type Day, dayNumber } from '../shared/day.ts';
import { fromMilli } from '../shared/quantity.ts';
import { stockForToday } from './expected.ts';

/** Days that an analysis looks back, and the periods that it sums up. */
const ANALYSIS_DAYS = 365;
const PERIODS = [30, 90, 365] as const;

/** What a product brought in over the last `days` days. FCFA and units. */
export interface ProductPeriod {
  readonly days: number;
  readonly sold: number;
  readonly missed: number;
  readonly revenue: number;
  /** Revenue less what the units cost when they were sold. */
  readonly margin: number;
  /** Margin / revenue; null when nothing was sold. */
  readonly marginRate: number | null;
}

/** Stock expected on the evening of each day ahead, today first: the median and the 80% interval. Units. */
export interface StockAhead {
  readonly expected: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** One product's past by day, oldest first and today last, and what lies ahead. Units. */
export interface ProductAnalysis {
  /** The first of the days: 365 days ago, or the first day in the ledger; today when there is none. */
  readonly from: Day;
  readonly sold: readonly number[];
  readonly missed: readonly number[];
  /** Stock in the evening. */
  readonly stock: readonly number[];
  readonly periods: readonly ProductPeriod[];
  /** Null when too little is known to forecast. */
  readonly ahead: StockAhead | null;
}

/** Analyses one product on `today`, on which `forecast` begins. */
export function productAnalysis(ledger: LedgerProduct, forecast: ProductForecast | null, today: Day): ProductAnalysis {
  const { onHandMilli, days } = ledger;
  const last = dayNumber(today);
  let first = last;
  for (const { day } of days) if (day < first) first = day;
  const count = Math.min(last - first + 1, ANALYSIS_DAYS);
  const sold = new Array<number>(count).fill(0);
  const missed = new Array<number>(count).fill(0);
  for (const row of days) {
    const index = row.day - (last - count + 1);
    if (index < 0 || index >= count) continue;
    sold[index] = (sold[index] ?? 0) + row.sold;
    missed[index] = (missed[index] ?? 0) + row.missed;
  }
  return {
    from: addDays(today, 1 - count),
    sold: sold.map(fromMilli),
    missed: missed.map(fromMilli),
    stock: [...dailyStock(days, onHandMilli, last, count).levels].map(fromMilli),
    periods: PERIODS.map((length) => productPeriod(costsOf(ledger).rows, today, length)),
    ahead: forecast?.sufficient
      ? stockAhead(forecast, fromMilli(onHandMilli), stockForToday(ledger, forecast, today))
      : null,
  };
}

/** What a product brought in over the `length` days that end today. */
function productPeriod(days: Iterable<CostedRow>, today: Day, length: number): ProductPeriod {
  const last = dayNumber(today);
  let sold = 0;
  let missed = 0;
  let revenue = 0;
  const sum = new MarginSum();
  for (const row of days) {
    if (row.day > last || row.day <= last - length) continue;
    sum.add(row);
    sold += row.sold;
    missed += row.missed;
    revenue += row.revenue;
  }
  const margin = sum.francs;
  return {
    days: length,
    sold: fromMilli(sold),
    missed: fromMilli(missed),
    revenue,
    margin,
    marginRate: revenue > 0 ? margin / revenue : null,
  };
}

/**
 * The stock left on each of the next days, by the quantiles of the cumulative demand; an empty shelf stays empty. Today
 * began with `opening` units, of which `onHand` are left.
 */
export function stockAhead(forecast: ProductForecast, onHand: number, opening = onHand): StockAhead {
  const leftOn = (index: number, p: number) => opening - demandQuantile(forecast, index + 1, p);
  const left = (p: number): number[] =>
    Array.from({ length: HORIZON }, (_, index) => Math.max(Math.min(leftOn(index, p), onHand), 0));
  return { expected: left(0.5), low: left(0.9), high: left(0.1) };
}
