import { reach } from '@digiboost/domain/alerts';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard } from '../accounts/require-user.ts';
import type { Services } from '../accounts/services.ts';
import type { UserStore } from '../accounts/user-store.ts';
import { entriesFor, pageOf } from '../http/page.ts';
import { type Delivery, deliveryKey } from './delivery.ts';
import type { Notify } from './notify.ts';
import { CHANNELS, LIST_DELIVERIES, LOCAL_OUTBOX, READ_DELIVERY, RESEND_DELIVERY } from './operations.ts';
import type { DeliveryDocument } from './outbox/delivery-document.ts';
import { sentenceOfReason } from './reasons.ts';

/** A delivery as the shop's administrator sees it. */
const shown = ({ delivery, state, stateAt, createdAt, attempts, reason, provider }: DeliveryDocument) => ({
  id: deliveryKey(delivery.id),
  eventId: delivery.eventId,
  alertType: delivery.alertType,
  channel: delivery.channel,
  recipient: delivery.recipient,
  userId: delivery.userId,
  title: delivery.content.title,
  state,
  reason: sentenceOfReason(reason) ?? null,
  provider: provider ?? null,
  attempts,
  createdAt,
  at: stateAt,
});

/** How each channel stands, for everybody of a shop. */
export const channelRoutes = ({ channels }: Pick<Notify, 'channels'>, guard: Guard): Router =>
  apiRoutes(guard).on(CHANNELS, async ({ send }) => send(200, { channels: channels() })).router;

/** What became of a shop's messages, and the messages that the demo keeps instead of sending. */
export function deliveryRoutes(
  notify: Pick<Notify, 'outbox' | 'deliveries'>,
  { users }: Pick<Services, 'users'>,
  guard: Guard,
): Router {
  const { deliveries } = notify;

  return apiRoutes(guard)
    .on(LIST_DELIVERIES, async ({ caller: { tenantId }, query, send }) => {
      const { items, next } = pageOf(await deliveries.failed(tenantId, entriesFor(query)), query);
      send(200, { deliveries: items.map(shown), next });
    })
    .on(READ_DELIVERY, async ({ caller: { tenantId }, params, send, refuse }) => {
      const doc = await find(params.id);
      if (doc?.delivery.tenantId !== tenantId) return refuse('not-found');
      send(200, { delivery: shown(doc) });
    })
    .on(RESEND_DELIVERY, async ({ caller: { tenantId }, params, send, refuse }) => {
      const doc = await find(params.id);
      if (doc?.delivery.tenantId !== tenantId) return refuse('message-gone');
      const sent = await resendDelivery(doc, notify, users.store);
      if (!sent.ok) return refuse(sent.error);
      send(202, { delivery: shown(sent.value) });
    })
    .on(LOCAL_OUTBOX, async ({ caller: { tenantId }, query, send }) => {
      const { items, next } = pageOf(await deliveries.local(tenantId, entriesFor(query)), query);
      send(200, { messages: items.map((doc) => ({ ...shown(doc), text: doc.delivery.content.text })), next });
    }).router;

  /** The delivery with this key; the id comes from a request, and becomes a part of a document's. */
  async function find(id: string): Promise<DeliveryDocument | null> {
    return /^[\da-f]{32}$/.test(id) ? deliveries.get(id) : null;
  }
}

type NoRecipient = 'recipient-gone' | 'recipient-inactive' | 'recipient-unreachable';

/**
 * Sends a failed delivery anew, to where its recipient is reached now: their number may have been added or corrected
 * since. Refused when there is nobody to reach, or when the shop has had its messages of the day.
 */
async function resendDelivery(
  { delivery }: DeliveryDocument,
  { outbox, deliveries }: Pick<Notify, 'outbox' | 'deliveries'>,
  users: Pick<UserStore, 'document'>,
): Promise<Result<DeliveryDocument, NoRecipient | 'too-many-messages' | 'not-failed'>> {
  const address = await addressOf(delivery, users);
  if (!address.ok) return address;
  const isFirst = delivery.unsent !== undefined;
  if (isFirst && (await outbox.left(delivery.tenantId)) <= 0) return fail('too-many-messages');
  const sent = await deliveries.resend(delivery.tenantId, deliveryKey(delivery.id), address.value);
  return sent ? ok(sent) : fail('not-failed');
}

/** Where the recipient of a delivery is reached now; an answer goes to the number that wrote. */
async function addressOf(
  { tenantId, channel, recipient, address, alertType }: Delivery,
  users: Pick<UserStore, 'document'>,
): Promise<Result<string, NoRecipient>> {
  if (alertType === 'REPLY') return ok(address);
  const isPerson = !/^\+|@/.test(recipient);
  const user = isPerson ? await users.document(recipient) : null;
  if (isPerson && user?.tenantId !== tenantId) return fail('recipient-gone');
  if (user && !user.isActive) return fail('recipient-inactive');
  const people = user ? [{ id: recipient, name: user.name, whatsapp: user.whatsapp ?? null, email: user.email }] : [];
  const reached = reach(recipient, channel, people);
  return reached && 'address' in reached ? ok(reached.address) : fail('recipient-unreachable');
}
