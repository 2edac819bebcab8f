import { alertMessage, type DueMessage, deliveryId, digestMessage, isLastTime } from '@digiboost/domain/alerts';
import type { Alert, AlertChannel, AlertEvent } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Delivery, Unsent } from '../notify/delivery.ts';
import { OVER_LIMIT } from './limits.ts';

/** A message that cannot be sent for a day is given up, and shown as failed. */
const DEADLINE_MS = 24 * 3_600_000;

/** What a delivery is made of, beside the message. */
export interface MessageContext {
  readonly tenantId: string;
  readonly shopName: string;
  readonly queuedAt: Instant;
}

/** The app's page about an event, or the list when there are several. */
const pageOf = ([first, ...others]: readonly AlertEvent[]): string =>
  first && others.length === 0
    ? `/alertes/historique/${encodeURIComponent(first._id.slice('alertEvent:'.length))}`
    : '/alertes/historique';

const unsentOf = (missing: string, channel: AlertChannel): Unsent =>
  missing === OVER_LIMIT ? 'shop-limit' : channel === 'EMAIL' ? 'no-email' : 'no-number';

/**
 * The delivery of a message that is due; null when there is nothing to tell. Whom it cannot be sent to is kept as a
 * failure that may be sent anew once they can.
 */
export function deliveryOf(
  alert: Pick<Alert, 'name'>,
  message: Pick<DueMessage, 'id' | 'channel' | 'recipient' | 'reach'>,
  events: readonly AlertEvent[],
  { tenantId, shopName, queuedAt }: MessageContext,
): Delivery | null {
  const { id, channel, recipient, reach } = message;
  const [first] = events;
  if (!first) return null;
  const told = events.map((event) => ({ ...event, isLast: isLastTime(event, message) }));
  const [alone] = told.length === 1 ? told : [];
  const words = alone ? alertMessage(alone, shopName) : digestMessage(alert, told, shopName);
  return {
    id: deliveryId(tenantId, id),
    tenantId,
    eventId: first._id,
    alertType: first.alertType,
    channel,
    recipient,
    userId: reach.userId || null,
    ...('missing' in reach ? { address: '', unsent: unsentOf(reach.missing, channel) } : { address: reach.address }),
    content: {
      title: words.title,
      text: channel === 'WHATSAPP' ? words.text : words.body,
      variables: words.variables,
      url: pageOf(events),
    },
    notBefore: queuedAt,
    deadline: new Date(Date.parse(queuedAt) + DEADLINE_MS).toISOString(),
  };
}
