import type { AlertChannel, AlertId } from '@digiboost/domain/documents/alert';
import type { DeliveryState } from '@digiboost/domain/documents/alert-event';
import type { Instant } from '@digiboost/domain/shared/day';
import type { AnyDocument, Emit } from '../view.ts';

/** When the message left, or was queued as long as nothing has been heard of it. */
export type MessagesBySubjectAndTimeKey = [alert: AlertId, subject: string, at: Instant];
export type MessagesBySubjectAndTimeValue = [
  channel: AlertChannel,
  recipient: string,
  occasion: string,
  state: DeliveryState,
];

/**
 * Every message that told an event, but for those that failed: what a subject's next event must not follow too soon.
 */
export function map(doc: AnyDocument, emit: Emit<MessagesBySubjectAndTimeKey, MessagesBySubjectAndTimeValue>): void {
  if (doc.type !== 'alertEvent') return;
  for (const [key, { channel, recipient, state, at, toldAt }] of Object.entries(doc.sent)) {
    if (state === 'FAILED') continue;
    emit([doc.alertId, doc.subject, toldAt || at], [channel, recipient, key.split(':')[1] || '', state]);
  }
}
