import type { Right, Role } from '@digiboost/domain/documents';
import type { Day } from '@digiboost/domain/shared/day';
import type { z } from 'zod';
import type { ProblemCode } from './problem.ts';

/** What part of the API an operation belongs to, in the order of its documentation, with what it is about. */
export const TAGS = {
  Session: 'Se connecter, renouveler son jeton, se déconnecter.',
  Utilisateurs: 'Les personnes de la boutique et leurs rôles.',
  Boutiques: 'Les boutiques de la plateforme.',
  Chiffres: 'Ce que montrent les écrans : mêmes définitions et mêmes francs que sur le téléphone.',
  Agents:
    'Ce qu’un assistant doit savoir pour répondre à un gérant, en un appel chacun. Taille bornée ; les textes des personnes sont marqués `untrusted`.',
  Intégrité: 'Ce que le serveur laisse de côté, et ce qu’un administrateur en décide.',
  Alertes: 'Ce que la boutique surveille, et ce qui s’est déclenché.',
  Rapports: 'Les papiers de la boutique : faits maintenant ou d’eux-mêmes, gardés, envoyés.',
  Messages: 'Ce qui est parti par WhatsApp, e-mail et notification, et ce qui a échoué.',
  Notifications: 'Les téléphones qui reçoivent les notifications.',
  Fournisseurs: 'Ce que les fournisseurs de messages appellent.',
  Service: 'L’état du serveur.',
} as const;

/**
 * Who may call: anybody, whoever is signed in, the platform's administrators, or a shop's own users with these roles.
 */
export type Callers = 'anybody' | 'signed-in' | 'platform' | readonly Role[];

/** An answer that is no JSON: its media type and what it is. */
export interface Media {
  readonly mediaType: string;
  readonly description: string;
}

/** What an answer holds: JSON of a schema, a media type, or with null nothing. */
export type AnswerShape = z.ZodType | Media | null;

/**
 * One operation of the API: what it takes and what it answers. The door, the types and the documentation all follow
 * from it.
 */
export interface Operation {
  /** Its name in the documentation and in clients, such as `salesAnalysis`. */
  readonly id: string;
  readonly tag: keyof typeof TAGS;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** In Express's form, such as `/users/:id`, under `base`. */
  readonly path: string;
  /** `/api/v1` when not given. */
  readonly base?: string;
  /** In French: what it does. */
  readonly summary: string;
  readonly description?: string;
  /** Since when it should not be used any more, until when it answers, and in French what does the same. */
  readonly deprecated?: { readonly since: Day; readonly until: Day; readonly instead: string };
  readonly callers: Callers;
  /** What all of its answer is about: refused to those from whom an administrator keeps it. */
  readonly tells?: Right;
  readonly params?: z.ZodObject;
  /** Parameters that it does not name are refused. */
  readonly query?: z.ZodObject;
  /** An optional schema: the body may be left out. */
  readonly body?: z.ZodType;
  /** A body that is no JSON: its reader is the route's own. */
  readonly rawBody?: Media;
  readonly answers: Readonly<Record<number, AnswerShape>>;
  /** What it may refuse, beside what every operation of its form may. */
  readonly problems?: readonly ProblemCode[];
}

/** Says an operation, with its types as narrow as they are written. */
export const operation = <const O extends Operation>(said: O): O => said;

export const EVERYBODY = ['admin', 'user', 'viewer'] as const satisfies readonly Role[];
export const WRITERS = ['admin', 'user'] as const satisfies readonly Role[];
export const ADMINS = ['admin'] as const satisfies readonly Role[];

/** Where an operation is served, in Express's form. */
export const servedAt = ({ base = '/api/v1', path }: Pick<Operation, 'base' | 'path'>): string =>
  `${base}${path === '/' ? '' : path}`;

/** Everything that an operation may refuse: what it says itself, and what follows from its form. */
export function problemsOf(of: Operation): readonly ProblemCode[] {
  const { callers, params, query, body, problems = [] } = of;
  const isApi = of.base === undefined;
  return [
    ...new Set<ProblemCode>([
      ...problems,
      ...(isApi || query ? (['invalid-request'] as const) : []),
      ...(isApi && params ? (['not-found'] as const) : []),
      ...(callers === 'anybody' ? [] : (['not-authenticated'] as const)),
      ...(callers === 'anybody' || callers === 'signed-in' ? [] : (['forbidden'] as const)),
      ...(body ? (['unsupported-media-type', 'body-too-large'] as const) : []),
      ...(isApi ? (['too-many-requests', 'database-unavailable', 'internal-error'] as const) : []),
    ]),
  ];
}
