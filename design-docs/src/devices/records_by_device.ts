import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import type { AnyDocument, Emit } from '../view.ts';

export type RecordsByDeviceKey = string;
/** When it was recorded, in ms since 1970; `max` of the reduce is the last time. */
export type RecordsByDeviceValue = number;
/** What the reduce gives. */
export interface RecordsByDeviceStats {
  readonly max: number;
  readonly count: number;
}

/** Everything that a device has recorded of the shop's life. */
export function map(doc: AnyDocument, emit: Emit<RecordsByDeviceKey, RecordsByDeviceValue>): void {
  if (isLedgerEvent(doc)) emit(doc.deviceId, Date.parse(doc.createdAt));
}
