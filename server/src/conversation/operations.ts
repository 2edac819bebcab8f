import { type Media, operation } from '../http/operation.ts';

const form: Media = {
  mediaType: 'application/x-www-form-urlencoded',
  description: 'Le formulaire que Twilio signe (X-Twilio-Signature).',
};
const provider = {
  tag: 'Fournisseurs',
  base: '/api/v1/webhooks',
  callers: 'anybody',
  problems: ['forbidden', 'internal-error', 'database-unavailable'],
} as const;

/** What the providers of messages call, in the order of its documentation. Only the configured one is served. */
export const PROVIDER_OPERATIONS = [
  operation({
    ...provider,
    id: 'twilioStatus',
    method: 'post',
    path: '/twilio/status',
    summary: 'Twilio : ce qu’est devenu un message',
    rawBody: form,
    answers: { 204: null },
  }),
  operation({
    ...provider,
    id: 'twilioInbound',
    method: 'post',
    path: '/twilio/inbound',
    summary: 'Twilio : ce que quelqu’un a écrit',
    rawBody: form,
    answers: { 200: { mediaType: 'text/xml', description: 'Vide : les réponses partent par la boîte d’envoi.' } },
  }),
  operation({
    ...provider,
    id: 'metaChallenge',
    method: 'get',
    path: '/meta',
    summary: 'Meta : vérifier que l’adresse est la nôtre',
    answers: { 200: { mediaType: 'text/plain', description: 'Le mot que Meta a donné.' } },
  }),
  operation({
    ...provider,
    id: 'metaNotification',
    method: 'post',
    path: '/meta',
    summary: 'Meta : ce que sont devenus les messages, et ce que les gens écrivent',
    rawBody: { mediaType: 'application/json', description: 'La notification que Meta signe (X-Hub-Signature-256).' },
    answers: { 200: null },
  }),
];
