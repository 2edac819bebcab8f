import type { ProductId } from '../documents/product.ts';
import { type Day, dayNumber } from '../shared/day.ts';
import type { Entry } from './entries.ts';

/**
 * A part of one day of one product: what happened at one instant of it. Thousandths and FCFA; what was voided is
 * already taken off.
 */
export interface DayRow {
  readonly productId: ProductId;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** ms since 1970. */
  readonly at: number;
  /** Change of the stock on hand. */
  readonly delta: number;
  /** Delivered to customers, and their FCFA. */
  readonly sold: number;
  readonly revenue: number;
  /** Asked for and not served, and their FCFA. */
  readonly missed: number;
  readonly missedRevenue: number;
  /** Received at a known cost, and that cost in hundred-thousandths of a franc. */
  readonly priced: number;
  readonly pricedCost: number;
  /** Received without a word about its cost. */
  readonly unpriced: number;
}

/** The figures of a row, as the views and the columns write them; what is new comes last. */
export type DayValues = [
  delta: number,
  sold: number,
  revenue: number,
  missed: number,
  missedRevenue: number,
  priced: number,
  pricedCost: number,
  unpriced: number,
];

type Figures = Omit<DayRow, 'productId' | 'day' | 'at'>;

/** The figures of a row, or of a line of the ledger. */
export const toDayValues = (of: Figures): DayValues => [
  of.delta,
  of.sold,
  of.revenue,
  of.missed,
  of.missedRevenue,
  of.priced,
  of.pricedCost,
  of.unpriced,
];

export const toDayRow = (
  productId: ProductId,
  day: number,
  at: number,
  [delta, sold, revenue, missed, missedRevenue, priced, pricedCost, unpriced]: DayValues,
): DayRow => ({
  productId,
  day,
  at,
  delta,
  sold,
  revenue,
  missed,
  missedRevenue,
  priced,
  pricedCost,
  unpriced,
});

/** The rows of one product, each under its own key. */
export type DaysOfProduct = Map<number, DayRow>;

const DAY_MS = 86_400_000;

/** What tells a row from the others of its product: the business day is at most one day from the instant's own. */
export const rowKey = ({ day, at }: Pick<DayRow, 'day' | 'at'>): number => at * 4 + day - Math.floor(at / DAY_MS) + 1;

/** Both rows as one, at the instant of the first; with `sign` -1 without the second. */
export const sumOf = (a: DayRow, b: DayRow, sign: 1 | -1 = 1): DayRow => ({
  productId: a.productId,
  day: a.day,
  at: a.at,
  delta: a.delta + sign * b.delta,
  sold: a.sold + sign * b.sold,
  revenue: a.revenue + sign * b.revenue,
  missed: a.missed + sign * b.missed,
  missedRevenue: a.missedRevenue + sign * b.missedRevenue,
  priced: a.priced + sign * b.priced,
  pricedCost: a.pricedCost + sign * b.pricedCost,
  unpriced: a.unpriced + sign * b.unpriced,
});

/** Adds `row` to what `days` hold of its instant; with `sign` -1 takes it off. */
export function addToDay(days: DaysOfProduct, row: DayRow, sign: 1 | -1 = 1): void {
  const { productId, day, at } = row;
  const key = rowKey(row);
  days.set(key, sumOf(days.get(key) ?? toDayRow(productId, day, at, [0, 0, 0, 0, 0, 0, 0, 0]), row, sign));
}

/** The rows of `entries` by product; an instant at which nothing but a count happened is one too. */
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
    addToDay(own, { ...entry, productId, day, at: Date.parse(entry.at) });
  }
  return byProduct;
}
