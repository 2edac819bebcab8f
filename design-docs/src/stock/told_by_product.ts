import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import type { ProductId } from '@digiboost/domain/documents/product';
import { entriesOf } from '@digiboost/domain/ledger';
import type { AnyDocument, Emit } from '../view.ts';

export type ToldByProductKey = ProductId;
/** 1, or -1 where what was told is taken back. */
export type ToldByProductValue = number;

/** What says what lies on a product's shelf: a product of which nothing is left told is still to be counted. */
export function map(doc: AnyDocument, emit: Emit<ToldByProductKey, ToldByProductValue>): void {
  if (!isLedgerEvent(doc) || doc.type === 'sale') return;
  for (const { productId, told } of entriesOf(doc)) if (told !== 0) emit(productId, told);
}
