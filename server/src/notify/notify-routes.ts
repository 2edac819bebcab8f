import { reach } from '@digiboost/domain/alerts';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { Router } from 'express';
import type { Guard } from '../accounts/require-user.ts';
import type { Services } from '../accounts/services.ts';
import type { UserStore } from '../accounts/user-store.ts';
import { type ProblemCode, sendProblem } from '../http/problem.ts';
import { type Delivery, deliveryKey } from './delivery.ts';
import type { Notify } from './notify.ts';
import type { DeliveryDocument } from './outbox/delivery-document.ts';
import { sentenceOfReason } from './reasons.ts';

const EVERYBODY = ['admin', 'user', 'viewer'] as const;
/** Deliveries that a list shows. */
const LISTED = 200;

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

/** GET channels: how each channel stands, for everybody of a shop. */
export function channelRoutes({ channels }: Pick<Notify, 'channels'>, guard: Guard): Router {
  const router = Router();
  router.get(
    '/',
    guard.member(EVERYBODY, async (_req, res) => {
      res.json({ channels: channels() });
    }),
  );
  return router;
}

/**
 * Under alerts, for the shop's administrator: GET deliveries?state=failed and deliveries/:id, POST
 * deliveries/:id/resend, and GET outbox, the messages that the demo keeps instead of sending.
 */
export function deliveryRoutes(
  notify: Pick<Notify, 'outbox' | 'deliveries'>,
  { users }: Pick<Services, 'users'>,
  guard: Guard,
): Router {
  const router = Router();
  const { deliveries } = notify;

  router.get(
    '/deliveries',
    guard.member(['admin'], async (req, res, { tenantId }) => {
      if (req.query.state !== undefined && req.query.state !== 'failed') {
        return sendProblem(res, 'invalid-request', [{ field: 'state', detail: 'Seul « failed » peut être demandé.' }]);
      }
      res.json({ deliveries: (await deliveries.failed(tenantId, LISTED)).map(shown) });
    }),
  );

  router.get(
    '/deliveries/:id',
    guard.member(['admin', 'user'], async (req, res, { tenantId }) => {
      const doc = await find(String(req.params.id));
      if (doc?.delivery.tenantId !== tenantId) return sendProblem(res, 'not-found');
      res.json({ delivery: shown(doc) });
    }),
  );

  router.post(
    '/deliveries/:id/resend',
    guard.member(['admin'], async (req, res, { tenantId }) => {
      const doc = await find(String(req.params.id));
      if (doc?.delivery.tenantId !== tenantId) return sendProblem(res, 'message-gone');
      const sent = await resendDelivery(doc, notify, users.store);
      if (!sent.ok) return sendProblem(res, sent.error);
      res.status(202).json({ delivery: shown(sent.value) });
    }),
  );

  router.get(
    '/outbox',
    guard.member(['admin'], async (_req, res, { tenantId }) => {
      const docs = await deliveries.local(tenantId, LISTED);
      res.json({ messages: docs.map((doc) => ({ ...shown(doc), text: doc.delivery.content.text })) });
    }),
  );

  return router;

  /** The delivery with this key; the id comes from a request, and becomes a part of a document's. */
  async function find(id: string): Promise<DeliveryDocument | null> {
    return /^[\da-f]{32}$/.test(id) ? deliveries.get(id) : null;
  }
}

/**
 * Sends a failed delivery anew, to where its recipient is reached now: their number may have been added or corrected
 * since. Refused when there is nobody to reach, or when the shop has had its messages of the day.
 */
async function resendDelivery(
  { delivery }: DeliveryDocument,
  { outbox, deliveries }: Pick<Notify, 'outbox' | 'deliveries'>,
  users: Pick<UserStore, 'document'>,
): Promise<Result<DeliveryDocument, ProblemCode>> {
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
): Promise<Result<string, ProblemCode>> {
  if (alertType === 'REPLY') return ok(address);
  const isPerson = !/^\+|@/.test(recipient);
  const user = isPerson ? await users.document(recipient) : null;
  if (isPerson && user?.tenantId !== tenantId) return fail('recipient-gone');
  if (user && !user.isActive) return fail('recipient-inactive');
  const people = user ? [{ id: recipient, name: user.name, whatsapp: user.whatsapp ?? null, email: user.email }] : [];
  const reached = reach(recipient, channel, people);
  return reached && 'address' in reached ? ok(reached.address) : fail('recipient-unreachable');
}
