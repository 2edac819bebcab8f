import type { Product } from '../documents/product.ts';

/** RUPTURE: nothing on the shelf. LOW: at or under the minimum. OK: above it. */
export type StockStatus = 'RUPTURE' | 'LOW' | 'OK';

/** A product with its stock on hand, in units. */
export interface StockLine {
  readonly product: Product;
  readonly onHand: number;
}

/** rupture: on hand <= 0; stock faible: 0 < on hand <= minStock. */
export function stockStatus(onHand: number, minStock: number): StockStatus {
  if (onHand <= 0) return 'RUPTURE';
  return onHand <= minStock ? 'LOW' : 'OK';
}
