import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import type { Method } from '@digiboost/domain/documents/settlement';
import type { AnyDocument, Emit } from '../view.ts';

/** When it was counted, in ms since 1970. */
export type ClosingsByMethodAndTimeKey = [method: Method, atMs: number];
/** FCFA that the screen expected, that were found, and that stayed. */
export type ClosingsByMethodAndTimeValue = [expected: number, counted: number, left: number];

/** What every closing found of each method of payment. */
export function map(doc: AnyDocument, emit: Emit<ClosingsByMethodAndTimeKey, ClosingsByMethodAndTimeValue>): void {
  if (!isLedgerEvent(doc) || doc.type !== 'closing') return;
  for (const { method, expected, counted, left } of doc.parts) {
    emit([method, Date.parse(doc.at)], [expected, counted, left]);
  }
}
