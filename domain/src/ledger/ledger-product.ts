import type { Product, ProductId } from '../documents/product.ts';
import type { DayRow } from './day-row.ts';

/** A product with its stock on hand (thousandths) and its days, in any order. */
export interface LedgerProduct {
  readonly product: Product;
  readonly onHandMilli: number;
  readonly days: readonly DayRow[];
}

/** A product with its days at hand, where they are made each time they are asked for. */
export const withDays = ({ product, onHandMilli, days }: LedgerProduct): LedgerProduct => ({
  product,
  onHandMilli,
  days,
});

/** `products` with their stock on hand (thousandths; none where nothing is said) and their `rows`, in any order. */
export function ledgersOf(
  products: Iterable<Product>,
  onHandMilli: (id: ProductId) => number | undefined,
  rows: Iterable<DayRow>,
): Map<ProductId, LedgerProduct> {
  const ledgers = new Map<ProductId, LedgerProduct & { readonly days: DayRow[] }>();
  for (const product of products) {
    ledgers.set(product._id, { product, onHandMilli: onHandMilli(product._id) ?? 0, days: [] });
  }
  for (const row of rows) ledgers.get(row.productId)?.days.push(row);
  return ledgers;
}
