import type { ProductId } from '../documents/product.ts';
import { type Day, dayNumber } from '../shared/day.ts';
import type { Entry } from './entries.ts';

/** What one day of one product was. Thousandths and FCFA; what was voided is already taken off. */
export interface DayRow {
  readonly productId: ProductId;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Change of the stock on hand. */
  readonly delta: number;
  /** Delivered to customers, and their FCFA. */
  readonly sold: number;
  readonly revenue: number;
  /** Asked for and not served, and their FCFA. */
  readonly missed: number;
  readonly missedRevenue: number;
}

/** The figures of a day, as the views and the columns write them. */
export type DayValues = [delta: number, sold: number, revenue: number, missed: number, missedRevenue: number];

type Figures = Pick<DayRow, 'delta' | 'sold' | 'revenue' | 'missed' | 'missedRevenue'>;

/** The figures of a row, or of a line of the ledger. */
export const toDayValues = (of: Figures): DayValues => [of.delta, of.sold, of.revenue, of.missed, of.missedRevenue];

export const toDayRow = (
  productId: ProductId,
  day: number,
  [delta, sold, revenue, missed, missedRevenue]: DayValues,
): DayRow => ({ productId, day, delta, sold, revenue, missed, missedRevenue });

/** The rows of one product by day number. */
export type DaysOfProduct = Map<number, DayRow>;

/** Adds `row` to what `days` hold of its day; with `sign` -1 takes it off. */
export function addToDay(days: DaysOfProduct, row: DayRow, sign: 1 | -1 = 1): void {
  const { productId, day } = row;
  const before = days.get(day);
  days.set(day, {
    productId,
    day,
    delta: (before?.delta ?? 0) + sign * row.delta,
    sold: (before?.sold ?? 0) + sign * row.sold,
    revenue: (before?.revenue ?? 0) + sign * row.revenue,
    missed: (before?.missed ?? 0) + sign * row.missed,
    missedRevenue: (before?.missedRevenue ?? 0) + sign * row.missedRevenue,
  });
}

/** The days of `entries`, by product and day number; a day on which nothing but a count happened is one too. */
export function daysOf(entries: Iterable<Entry>): Map<ProductId, DaysOfProduct> {
  const byProduct = new Map<ProductId, DaysOfProduct>();
  const numbers = new Map<Day, number>();
  for (const entry of entries) {
    const { productId } = entry;
    let own = byProduct.get(productId);
    if (!own) {
      own = new Map();
      byProduct.set(productId, own);
    }
    let day = numbers.get(entry.day);
    if (day === undefined) {
      day = dayNumber(entry.day);
      numbers.set(entry.day, day);
    }
    addToDay(own, { ...entry, productId, day });
  }
  return byProduct;
}
