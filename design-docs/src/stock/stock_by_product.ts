import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import type { ProductId } from '@digiboost/domain/documents/product';
import { entriesOf } from '@digiboost/domain/ledger';
import type { AnyDocument, Emit } from '../view.ts';

/** The product, and when the change counts, in ms since 1970. */
export type StockByProductKey = [product: ProductId, atMs: number];
/** Change of the stock on hand, in thousandths. */
export type StockByProductValue = number;

/** Every change of stock; counts are no change and missed sales move nothing. */
export function map(doc: AnyDocument, emit: Emit<StockByProductKey, StockByProductValue>): void {
  if (!isLedgerEvent(doc)) return;
  for (const { productId, at, delta } of entriesOf(doc)) if (delta !== 0) emit([productId, Date.parse(at)], delta);
}
