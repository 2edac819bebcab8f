import { z } from 'zod';
import { ADMINS, operation } from '../http/operation.ts';
import { listPage, next } from '../http/page.ts';
import { instant } from '../http/units.ts';
import { user } from './operations.ts';
import { acceptedInvitation, invitationInput, invitationToken } from './user-input.ts';

const shopRole = z.enum(['admin', 'user', 'viewer']);

const invitation = z
  .object({
    id: z.string(),
    name: z.string().meta({ example: 'Awa Ndiaye' }),
    role: shopRole,
    createdAt: instant,
    expiresAt: instant,
    usedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'Invitation', description: 'Un lien par lequel une personne se fait un compte dans la boutique.' });

export const LIST_INVITATIONS = operation({
  id: 'listInvitations',
  tag: 'Utilisateurs',
  method: 'get',
  path: '/users/invitations',
  summary: 'Les invitations',
  callers: ADMINS,
  query: z.strictObject(listPage),
  answers: { 200: z.object({ invitations: z.array(invitation), next }) },
});

export const CREATE_INVITATION = operation({
  id: 'createInvitation',
  tag: 'Utilisateurs',
  method: 'post',
  path: '/users/invitations',
  summary: 'Inviter une personne par un lien',
  description: 'Le lien est `/invitation#` suivi de `token`, dit une seule fois. Il sert une fois, pendant 7 jours.',
  callers: ADMINS,
  body: invitationInput,
  answers: { 201: z.object({ invitation, token: z.string() }) },
});

export const REVOKE_INVITATION = operation({
  id: 'revokeInvitation',
  tag: 'Utilisateurs',
  method: 'delete',
  path: '/users/invitations/:id',
  summary: 'Retirer une invitation',
  callers: ADMINS,
  params: z.object({ id: z.string().meta({ example: '0123456789abcdef' }) }),
  answers: { 200: z.object({ invitation }) },
});

export const OPEN_INVITATION = operation({
  id: 'openInvitation',
  tag: 'Session',
  method: 'post',
  path: '/auth/invitation',
  summary: 'À quoi mène un lien d’invitation',
  callers: 'anybody',
  body: z.strictObject({ token: invitationToken }),
  answers: { 200: z.object({ name: z.string(), role: shopRole, shopName: z.string().nullable() }) },
  problems: ['invitation-gone'],
});

export const ACCEPT_INVITATION = operation({
  id: 'acceptInvitation',
  tag: 'Session',
  method: 'post',
  path: '/auth/invitation/account',
  summary: 'Se faire un compte avec un lien d’invitation',
  description: 'La personne choisit son adresse et son mot de passe, puis se connecte par POST /auth/login.',
  callers: 'anybody',
  body: acceptedInvitation,
  answers: { 201: z.object({ user }) },
  problems: ['invitation-gone', 'email-taken', 'too-many-logins'],
});

/** The operations on invitations, in the order of their documentation. */
export const INVITATION_OPERATIONS = [
  LIST_INVITATIONS,
  CREATE_INVITATION,
  REVOKE_INVITATION,
  OPEN_INVITATION,
  ACCEPT_INVITATION,
];
