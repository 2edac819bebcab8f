import type { CategoryId } from '../documents/category.ts';
import { toMilli } from '../shared/quantity.ts';
import type { StockLine } from './stock-status.ts';

/** What the stock cost, in whole FCFA, in all and by category (null: products without one), largest first. */
export interface Valuation {
  readonly total: number;
  readonly byCategory: readonly { readonly categoryId: CategoryId | null; readonly value: number }[];
}

/** FCFA of one product's stock: max(on hand, 0) x purchase price, rounded to the franc. */
export const stockValue = ({ product, onHand }: StockLine): number =>
  Math.round((toMilli(Math.max(onHand, 0)) * Math.round(product.purchasePrice * 100)) / 100_000);

/** The value of what stands on the shelf, archived products included: they still hold money. */
export function valuation(lines: readonly StockLine[]): Valuation {
  const values = new Map<CategoryId | null, number>();
  let total = 0;
  for (const line of lines) {
    const value = stockValue(line);
    if (value === 0) continue;
    total += value;
    const category = line.product.categoryId ?? null;
    values.set(category, (values.get(category) ?? 0) + value);
  }
  const byCategory = [...values].map(([categoryId, value]) => ({ categoryId, value }));
  byCategory.sort((a, b) => b.value - a.value || String(a.categoryId).localeCompare(String(b.categoryId)));
  return { total, byCategory };
}
