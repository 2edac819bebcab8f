import { dailyStock } from '../ledger/daily-stock.ts';
import type { DayRow } from '../ledger/day-row.ts';
import { type Day, dayNumber } from '../shared/day.ts';
import { fromMilli } from '../shared/quantity.ts';

/** Days over which the turnover is taken at most, and those that it needs. */
const ROTATION_DAYS = 365;
const ROTATION_LEAST_DAYS = 30;

/** What a turnover is made of, so that products can be added up into a category or a shop. FCFA. */
export interface TurnoverParts {
  readonly costPerYear: number;
  readonly averageStock: number;
}

/**
 * One product's cost of sales per year and average stock value, both at today's purchase price: over the last 365 days,
 * or since its first day in the ledger; the average is of every evening's stock. Null with less than 30 days.
 */
export function turnoverParts(
  product: { readonly days: readonly DayRow[]; readonly onHandMilli: number; readonly purchasePrice: number },
  today: Day,
): TurnoverParts | null {
  const last = dayNumber(today);
  const first = product.days.reduce((least, { day }) => Math.min(least, day), last + 1);
  const count = Math.min(last - first + 1, ROTATION_DAYS);
  if (count < ROTATION_LEAST_DAYS) return null;
  const { levels } = dailyStock(product.days, product.onHandMilli, last, count);
  let sold = 0;
  for (const line of product.days) if (line.day > last - count && line.day <= last) sold += line.sold;
  const perUnit = product.purchasePrice;
  return {
    costPerYear: (fromMilli(sold) * perUnit * ROTATION_DAYS) / count,
    averageStock: (fromMilli(levels.reduce((sum, level) => sum + level, 0)) * perUnit) / count,
  };
}

/**
 * Rotation (inventory turnover): cost of sales per year / average stock value, in times a year, over all `parts`
 * together. Null when nothing was ever in stock or nothing is known; products that are too young are left out.
 */
export function rotation(parts: Iterable<TurnoverParts | null>): number | null {
  let cost = 0;
  let stock = 0;
  for (const part of parts) {
    cost += part?.costPerYear ?? 0;
    stock += part?.averageStock ?? 0;
  }
  return stock > 0 ? cost / stock : null;
}
