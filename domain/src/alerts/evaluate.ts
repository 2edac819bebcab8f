import type { Alert } from '../documents/alert.ts';
import type { AlertEvent, AlertEventId } from '../documents/alert-event.ts';
import { alertEventId } from '../documents/event-id.ts';
import type { ProductId } from '../documents/product.ts';
import type { AlertFacts } from './facts.ts';
import type { Opening } from './kind.ts';
import { ALERT_KINDS, needsOf } from './kinds.ts';

/** What an event says when it opens, for whoever writes or shows it. */
export interface OpenedEvent extends Pick<AlertEvent, 'alertId' | 'alertType' | 'subject' | 'severity' | 'details'> {
  readonly _id: AlertEventId;
  readonly productId?: ProductId;
  readonly message: string;
}

/** What follows from the facts. */
export interface Evaluation {
  readonly opened: readonly OpenedEvent[];
  /**
   * Open events whose condition holds no longer, whose alert is off or watches something else now, or that another open
   * event already tells.
   */
  readonly closed: readonly AlertEvent[];
  /** Open events that stay open. */
  readonly kept: readonly AlertEvent[];
  /** Products whose changes are wanted before their event can open. */
  readonly wanting: ReadonlySet<ProductId>;
}

/** Whether what `alert` needs was looked up. */
const isJudged = (alert: Alert, facts: AlertFacts): boolean => needsOf(alert).every((need) => facts[need] !== null);

/**
 * Judges a shop's alerts: which events open, close and stay. An alert has one open event per subject at most; of two,
 * which only two servers at once can make, the first by id stays. Events of alerts that could not be judged stay.
 */
export function evaluateAlerts(
  alerts: readonly Alert[],
  facts: AlertFacts,
  openEvents: readonly AlertEvent[],
): Evaluation {
  const byAlert = new Map<string, AlertEvent[]>();
  for (const event of [...openEvents].sort((a, b) => (a._id < b._id ? -1 : 1))) {
    byAlert.set(event.alertId, [...(byAlert.get(event.alertId) ?? []), event]);
  }
  const opened: OpenedEvent[] = [];
  const closed: AlertEvent[] = [];
  const kept: AlertEvent[] = [];
  const wanting = new Set<ProductId>();

  for (const alert of alerts) {
    const own = byAlert.get(alert._id) ?? [];
    byAlert.delete(alert._id);
    if (!alert.isActive) closed.push(...own);
    else if (!isJudged(alert, facts))
      for (const event of own) (event.alertType === alert.alertType ? kept : closed).push(event);
    else {
      const openings = new Map(
        ALERT_KINDS[alert.alertType].openings(alert.conditions, facts).map((opening) => [opening.subject, opening]),
      );
      const told = new Set<string>();
      for (const event of own) {
        // Of another type, it was opened by what the alert said before it was edited.
        const isOwn = event.alertType === alert.alertType;
        const holds = isOwn && openings.has(event.subject) && !told.has(event.subject);
        (holds ? kept : closed).push(event);
        if (isOwn) told.add(event.subject);
      }
      for (const opening of openings.values()) {
        if (!opening.opens || told.has(opening.subject)) continue;
        if (opening.opened !== null) opened.push(openedEvent(alert, opening, opening.opened));
        else if (opening.productId) wanting.add(opening.productId);
      }
    }
  }
  // The alert itself is gone.
  for (const own of byAlert.values()) closed.push(...own);
  return { opened, closed, kept, wanting };
}

function openedEvent(alert: Alert, opening: Opening, at: string): OpenedEvent {
  const { subject, productId, severity, details } = opening;
  return {
    _id: alertEventId(alert._id, subject, at),
    alertId: alert._id,
    alertType: alert.alertType,
    subject,
    ...(productId ? { productId } : {}),
    severity,
    details,
    message: ALERT_KINDS[alert.alertType].summary(details),
  };
}
