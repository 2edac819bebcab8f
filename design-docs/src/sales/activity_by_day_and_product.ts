import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import type { ProductId } from '@digiboost/domain/documents/product';
import { type DayValues, toDayValues } from '@digiboost/domain/ledger/day-row';
import { entriesOf } from '@digiboost/domain/ledger/entries';
import type { Day } from '@digiboost/domain/shared/day';
import type { AnyDocument, Emit } from '../view.ts';

export type ActivityByDayAndProductKey = [day: Day, product: ProductId];
/** [delta, sold, revenue, missed, missedRevenue]: thousandths and FCFA. */
export type ActivityByDayAndProductValue = DayValues;

/** What happened to a product on a day; a void takes off what its original had added. */
export function map(doc: AnyDocument, emit: Emit<ActivityByDayAndProductKey, ActivityByDayAndProductValue>): void {
  if (!isLedgerEvent(doc) || doc.type === 'count') return;
  for (const entry of entriesOf(doc)) emit([entry.day, entry.productId], toDayValues(entry));
}
