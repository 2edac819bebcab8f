import type { OpenedEvent } from '@digiboost/domain/alerts';
import { type AlertEvent, type Author, newDocument, revise, type Sent } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';

/** Who writes events. */
const WATCH = 'server';

export const watchAuthor = (at: Instant): Author => ({ at, by: WATCH, deviceId: WATCH });

/**
 * The document of what opened. `existing` is the event of the same id: the condition that had ended holds again as if
 * it had never ended (the delivery that ended it was voided), so its event opens again, and what was told stays told.
 */
export function openDocument(opened: OpenedEvent, existing: AlertEvent | undefined, now: Instant): AlertEvent {
  const author = watchAuthor(now);
  if (existing) {
    const { alertType, severity, details, message } = opened;
    return revise(existing, { closedAt: undefined, alertType, severity, details, message }, author);
  }
  return newDocument<AlertEvent>({ ...opened, type: 'alertEvent', triggeredAt: now, sent: {} }, author);
}

/** `event` with `entries` in its `sent`. A new document takes them as they are, a stored one as edits. */
export function withSent(event: AlertEvent, entries: Readonly<Record<string, Sent>>, now: Instant): AlertEvent {
  if (Object.keys(entries).length === 0) return event;
  if (event._rev === undefined) return { ...event, sent: { ...event.sent, ...entries } };
  return revise(event, { sent: { ...event.sent, ...entries } }, watchAuthor(now));
}
