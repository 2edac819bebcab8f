import type { Product } from '../documents/product.ts';
import type { LedgerProduct } from '../ledger/ledger-product.ts';
import { fromMilli } from '../shared/quantity.ts';

/**
 * UNKNOWN: nobody has said yet what lies there. RUPTURE: nothing on the shelf. LOW: at or under the minimum. OK: above
 * it.
 */
export type StockStatus = 'UNKNOWN' | 'RUPTURE' | 'LOW' | 'OK';

/** A product with its stock on hand, in units. */
export interface StockLine {
  readonly product: Product;
  readonly onHand: number;
}

/** The same, and how the stock stands. */
export interface ShelfLine extends StockLine {
  readonly status: StockStatus;
}

export function shelfLine({ product, onHandMilli, isKnown }: Omit<LedgerProduct, 'days'>): ShelfLine {
  const line = { product, onHand: fromMilli(onHandMilli) };
  return { ...line, status: stockStatus(line, isKnown) };
}

/**
 * à compter: neither counted nor received yet, so that its stock is not known; rupture: on hand <= 0; stock faible:
 * 0 < on hand <= minStock.
 */
export function stockStatus({ product: { minStock }, onHand }: StockLine, isKnown: boolean): StockStatus {
  if (!isKnown) return 'UNKNOWN';
  if (onHand <= 0) return 'RUPTURE';
  return onHand <= minStock ? 'LOW' : 'OK';
}
