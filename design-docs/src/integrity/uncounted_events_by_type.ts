import { hasLedgerType, isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import type { AnyDocument, Emit } from '../view.ts';

export type UncountedEventsByTypeKey = string;
export type UncountedEventsByTypeValue = null;

/** What is stored as an event and counts in no figure: nothing can be made from it, or the server has set it aside. */
export function map(doc: AnyDocument, emit: Emit<UncountedEventsByTypeKey, UncountedEventsByTypeValue>): void {
  const { type } = doc;
  if (hasLedgerType(doc) && !isLedgerEvent(doc)) emit(String(type), null);
}
