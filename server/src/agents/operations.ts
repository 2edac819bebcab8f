import { z } from 'zod';
import { AGENT_SCOPES } from '../accounts/agent-keys.ts';
import { ADMINS, operation } from '../http/operation.ts';
import { listPage, next, pageQuery } from '../http/page.ts';
import { count, instant } from '../http/units.ts';
import { isVisibleText } from '../http/validate.ts';

const scopes = z
  .array(z.enum(AGENT_SCOPES, { error: 'Un droit est shop:read ou orders:draft.' }), {
    error: 'Choisissez des droits.',
  })
  .min(1, { error: 'Choisissez au moins un droit.' })
  .max(AGENT_SCOPES.length)
  .meta({
    description: 'shop:read : lire la boutique. orders:draft : préparer des commandes, en brouillon seulement.',
  });

const agentKey = z
  .object({
    id: z.string().meta({ example: '9f2c1e5b7a3d4c68' }),
    name: z.string(),
    scopes,
    createdBy: z.string(),
    createdAt: instant,
    expiresAt: instant,
    revokedAt: instant.nullable(),
    lastUsedAt: instant.nullable().meta({ description: 'À la minute près.' }),
  })
  .meta({ id: 'AgentKey', description: 'La clé d’un agent. Elle ne peut jamais plus que la personne qui l’a créée.' });

export const LIST_KEYS = operation({
  id: 'listAgentKeys',
  tag: 'Agents',
  method: 'get',
  path: '/agents/keys',
  summary: 'Les clés des agents',
  callers: ADMINS,
  query: z.strictObject(listPage),
  answers: { 200: z.object({ keys: z.array(agentKey), next }) },
});

export const CREATE_KEY = operation({
  id: 'createAgentKey',
  tag: 'Agents',
  method: 'post',
  path: '/agents/keys',
  summary: 'Créer une clé d’agent',
  description: 'Le secret n’est montré qu’ici : le serveur n’en garde que l’empreinte.',
  callers: ADMINS,
  body: z.strictObject({
    name: z
      .string({ error: 'Donnez un nom à la clé.' })
      .trim()
      .min(1, { error: 'Donnez un nom à la clé.' })
      .max(80, { error: 'Le nom a 80 caractères au plus.' })
      .refine(isVisibleText, { error: 'Le nom contient des caractères invisibles.' }),
    scopes,
    days: z
      .int({ error: 'La durée est un nombre de jours de 1 à 365.' })
      .min(1, { error: 'La durée est un nombre de jours de 1 à 365.' })
      .max(365, { error: 'La durée est un nombre de jours de 1 à 365.' }),
  }),
  answers: { 201: z.object({ key: agentKey, secret: z.string() }) },
});

export const REVOKE_KEY = operation({
  id: 'revokeAgentKey',
  tag: 'Agents',
  method: 'delete',
  path: '/agents/keys/:id',
  summary: 'Révoquer une clé d’agent, tout de suite',
  callers: ADMINS,
  params: z.object({ id: z.string().regex(/^[\da-f]{16}$/) }),
  answers: { 200: z.object({ key: agentKey }) },
});

export const AGENT_CALLS = operation({
  id: 'agentCalls',
  tag: 'Agents',
  method: 'get',
  path: '/agents/calls',
  summary: 'Ce que les agents ont demandé, le plus récent d’abord',
  callers: ADMINS,
  query: z.strictObject(pageQuery(/^\d{4}-\d\d-\d\dT[\d:.]+Z:[\da-f]{12}$/)),
  answers: {
    200: z.object({
      calls: z.array(
        z.object({
          at: instant,
          keyId: z.string(),
          keyName: z.string(),
          tool: z.string().meta({
            description:
              'L’outil, la ressource ou la question, par son nom ; refusé : le nom que l’agent a donné, une donnée.',
          }),
          title: z.string().meta({ description: 'Ce que c’est, pour les personnes.' }),
          rows: count.meta({ description: 'Lignes que la réponse portait.' }),
          outcome: z.enum(['done', 'refused', 'failed']),
        }),
      ),
      next,
    }),
  },
});

const mcp = { tag: 'Agents', base: '', callers: 'anybody' } as const;
const rpcFault = { mediaType: 'application/json' } as const;
const metadata = z.object({
  resource: z.string(),
  resource_name: z.string(),
  scopes_supported: z.array(z.string()),
  bearer_methods_supported: z.array(z.string()),
  resource_documentation: z.string(),
});

/** The operations on agents, in the order of their documentation. */
export const AGENT_OPERATIONS = [
  LIST_KEYS,
  CREATE_KEY,
  REVOKE_KEY,
  AGENT_CALLS,
  operation({
    ...mcp,
    id: 'mcp',
    method: 'post',
    path: '/mcp',
    summary: 'Le serveur MCP (Model Context Protocol, HTTP « streamable »)',
    description:
      'Authorization: Bearer avec une clé d’agent. Les outils se décrivent eux-mêmes (tools/list). ' +
      'Sans flux ni session : GET et DELETE sont refusés (`method-not-allowed`).',
    rawBody: { mediaType: 'application/json', description: 'Un message JSON-RPC.' },
    answers: {
      200: { mediaType: 'application/json', description: 'La réponse JSON-RPC.' },
      202: null,
      400: { ...rpcFault, description: 'Ce n’est pas un message JSON-RPC, ou (`invalid-request`) pas du JSON.' },
      406: { ...rpcFault, description: 'Accept doit dire application/json et text/event-stream.' },
      415: { ...rpcFault, description: 'Content-Type doit être application/json.' },
    },
    problems: [
      'invalid-request',
      'not-authenticated',
      'too-many-requests',
      'origin-refused',
      'host-refused',
      'body-too-large',
      'database-unavailable',
      'internal-error',
    ],
  }),
  ...(['', '/mcp'] as const).map((suffix) =>
    operation({
      ...mcp,
      id: `protectedResource${suffix === '' ? '' : 'Mcp'}`,
      method: 'get',
      path: `/.well-known/oauth-protected-resource${suffix}`,
      summary: 'Ce qu’un client OAuth doit savoir de /mcp (RFC 9728)',
      answers: { 200: metadata },
    }),
  ),
];
