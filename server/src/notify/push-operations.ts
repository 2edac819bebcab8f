import { z } from 'zod';
import { EVERYBODY, operation } from '../http/operation.ts';

const endpoint = z
  .string({ error: 'Indiquez l’adresse des notifications.' })
  .max(1000)
  .meta({ example: 'https://fcm.googleapis.com/fcm/send/…' });
const base64url = (bytes: number) =>
  z
    .string({ error: 'Cette clé n’est pas valable.' })
    .regex(/^[\w+/-]+={0,2}$/, { error: 'Cette clé n’est pas valable.' })
    .refine((text) => Buffer.from(text, 'base64url').length === bytes, { error: 'Cette clé n’est pas valable.' });

export const PUSH_KEY = operation({
  id: 'pushKey',
  tag: 'Notifications',
  method: 'get',
  path: '/push/key',
  summary: 'La clé avec laquelle un navigateur s’abonne',
  callers: EVERYBODY,
  answers: { 200: z.object({ key: z.string().nullable().meta({ description: 'null : pas de notifications ici.' }) }) },
});

export const SUBSCRIBE = operation({
  id: 'subscribe',
  tag: 'Notifications',
  method: 'post',
  path: '/push/subscriptions',
  summary: 'Abonner ce navigateur',
  description: 'L’abonnement tel que le navigateur l’écrit (toJSON).',
  callers: EVERYBODY,
  body: z.object({ endpoint, keys: z.object({ p256dh: base64url(65), auth: base64url(16) }) }),
  answers: { 204: null },
});

export const UNSUBSCRIBE = operation({
  id: 'unsubscribe',
  tag: 'Notifications',
  method: 'delete',
  path: '/push/subscriptions',
  summary: 'Désabonner ce navigateur',
  callers: EVERYBODY,
  body: z.object({ endpoint }),
  answers: { 204: null },
});

/** The operations on phones that get notifications, in the order of their documentation. */
export const PUSH_OPERATIONS = [PUSH_KEY, SUBSCRIBE, UNSUBSCRIBE];
