import { Router } from 'express';
import type { Guard } from '../accounts/require-user.ts';
import type { Services } from '../accounts/services.ts';
import { sendProblem } from '../http/problem.ts';
import { deliveryKey } from './delivery.ts';
import type { Notify } from './notify.ts';
import type { DeliveryDocument } from './outbox/delivery-document.ts';
import { sentenceOfReason } from './reasons.ts';
import { resendDelivery } from './resend.ts';

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
