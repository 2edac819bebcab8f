import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import type { ProductId } from '@digiboost/domain/documents/product';
import { entriesOf, tellsStock } from '@digiboost/domain/ledger';
import type { AnyDocument, Emit } from '../view.ts';

export type ToldByProductKey = ProductId;
export type ToldByProductValue = null;

/** Everything that says what lies on a product's shelf: a product without any is still to be counted. */
export function map(doc: AnyDocument, emit: Emit<ToldByProductKey, ToldByProductValue>): void {
  if (!isLedgerEvent(doc) || doc.type === 'sale') return;
  for (const { productId, kind } of entriesOf(doc)) if (tellsStock(kind)) emit(productId, null);
}
