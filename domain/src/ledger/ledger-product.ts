import type { Product, ProductId } from '../documents/product.ts';
import type { DayRow } from './day-row.ts';

/** A product with its stock on hand (thousandths) and its days, in any order. */
export interface LedgerProduct {
  readonly product: Product;
  readonly onHandMilli: number;
  /** Its stock was counted or received at least once. */
  readonly isKnown: boolean;
  readonly days: readonly DayRow[];
}

/** A product with its days at hand, where they are made each time they are asked for. */
export const withDays = ({ product, onHandMilli, isKnown, days }: LedgerProduct): LedgerProduct => ({
  product,
  onHandMilli,
  isKnown,
  days,
});

/** A product's stock on hand, in thousandths, and whether it was ever counted or received. */
export interface KnownStock {
  readonly milli: number;
  readonly isKnown: boolean;
}

const UNTOUCHED: KnownStock = { milli: 0, isKnown: false };

/** `products` with their stock on hand (none where nothing is said) and their `rows`, in any order. */
export function ledgersOf(
  products: Iterable<Product>,
  stock: { get(id: ProductId): KnownStock | undefined },
  rows: Iterable<DayRow>,
): Map<ProductId, LedgerProduct> {
  const ledgers = new Map<ProductId, LedgerProduct & { readonly days: DayRow[] }>();
  for (const product of products) {
    const { milli, isKnown } = stock.get(product._id) ?? UNTOUCHED;
    ledgers.set(product._id, { product, onHandMilli: milli, isKnown, days: [] });
  }
  for (const row of rows) ledgers.get(row.productId)?.days.push(row);
  return ledgers;
}
