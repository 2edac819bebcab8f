import { messageId, type Person, reach } from '@digiboost/domain/alerts';
import type { AlertEvent } from '@digiboost/domain/documents';
import type { Delivery } from '../notify/delivery.ts';
import { documentsById, type QueuedMessage } from '../shop/shop-reading.ts';
import { deliveryOf, type MessageContext } from './messages.ts';
import type { CheckedShop } from './shop-facts.ts';

/** Messages that were queued and perhaps never reached the outbox, which knows by their ids what it has already. */
export async function unheardDeliveries(
  { database, alerts }: CheckedShop,
  unheard: readonly QueuedMessage[],
  people: readonly Person[],
  context: MessageContext,
): Promise<Delivery[]> {
  if (unheard.length === 0) return [];
  const first = await documentsById<AlertEvent>(database, [...new Set(unheard.map(({ eventId }) => eventId))]);
  const deliveries: Delivery[] = [];
  for (const { eventId, key } of unheard) {
    const event = first.get(eventId);
    const sent = event?.sent[key];
    // What another event's message tells is handed over with that one.
    if (!event || !sent || sent.message) continue;
    const reached = reach(sent.recipient, sent.channel, people);
    if (!reached) continue;
    const others = await documentsById<AlertEvent>(
      database,
      (sent.others ?? []).map((other) => other.split('|')[0] ?? ''),
    );
    const name = alerts.find(({ _id }) => _id === event.alertId)?.name ?? event.message;
    const message = { id: messageId(event, key), channel: sent.channel, recipient: sent.recipient, reach: reached };
    const delivery = deliveryOf({ name }, message, [event, ...others.values()], { ...context, queuedAt: sent.at });
    if (delivery) deliveries.push(delivery);
  }
  return deliveries;
}
