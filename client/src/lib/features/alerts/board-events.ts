import type { Acknowledgement, AlertEvent } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Findings } from '../../insight/analyses/alerts.ts';

/** An opening of an alert as the screens show it: the server's event, or what this phone noticed before the server. */
export interface BoardEvent
  extends Pick<
    AlertEvent,
    | '_id'
    | 'alertId'
    | 'alertType'
    | 'subject'
    | 'productId'
    | 'severity'
    | 'details'
    | 'message'
    | 'triggeredAt'
    | 'sent'
  > {
  readonly closedAt: Instant | null;
  readonly acknowledged: { readonly at: Instant; readonly by: string } | null;
  /** Noticed by this phone only so far. */
  readonly provisional: boolean;
  /** This phone knows of an end that the server has not heard of. */
  readonly endedHere: boolean;
}

export const isOpen = (event: BoardEvent): boolean => event.closedAt === null && !event.endedHere;
/** Asks for somebody's attention: what the badge counts. */
export const isUnseen = (event: BoardEvent): boolean => isOpen(event) && event.acknowledged === null;

/** The same for every opening of one alert for one subject. */
export const subjectKey = (event: Pick<AlertEvent, 'alertId' | 'subject'>): string =>
  `${event.alertId}|${event.subject}`;

/**
 * The server's events with what this phone noticed, newest first, each once: of one id, and of one alert and subject
 * that both have open, the server's stands.
 */
export function boardEvents(
  events: readonly AlertEvent[],
  { opened, ended }: Findings,
  acknowledgements: readonly Acknowledgement[],
): BoardEvent[] {
  const over = new Set(ended);
  const seen = new Map(acknowledgements.map((ack) => [ack.eventId as string, ack]));
  const ids = new Set<string>(events.map(({ _id }) => _id));
  const openThere = new Set(events.filter(({ closedAt }) => !closedAt).map(subjectKey));
  const acknowledged = (id: string, there?: AlertEvent): BoardEvent['acknowledged'] => {
    const ack = seen.get(id);
    if (ack) return { at: ack.createdAt, by: ack.createdBy };
    return there?.acknowledgedAt ? { at: there.acknowledgedAt, by: there.acknowledgedBy ?? '' } : null;
  };
  const known = events.map(
    (event): BoardEvent => ({
      ...event,
      closedAt: event.closedAt ?? null,
      acknowledged: acknowledged(event._id, event),
      provisional: false,
      endedHere: over.has(event._id),
    }),
  );
  const noticed = opened
    .filter((event) => !ids.has(event._id) && !openThere.has(subjectKey(event)))
    .map(
      (event): BoardEvent => ({
        ...event,
        triggeredAt: openedAt(event._id),
        sent: {},
        closedAt: null,
        acknowledged: acknowledged(event._id),
        provisional: true,
        endedHere: false,
      }),
    );
  return [...noticed, ...known].sort((a, b) => (a.triggeredAt < b.triggeredAt ? 1 : -1));
}

/** When an event opened, as its id tells: an instant, or the beginning of a day. */
function openedAt(id: string): Instant {
  const opened = id.split(':').slice(3).join(':');
  return opened.includes('T') ? opened : `${opened}T00:00:00.000Z`;
}
