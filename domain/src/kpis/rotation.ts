import type { CostedRow } from '../ledger/cost.ts';
import { dailyStock } from '../ledger/daily-stock.ts';
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
 * One product's cost of sales per year and average stock value, each unit at its cost of that time (CMP): over the last
 * 365 days, or since its first day in the ledger; the average is of every evening's stock. Null with less than 30 days.
 */
export function turnoverParts(
  product: { readonly rows: readonly CostedRow[]; readonly onHandMilli: number },
  today: Day,
): TurnoverParts | null {
  const last = dayNumber(today);
  const { rows } = product;
  const first = rows.reduce((least, { day }) => Math.min(least, day), last + 1);
  const count = Math.min(last - first + 1, ROTATION_DAYS);
  if (count < ROTATION_LEAST_DAYS) return null;
  const { levels } = dailyStock(rows, product.onHandMilli, last, count);
  let cost = 0;
  for (const { day, sold, unitCost } of rows) if (day > last - count && day <= last) cost += sold * unitCost;
  const costs = eveningCosts(rows, last, count);
  return {
    costPerYear: (fromMilli(cost) * ROTATION_DAYS) / count,
    averageStock: fromMilli(levels.reduce((sum, level, index) => sum + level * (costs[index] ?? 0), 0)) / count,
  };
}

/** What a unit cost on the evening of each of the `count` days that end with `last`. */
function eveningCosts(rows: readonly CostedRow[], last: number, count: number): Float64Array {
  const costs = new Float64Array(count);
  let next = 0;
  let unitCost = rows[0]?.unitCost ?? 0;
  for (let index = 0; index < count; index += 1) {
    const day = last - count + 1 + index;
    for (let row = rows[next]; row && row.day <= day; row = rows[next]) {
      unitCost = row.unitCost;
      next += 1;
    }
    costs[index] = unitCost;
  }
  return costs;
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
