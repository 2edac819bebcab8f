import type { Category, CategoryId } from '../documents/category.ts';
import type { Order } from '../documents/order.ts';
import type { ProductId } from '../documents/product.ts';
import type { Shop } from '../documents/shop.ts';
import type { Supplier, SupplierId } from '../documents/supplier.ts';
import type { DayRow } from '../ledger/day-row.ts';
import type { LedgerProduct } from '../ledger/ledger-product.ts';
import type { DayTotals } from '../ledger/tickets.ts';
import type { Day } from '../shared/day.ts';
import type { Expectations } from './expected.ts';

/** What is known of one shop on one day, whoever asks. A part that is null was not read yet. */
export interface ShopBook {
  /** The shop's business day. */
  readonly today: Day;
  /** Null: it has no document; its settings are then those of a new shop. */
  readonly shop: Shop | null;
  /** Archived ones too. */
  readonly products: ReadonlyMap<ProductId, LedgerProduct>;
  /** What was sold outside the catalogue, in any order; absent where that is never asked for. */
  readonly free?: readonly DayRow[];
  readonly categories: ReadonlyMap<CategoryId, Category> | null;
  readonly suppliers: ReadonlyMap<SupplierId, Supplier> | null;
  readonly orders: readonly Order[] | null;
  /** Totals of every day that had tickets, oldest first. */
  readonly totals: readonly DayTotals[] | null;
  /** What is expected of the active products. */
  readonly expected: Expectations | null;
}

/** A book in which these parts were read. */
export type Read<B extends ShopBook, Part extends keyof ShopBook> = B & {
  readonly [P in Part]: NonNullable<ShopBook[P]>;
};

/** The products that are on sale: archived ones are neither forecast nor ordered. */
export const activeOf = ({ products }: Pick<ShopBook, 'products'>): LedgerProduct[] =>
  [...products.values()].filter(({ product }) => product.isActive);
