import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import type { ProductId } from '@digiboost/domain/documents/product';
import type { AnyDocument, Emit } from '../view.ts';

export type LastCountByProductKey = ProductId;
/** When it was counted, in ms since 1970; `max` of the reduce is the last time. */
export type LastCountByProductValue = number;
/** What the reduce gives. */
export interface LastCountByProductStats {
  readonly max: number;
  readonly count: number;
}

/** Every time that a product was counted. */
export function map(doc: AnyDocument, emit: Emit<LastCountByProductKey, LastCountByProductValue>): void {
  if (isLedgerEvent(doc) && doc.type === 'count') emit(doc.productId, Date.parse(doc.at));
}
