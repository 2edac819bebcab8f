import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import type { Method } from '@digiboost/domain/documents/settlement';
import { tillOfPart } from '@digiboost/domain/ledger/till';
import type { AnyDocument, Emit } from '../view.ts';

/**
 * When it was counted, in ms since 1970. Cash stands once more under `CASH:` and the phone whose drawer alone it was,
 * or under `CASH:` where it was the shop's.
 */
export type ClosingsByMethodAndTimeKey = [method: Method | `CASH:${string}`, atMs: number];
/** FCFA that the screen expected, that were found, and that stayed; and the phone whose drawer alone it was, or ''. */
export type ClosingsByMethodAndTimeValue = [expected: number, counted: number, left: number, device: string];

/** What every closing found of each method of payment. */
export function map(doc: AnyDocument, emit: Emit<ClosingsByMethodAndTimeKey, ClosingsByMethodAndTimeValue>): void {
  if (!isLedgerEvent(doc) || doc.type !== 'closing') return;
  const atMs = Date.parse(doc.at);
  for (const { method, expected, counted, left } of doc.parts) {
    const { device = '' } = tillOfPart(doc, method);
    const found: ClosingsByMethodAndTimeValue = [expected, counted, left, device];
    emit([method, atMs], found);
    if (method === 'CASH') emit([`CASH:${device}`, atMs], found);
  }
}
