import type { Instant } from '@digiboost/domain/shared/day';
import type { AnyDocument, Emit } from '../view.ts';

/** When the message was queued. */
export type QueuedEventsByTimeKey = Instant;
/** The key of the message in the event's `sent`. */
export type QueuedEventsByTimeValue = string;

/** Messages of which nothing has been heard since they were queued, a row each. */
export function map(doc: AnyDocument, emit: Emit<QueuedEventsByTimeKey, QueuedEventsByTimeValue>): void {
  if (doc.type !== 'alertEvent') return;
  for (const [key, { state, at }] of Object.entries(doc.sent)) if (state === 'QUEUED') emit(at, key);
}
