import { ALERT_CHANNELS, ALERT_TYPES, DELIVERY_STATES } from '@digiboost/domain/documents';
import { z } from 'zod';
import { ADMINS, EVERYBODY, type Media, operation, WRITERS } from '../http/operation.ts';
import { listPage, next } from '../http/page.ts';
import { instant } from '../http/units.ts';
import { PUSH_OPERATIONS } from './push-operations.ts';
import { testInput } from './test-message.ts';

const channel = z.enum(ALERT_CHANNELS);

const delivery = z
  .object({
    id: z.string().meta({ description: '32 chiffres hexadécimaux.', example: '0f343b0931126a20f133d67c2b018a3b' }),
    eventId: z.string().meta({ description: 'Le déclenchement annoncé ; vide pour un essai ou une réponse.' }),
    alertType: z.enum([...ALERT_TYPES, 'TEST', 'REPORT', 'REPLY']),
    channel,
    recipient: z.string(),
    userId: z.string().nullable(),
    title: z.string(),
    state: z.enum(DELIVERY_STATES),
    reason: z.string().nullable().meta({ description: 'Pourquoi il attend ou a échoué, en français.' }),
    provider: z.string().nullable(),
    attempts: z.int(),
    createdAt: instant,
    at: instant.meta({ description: 'Depuis quand il est dans cet état.' }),
  })
  .meta({ id: 'Delivery', description: 'Un message à une personne par un canal.' });

const deliveryParams = z.object({ id: z.string().meta({ description: 'Identifiant du message.' }) });

export const CHANNELS = operation({
  id: 'channels',
  tag: 'Messages',
  method: 'get',
  path: '/channels',
  summary: 'L’état de chaque canal',
  callers: EVERYBODY,
  answers: {
    200: z.object({
      channels: z.array(
        z.object({
          channel,
          provider: z.enum(['twilio', 'meta', 'smtp', 'webpush', 'local', 'none']),
          status: z
            .enum(['ready', 'local', 'missing'])
            .meta({ description: 'local : les messages restent sur le serveur (démonstration).' }),
          label: z.string(),
        }),
      ),
    }),
  },
});

const ownMail = z.object({ email: z.string(), isStopped: z.boolean() });

export const OWN_MAIL = operation({
  id: 'ownMail',
  tag: 'Messages',
  method: 'get',
  path: '/channels/email',
  summary: 'Reçoit-on les e-mails de la boutique ?',
  callers: EVERYBODY,
  answers: { 200: ownMail },
});

export const SET_OWN_MAIL = operation({
  id: 'setOwnMail',
  tag: 'Messages',
  method: 'put',
  path: '/channels/email',
  summary: 'Arrêter ou reprendre les e-mails de la boutique',
  callers: EVERYBODY,
  body: z.strictObject({ isStopped: z.boolean({ error: 'Indiquez true ou false.' }) }),
  answers: { 200: ownMail },
});

export const LIST_DELIVERIES = operation({
  id: 'listDeliveries',
  tag: 'Messages',
  method: 'get',
  path: '/alerts/deliveries',
  summary: 'Les messages qui ont échoué, le plus récent d’abord',
  callers: ADMINS,
  query: z.strictObject({
    state: z.enum(['failed'], { error: 'Seul « failed » peut être demandé.' }).default('failed'),
    ...listPage,
  }),
  answers: { 200: z.object({ deliveries: z.array(delivery), next }) },
});

export const READ_DELIVERY = operation({
  id: 'readDelivery',
  tag: 'Messages',
  method: 'get',
  path: '/alerts/deliveries/:id',
  summary: 'Ce qu’est devenu un message',
  callers: WRITERS,
  params: deliveryParams,
  answers: { 200: z.object({ delivery }) },
});

export const RESEND_DELIVERY = operation({
  id: 'resendDelivery',
  tag: 'Messages',
  method: 'post',
  path: '/alerts/deliveries/:id/resend',
  summary: 'Renvoyer un message qui a échoué',
  callers: ADMINS,
  params: deliveryParams,
  answers: { 202: z.object({ delivery }) },
  problems: [
    'message-gone',
    'not-failed',
    'recipient-gone',
    'recipient-inactive',
    'recipient-unreachable',
    'too-many-messages',
  ],
});

export const LOCAL_OUTBOX = operation({
  id: 'localOutbox',
  tag: 'Messages',
  method: 'get',
  path: '/alerts/outbox',
  summary: 'Les messages que la démonstration garde au lieu de les envoyer',
  callers: ADMINS,
  query: z.strictObject(listPage),
  answers: { 200: z.object({ messages: z.array(delivery.extend({ text: z.string() })), next }) },
});

export const TEST_ALERT = operation({
  id: 'testAlert',
  tag: 'Alertes',
  method: 'post',
  path: '/alerts/test',
  summary: 'Essayer une alerte',
  description: 'Envoie maintenant un message marqué [TEST] à ses destinataires ; cinq essais par minute au plus.',
  callers: WRITERS,
  body: testInput,
  answers: {
    202: z.object({
      deliveries: z.array(z.object({ id: z.string(), channel, recipient: z.string() })),
      skipped: z.array(z.object({ recipient: z.string(), channel, reason: z.string() })),
    }),
  },
  problems: ['too-many-messages'],
});

const page: Media = { mediaType: 'text/html', description: 'Une page pour la personne.' };
const mailParams = z.object({ token: z.string().meta({ description: 'Le sceau du lien reçu par e-mail.' }) });
const mailLink = {
  tag: 'Messages',
  base: '/api/v1/mail',
  callers: 'anybody',
  params: mailParams,
  answers: { 200: page, 404: page },
} as const;

/** The operations on messages, in the order of their documentation. */
export const MESSAGE_OPERATIONS = [
  TEST_ALERT,
  CHANNELS,
  OWN_MAIL,
  SET_OWN_MAIL,
  LIST_DELIVERIES,
  READ_DELIVERY,
  RESEND_DELIVERY,
  LOCAL_OUTBOX,
  operation({
    ...mailLink,
    id: 'mailLink',
    method: 'get',
    path: '/:token',
    summary: 'Le lien d’un e-mail : demander de ne plus en recevoir',
  }),
  operation({
    ...mailLink,
    id: 'stopMail',
    method: 'post',
    path: '/:token',
    summary: 'Ne plus recevoir ces e-mails (RFC 8058)',
  }),
  operation({
    ...mailLink,
    id: 'startMail',
    method: 'post',
    path: '/:token/start',
    summary: 'Les recevoir de nouveau',
  }),
  operation({
    id: 'sentFile',
    tag: 'Messages',
    method: 'get',
    base: '/api/v1/files',
    path: '/:token',
    summary: 'Le fichier que désigne un lien reçu, tant qu’il est ouvert',
    callers: 'anybody',
    params: z.object({
      token: z
        .string()
        .meta({ description: 'Le sceau du lien : 7 jours dans un message, 24 heures quand un assistant l’a demandé.' }),
    }),
    answers: { 200: { mediaType: 'application/octet-stream', description: 'Un PDF ou un classeur Excel.' } },
    problems: ['file-gone'],
  }),
  ...PUSH_OPERATIONS,
];
