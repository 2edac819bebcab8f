import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import type { ProductId } from '@digiboost/domain/documents/product';
import { type DayValues, toDayValues } from '@digiboost/domain/ledger/day-row';
import { entriesOf } from '@digiboost/domain/ledger/entries';
import type { Day } from '@digiboost/domain/shared/day';
import type { AnyDocument, Emit } from '../view.ts';

/** When it counts is in ms since 1970; a count stands under its own id too, for two counts do not add up. */
export type ActivityByDayAndProductKey =
  | [day: Day, product: ProductId, atMs: number]
  | [day: Day, product: ProductId, atMs: number, count: string];
/** The figures of a row, in thousandths and FCFA; then what a count found, in thousandths. */
export type ActivityByDayAndProductValue = [...DayValues, counted: number];

/** What happened to a product on a day, instant by instant; a void takes off what its original had added. */
export function map(doc: AnyDocument, emit: Emit<ActivityByDayAndProductKey, ActivityByDayAndProductValue>): void {
  if (!isLedgerEvent(doc)) return;
  for (const entry of entriesOf(doc)) {
    const { day, productId, eventId, counted } = entry;
    const atMs = Date.parse(entry.at);
    if (counted === null) emit([day, productId, atMs], [...toDayValues(entry), 0]);
    else emit([day, productId, atMs, eventId], [...toDayValues(entry), counted]);
  }
}
