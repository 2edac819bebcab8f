import { z } from 'zod';
import { ADMINS, EVERYBODY, operation } from '../http/operation.ts';
import { listPage, next } from '../http/page.ts';
import { isVisibleText } from '../http/validate.ts';
import { tenantInput } from './tenant-input.ts';
import { ownChanges, ownPassword, userChanges, userInput } from './user-input.ts';

const accountRole = z
  .enum(['admin', 'user', 'viewer', 'platform'])
  .meta({ description: 'admin : administrateur, user : vendeur, viewer : lecteur, platform : de la plateforme.' });
export const userId = z.string().meta({ description: 'Identifiant de la personne.', example: 'demo-k3v9q2m8xa' });

export const account = z
  .object({
    id: userId,
    email: z.string(),
    name: z.string(),
    role: accountRole,
    tenantId: z.string().nullable().meta({ description: 'Sa boutique ; null pour la plateforme.', example: 'demo' }),
    shopName: z.string().nullable(),
  })
  .meta({ id: 'Account', description: 'La personne connectée, comme son téléphone la connaît.' });

/** A person of the shop, as the API tells of them. */
export const user = z
  .object({
    id: userId,
    email: z.string().meta({ example: 'awa@exemple.sn' }),
    name: z.string().meta({ example: 'Awa Ndiaye' }),
    role: accountRole,
    tenantId: z.string().nullable(),
    isActive: z.boolean(),
    whatsapp: z.string().nullable().meta({ description: 'Numéro E.164.', example: '+221771234567' }),
    createdAt: z.string().meta({ description: 'Instant, UTC.', example: '2026-11-02T09:30:00.000Z' }),
  })
  .meta({ id: 'User', description: 'Une personne de la boutique.' });

export const grant = z
  .object({
    accessToken: z.string().meta({ description: 'JWT ES256 pour Authorization: Bearer.' }),
    expiresIn: z.int().meta({ description: 'Secondes que vit le jeton.', example: 900 }),
    user: account,
  })
  .meta({ id: 'Grant', description: 'Un jeton d’accès. Le jeton de renouvellement vient dans un cookie httpOnly.' });

/** A phone's own secret: 32 random bytes, in letters that no header or log changes. */
const phoneKey = z
  .string()
  .regex(/^[\w-]{43,128}$/, { error: 'La clé du téléphone n’est pas valable.' })
  .meta({ description: 'Secret du téléphone : 32 octets au hasard en base64url.' });

export const loginBody = z.strictObject({
  email: z
    .string({ error: 'Indiquez votre e-mail ou votre numéro.' })
    .trim()
    .min(1, { error: 'Indiquez votre e-mail ou votre numéro.' })
    .max(254, { error: 'Cet e-mail est trop long.' })
    .refine(isVisibleText, { error: 'Cet e-mail n’est pas valable.' })
    .meta({ description: 'L’adresse e-mail, ou le numéro WhatsApp du compte.', example: 'awa@exemple.sn' }),
  password: z
    .string({ error: 'Indiquez votre mot de passe.' })
    .min(1, { error: 'Indiquez votre mot de passe.' })
    .max(200, { error: 'Ce mot de passe est trop long.' }),
  key: phoneKey.optional(),
});

/** How a door that only the app's own pages may use refuses others. */
export const ORIGIN = ['origin-refused', 'host-refused'] as const;

export const LOGIN = operation({
  id: 'login',
  tag: 'Session',
  method: 'post',
  path: '/auth/login',
  summary: 'Se connecter',
  callers: 'anybody',
  body: loginBody,
  answers: { 200: grant },
  problems: ['invalid-credentials', 'account-disabled', 'number-shared', 'too-many-logins', ...ORIGIN],
});

export const REFRESH = operation({
  id: 'refresh',
  tag: 'Session',
  method: 'post',
  path: '/auth/refresh',
  summary: 'Renouveler le jeton',
  description: 'Avec le cookie de la session ; un téléphone qui a annoncé une clé la prouve et annonce la suivante.',
  callers: 'anybody',
  body: z
    .strictObject({ key: phoneKey.optional(), next: phoneKey.optional() })
    .refine(({ key, next }) => (key === undefined) === (next === undefined), {
      error: 'Donnez « key » et « next », ou aucun des deux.',
    })
    .optional(),
  answers: { 200: grant },
  problems: ['session-expired', 'session-revoked', 'account-disabled', ...ORIGIN],
});

export const LOGOUT = operation({
  id: 'logout',
  tag: 'Session',
  method: 'post',
  path: '/auth/logout',
  summary: 'Se déconnecter',
  callers: 'anybody',
  answers: { 204: null },
  problems: ORIGIN,
});

export const ME = operation({
  id: 'me',
  tag: 'Session',
  method: 'get',
  path: '/auth/me',
  summary: 'Qui est connecté',
  callers: 'signed-in',
  answers: { 200: z.object({ user: account }) },
});

export const LIST_USERS = operation({
  id: 'listUsers',
  tag: 'Utilisateurs',
  method: 'get',
  path: '/users',
  summary: 'Les personnes de la boutique',
  callers: ADMINS,
  query: z.strictObject(listPage),
  answers: { 200: z.object({ users: z.array(user), next }) },
});

export const CREATE_USER = operation({
  id: 'createUser',
  tag: 'Utilisateurs',
  method: 'post',
  path: '/users',
  summary: 'Ajouter une personne',
  callers: ADMINS,
  body: userInput,
  answers: { 201: z.object({ user }) },
  problems: ['email-taken', 'too-many-logins'],
});

export const OWN_USER = operation({
  id: 'ownUser',
  tag: 'Utilisateurs',
  method: 'get',
  path: '/users/me',
  summary: 'Soi-même',
  callers: EVERYBODY,
  answers: { 200: z.object({ user }) },
});

export const CHANGE_OWN_USER = operation({
  id: 'changeOwnUser',
  tag: 'Utilisateurs',
  method: 'patch',
  path: '/users/me',
  summary: 'Changer son numéro WhatsApp',
  callers: EVERYBODY,
  body: ownChanges,
  answers: { 200: z.object({ user }) },
  problems: ['not-found', 'last-admin'],
});

export const CHANGE_PASSWORD = operation({
  id: 'changePassword',
  tag: 'Utilisateurs',
  method: 'put',
  path: '/users/me/password',
  summary: 'Changer son mot de passe',
  description: 'Ferme toutes les autres sessions de la personne.',
  callers: 'signed-in',
  body: ownPassword,
  answers: { 200: z.object({ user }) },
  problems: ['wrong-password', 'not-found', 'too-many-logins'],
});

export const CHANGE_USER = operation({
  id: 'changeUser',
  tag: 'Utilisateurs',
  method: 'patch',
  path: '/users/:id',
  summary: 'Changer une personne',
  description: 'Un autre rôle, un autre mot de passe ou la désactivation ferme ses sessions.',
  callers: ADMINS,
  params: z.object({ id: userId }),
  body: userChanges,
  answers: { 200: z.object({ user }) },
  problems: ['not-found', 'last-admin'],
});

const tenant = z
  .object({
    id: z.string().meta({ example: 'demo' }),
    name: z.string(),
    status: z
      .enum(['provisioning', 'ready'])
      .meta({ description: 'provisioning : une création interrompue, que la même demande reprend.' }),
    createdAt: z.string(),
  })
  .meta({ id: 'Tenant', description: 'Une boutique de la plateforme.' });

export const LIST_TENANTS = operation({
  id: 'listTenants',
  tag: 'Boutiques',
  method: 'get',
  path: '/tenants',
  summary: 'Les boutiques',
  callers: 'platform',
  query: z.strictObject(listPage),
  answers: { 200: z.object({ tenants: z.array(tenant), next }) },
});

export const CREATE_TENANT = operation({
  id: 'createTenant',
  tag: 'Boutiques',
  method: 'post',
  path: '/tenants',
  summary: 'Créer une boutique et son premier administrateur',
  callers: 'platform',
  body: tenantInput,
  answers: { 201: z.object({ tenant, admin: user }) },
  problems: ['tenant-exists', 'email-taken'],
});

/** The operations on accounts, in the order of their documentation. */
export const ACCOUNT_OPERATIONS = [
  LOGIN,
  REFRESH,
  LOGOUT,
  ME,
  LIST_USERS,
  CREATE_USER,
  OWN_USER,
  CHANGE_OWN_USER,
  CHANGE_PASSWORD,
  CHANGE_USER,
  LIST_TENANTS,
  CREATE_TENANT,
];
