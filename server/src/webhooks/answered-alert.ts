import { messageOfDelivery, parseMessageId } from '@digiboost/domain/alerts';
import { type AlertEvent, type AlertEventId, acknowledgementOf } from '@digiboost/domain/documents';
import type { Member } from '../auth/require-user.ts';
import type { Database } from '../couch/client.ts';
import type { DeliveryDocument } from '../notify/delivery-document.ts';
import type { OutboxStore } from '../notify/outbox-store.ts';
import { acknowledgementsOf, documentsById } from '../watch/shop-reading.ts';

/** The alert that somebody answers: the open events that one message told them, and on whose behalf they answer. */
export interface AnsweredAlert {
  readonly shop: Database;
  readonly user: Member;
  readonly events: readonly AlertEvent[];
}

/** Messages to a number among which the answered one is looked for. */
const LOOKED_AT = 50;
const WRITERS: readonly string[] = ['admin', 'user'];

/**
 * The alert that a message from `number` answers: the one that it quotes, else the last one sent to that number whose
 * events are still open and unacknowledged. The shop is that of the alert; only one of its users may answer for it.
 */
export async function answeredAlert(
  number: string,
  repliedTo: string | undefined,
  members: readonly Member[],
  parts: { readonly store: OutboxStore; readonly shop: (tenantId: string) => Database },
): Promise<AnsweredAlert | null> {
  const told = (await parts.store.sentTo(number, LOOKED_AT)).filter(({ delivery }) => delivery.eventId !== '');
  const quoted = told.filter(({ messageId }) => repliedTo !== undefined && messageId === repliedTo);
  for (const doc of quoted.length > 0 ? quoted : told) {
    const user = members.find((one) => one.tenantId === doc.delivery.tenantId && WRITERS.includes(one.role));
    if (!user) continue;
    const shop = parts.shop(user.tenantId);
    const events = await openEvents(shop, doc);
    if (events.length > 0) return { shop, user, events };
  }
  return null;
}

/** The events that a message told and that nobody has settled. */
async function openEvents(shop: Database, { delivery }: DeliveryDocument): Promise<AlertEvent[]> {
  const first = await shop.get<AlertEvent>(delivery.eventId);
  if (!first) return [];
  const key = parseMessageId(messageOfDelivery(delivery.id))?.key;
  const others = (key === undefined ? undefined : first.sent[key]?.others) ?? [];
  const told = await documentsById<AlertEvent>(
    shop,
    others.flatMap((reference) => parseMessageId(reference)?.eventId ?? []),
  );
  const open = [first, ...told.values()].filter(({ closedAt, acknowledgedAt }) => !closedAt && !acknowledgedAt);
  const settled = await acknowledgementsOf(shop, open);
  return open.filter(({ _id }) => !settled.has(_id));
}

/** Notes that the user knows of the events; whoever was first stands. */
export async function acknowledge({ shop, user, events }: AnsweredAlert, at: string): Promise<void> {
  for (const { _id } of events) {
    await shop.put(acknowledgementOf(_id as AlertEventId, { at, by: user.id, deviceId: 'whatsapp' }));
  }
}
