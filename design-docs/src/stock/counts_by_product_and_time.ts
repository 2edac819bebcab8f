import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import type { ProductId } from '@digiboost/domain/documents/product';
import { toMilli } from '@digiboost/domain/shared/quantity';
import type { AnyDocument, Emit } from '../view.ts';

/** The product, and when it was counted, in ms since 1970. */
export type CountsByProductAndTimeKey = [product: ProductId, atMs: number];
/** Found on the shelf, in thousandths. */
export type CountsByProductAndTimeValue = number;

/** What every count found. */
export function map(doc: AnyDocument, emit: Emit<CountsByProductAndTimeKey, CountsByProductAndTimeValue>): void {
  if (isLedgerEvent(doc) && doc.type === 'count') emit([doc.productId, Date.parse(doc.at)], toMilli(doc.counted));
}
