import { z } from 'zod';
import { operation } from '../http/operation.ts';
import { ORIGIN } from './operations.ts';
import { forgottenPassword, linkToken, login } from './user-input.ts';

export const ASK_PASSWORD_LINK = operation({
  id: 'askPasswordLink',
  tag: 'Session',
  method: 'post',
  path: '/auth/password-link',
  summary: 'Mot de passe oublié',
  description:
    'Un lien part à cette adresse, ou sur WhatsApp à ce numéro, si un compte actif l’a ; la réponse est la même sinon. ' +
    'Le lien est `/mot-de-passe#` suivi d’un secret ; il sert une fois, pendant 30 minutes.',
  callers: 'anybody',
  body: z.strictObject({ email: login }),
  answers: { 202: z.object({}) },
  problems: ['too-many-logins', ...ORIGIN],
});

export const OPEN_PASSWORD_LINK = operation({
  id: 'openPasswordLink',
  tag: 'Session',
  method: 'post',
  path: '/auth/password-link/owner',
  summary: 'De qui est un lien de mot de passe',
  callers: 'anybody',
  body: z.strictObject({ token: linkToken }),
  answers: { 200: z.object({ name: z.string(), email: z.string() }) },
  problems: ['password-link-gone'],
});

export const USE_PASSWORD_LINK = operation({
  id: 'usePasswordLink',
  tag: 'Session',
  method: 'post',
  path: '/auth/password-link/password',
  summary: 'Choisir un autre mot de passe avec un lien',
  description: 'Toutes les sessions de la personne prennent fin ; elle se connecte ensuite par POST /auth/login.',
  callers: 'anybody',
  body: forgottenPassword,
  answers: { 204: null },
  problems: ['password-link-gone', ...ORIGIN],
});

/** The operations for who forgot a password, in the order of their documentation. */
export const PASSWORD_OPERATIONS = [ASK_PASSWORD_LINK, OPEN_PASSWORD_LINK, USE_PASSWORD_LINK];
