import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import type { ProductId } from '@digiboost/domain/documents/product';
import { lotLinesOf } from '@digiboost/domain/ledger/lots';
import type { Day } from '@digiboost/domain/shared/day';
import type { AnyDocument, Emit } from '../view.ts';

export type ReceivedByProductAndExpiryKey = [product: ProductId, expiresOn: Day];
/** Thousandths. */
export type ReceivedByProductAndExpiryValue = number;

/** What came with an expiry date; a void takes off what its original had added. */
export function map(
  doc: AnyDocument,
  emit: Emit<ReceivedByProductAndExpiryKey, ReceivedByProductAndExpiryValue>,
): void {
  if (!isLedgerEvent(doc)) return;
  for (const { productId, expiresOn, milli } of lotLinesOf(doc)) emit([productId, expiresOn], milli);
}
