import type { CategoryId } from '../documents/category.ts';
import { toMilli } from '../shared/quantity.ts';
import type { StockLine } from './stock-status.ts';

/** What the stock cost, in whole FCFA, in all and by category (null: products without one), largest first. */
export interface Valuation {
  /** May differ by a few francs from the sum of the categories: each is rounded by itself. */
  readonly total: number;
  readonly byCategory: readonly { readonly categoryId: CategoryId | null; readonly value: number }[];
}

/** Thousandths of a unit x millionths of a franc, exactly. */
const exactValue = ({ onHand, unitCost }: Omit<StockLine, 'product'>): bigint =>
  BigInt(toMilli(Math.max(onHand, 0))) * BigInt(Math.round(unitCost * 1_000_000));

/** Whole FCFA, half up. */
const toFrancs = (exact: bigint): number => Number((exact + 500_000_000n) / 1_000_000_000n);

/** FCFA of one product's stock: max(on hand, 0) x CMP, rounded to the franc. */
export const stockValue = (line: Omit<StockLine, 'product'>): number => toFrancs(exactValue(line));

/**
 * The value of what stands on the shelf: the exact sum of max(on hand, 0) x CMP, rounded to the franc at the end.
 * Archived products count too: they still hold money.
 */
export function valuation(lines: readonly StockLine[]): Valuation {
  const values = new Map<CategoryId | null, bigint>();
  let total = 0n;
  for (const line of lines) {
    const value = exactValue(line);
    if (value === 0n) continue;
    total += value;
    const category = line.product.categoryId ?? null;
    values.set(category, (values.get(category) ?? 0n) + value);
  }
  const byCategory = [...values].map(([categoryId, value]) => ({ categoryId, value: toFrancs(value) }));
  byCategory.sort((a, b) => b.value - a.value || (String(a.categoryId) < String(b.categoryId) ? -1 : 1));
  return { total: toFrancs(total), byCategory };
}
