import { z } from 'zod';
import { EVERYBODY, operation } from '../http/operation.ts';
import { account, grant, loginBody, userId } from './operations.ts';

export const JOIN_PHONE = operation({
  id: 'joinPhone',
  tag: 'Session',
  method: 'post',
  path: '/auth/companions',
  summary: 'Laisser une autre personne travailler sur ce téléphone',
  description:
    'Elle s’y connecte une fois ; le téléphone demande ensuite des jetons à son nom. Ce qui ferme la session du ' +
    'téléphone, ou change le mot de passe de la personne, y met fin.',
  callers: EVERYBODY,
  body: loginBody.omit({ key: true }),
  answers: { 201: z.object({ user: account }) },
  problems: ['invalid-credentials', 'account-disabled', 'number-shared', 'other-shop', 'too-many-logins'],
});

export const COMPANION_TOKEN = operation({
  id: 'companionToken',
  tag: 'Session',
  method: 'post',
  path: '/auth/companions/:id/token',
  summary: 'Un jeton au nom d’une autre personne de ce téléphone',
  callers: EVERYBODY,
  params: z.object({ id: userId }),
  answers: { 200: grant },
  problems: ['not-found'],
});

export const LEAVE_PHONE = operation({
  id: 'leavePhone',
  tag: 'Session',
  method: 'delete',
  path: '/auth/companions/:id',
  summary: 'Ne plus laisser une personne travailler sur ce téléphone',
  callers: EVERYBODY,
  params: z.object({ id: userId }),
  answers: { 204: null },
  problems: ['not-found'],
});

/** The operations on the people of one phone, in the order of their documentation. */
export const COMPANION_OPERATIONS = [JOIN_PHONE, COMPANION_TOKEN, LEAVE_PHONE];
