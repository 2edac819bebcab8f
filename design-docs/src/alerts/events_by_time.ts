import type { AlertType } from '@digiboost/domain/documents/alert';
import type { Severity } from '@digiboost/domain/documents/alert-event';
import type { Instant } from '@digiboost/domain/shared/day';
import type { AnyDocument, Emit } from '../view.ts';

/** When the event was noticed. */
export type EventsByTimeKey = Instant;

/** What a history is filtered by; `open` and `acknowledged` are 1 or 0. */
export type EventsByTimeValue = [
  alert: string,
  type: AlertType,
  severity: Severity,
  subject: string,
  open: number,
  acknowledged: number,
];

/** Every event, in the order in which they were noticed. */
export function map(doc: AnyDocument, emit: Emit<EventsByTimeKey, EventsByTimeValue>): void {
  if (doc.type !== 'alertEvent') return;
  const { triggeredAt, alertId, alertType, severity, subject, closedAt, acknowledgedAt } = doc;
  emit(triggeredAt, [alertId, alertType, severity, subject, closedAt ? 0 : 1, acknowledgedAt ? 1 : 0]);
}
