import type { Product } from '../documents/product.ts';
import { costsOf, type LedgerProduct } from '../ledger/ledger-product.ts';
import { fromMilli } from '../shared/quantity.ts';

/**
 * UNKNOWN: nobody has said yet what lies there. RUPTURE: nothing on the shelf. LOW: at or under the minimum. OK: above
 * it.
 */
export type StockStatus = 'UNKNOWN' | 'RUPTURE' | 'LOW' | 'OK';

/** A product with its stock on hand, in units. */
interface OnHandLine {
  readonly product: Product;
  readonly onHand: number;
}

/** The same with what one unit cost, in FCFA: the average of what is there (CMP). */
export interface StockLine extends OnHandLine {
  readonly unitCost: number;
}

/** The same, and how the stock stands. */
export interface ShelfLine extends StockLine {
  readonly status: StockStatus;
}

export function shelfLine(
  { product, onHandMilli, isKnown }: Pick<LedgerProduct, 'product' | 'onHandMilli' | 'isKnown'>,
  unitCost: number,
): ShelfLine {
  const line = { product, onHand: fromMilli(onHandMilli), unitCost };
  return { ...line, status: stockStatus(line, isKnown) };
}

/** How the stock of a product stands whose whole ledger is known. */
export const ledgerLine = (ledger: LedgerProduct): ShelfLine => shelfLine(ledger, costsOf(ledger).unitCost);

/**
 * à compter: neither counted nor received yet, so that its stock is not known; rupture: on hand <= 0; stock faible:
 * 0 < on hand <= minStock.
 */
export function stockStatus({ product: { minStock }, onHand }: OnHandLine, isKnown: boolean): StockStatus {
  if (!isKnown) return 'UNKNOWN';
  if (onHand <= 0) return 'RUPTURE';
  return onHand <= minStock ? 'LOW' : 'OK';
}
