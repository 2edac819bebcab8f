import { Router } from 'express';
import { z } from 'zod';
import type { Guard } from '../accounts/require-user.ts';
import { sendProblem } from '../http/problem.ts';
import { readBody } from '../http/validate.ts';
import { isPushService } from './channels/push-services.ts';
import type { PushSubscriptions } from './channels/push-subscriptions.ts';
import { vapidPublicKey } from './channels/vapid.ts';
import type { PushConfig } from './notify-config.ts';

const EVERYBODY = ['admin', 'user', 'viewer'] as const;
const endpoint = z.string({ error: 'Indiquez l’adresse des notifications.' }).max(1000);
const base64url = (bytes: number) =>
  z
    .string({ error: 'Cette clé n’est pas valable.' })
    .regex(/^[\w+/-]+={0,2}$/, { error: 'Cette clé n’est pas valable.' })
    .refine((text) => Buffer.from(text, 'base64url').length === bytes, { error: 'Cette clé n’est pas valable.' });

/** A browser's subscription as its `toJSON` writes it. */
const subscription = z.object({ endpoint, keys: z.object({ p256dh: base64url(65), auth: base64url(16) }) });

/**
 * GET push/key: the key that a browser subscribes with, null when there is none. POST and DELETE push/subscriptions.
 */
export function pushRoutes(
  config: PushConfig | null,
  subscriptions: PushSubscriptions,
  guard: Guard,
  now: () => Date,
): Router {
  const router = Router();
  const key = config ? vapidPublicKey(config.privateKey) : null;

  router.get(
    '/key',
    guard.member(EVERYBODY, async (_req, res) => {
      res.json({ key });
    }),
  );

  router.post(
    '/subscriptions',
    guard.member(EVERYBODY, async (req, res, { id }) => {
      const body = readBody(subscription, req, res);
      if (!body) return;
      if (!isPushService(body.endpoint, config?.otherServices)) {
        const detail = 'Ce service de notifications n’est pas connu du serveur.';
        return sendProblem(res, 'invalid-request', [{ field: 'endpoint', detail }]);
      }
      await subscriptions.add(id, body, now());
      res.status(204).end();
    }),
  );

  router.delete(
    '/subscriptions',
    guard.member(EVERYBODY, async (req, res, { id }) => {
      const body = readBody(z.object({ endpoint }), req, res);
      if (!body) return;
      await subscriptions.remove(id, body.endpoint);
      res.status(204).end();
    }),
  );
  return router;
}
