import type { Right } from '@digiboost/domain/documents';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiContentObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { type AnswerShape, type Callers, type Operation, operation, problemsOf, servedAt, TAGS } from './operation.ts';
import { type ProblemCode, problemShown } from './problem.ts';

/** The API's description, OpenAPI 3.1. */
export type ApiDocument = ReturnType<typeof openApiDocument>;

const ABOUT = `API de Digiboost PME. Les montants sont en francs CFA entiers, les quantités dans l’unité du produit, les
jours ceux de la boutique (AAAA-MM-JJ), les instants en UTC (ISO 8601), les taux de 0 à 1. \`null\` veut dire « on ne
sait pas » ou, où un champ le dit, « ce rôle ne le voit pas », jamais zéro.

**S’authentifier.** \`Authorization: Bearer …\` avec le jeton de POST /auth/login (15 minutes), que POST /auth/refresh
renouvelle.

**Refus.** RFC 9457 (application/problem+json) avec un \`code\` stable ; \`type\` mène à la page qui l’explique.
\`X-Request-Id\` nomme chaque réponse : donnez-le quand vous demandez de l’aide.

**Chiffres.** Chaque réponse porte un \`ETag\` : renvoyez-le dans \`If-None-Match\`, la réponse est 304 tant que rien
n’a changé. Les réponses sont comprimées (br, gzip).

**Listes.** \`limit\` (100 sans rien dire, 500 au plus) et \`after\` (le \`next\` de la page précédente) découpent toute
liste qui s’allonge ; les chiffres d’un jour, d’une période ou de la boutique viennent entiers, une ligne au plus par
produit, lot ou mouvement. Limite : 100 demandes par minute et par adresse (\`RateLimit\`), 100 ko par demande.

**Versions.** Dans /api/v1, des champs, des paramètres facultatifs et des codes peuvent s’ajouter ; ignorez ce que vous
ne connaissez pas. Rien ne disparaît ni ne change de sens : ce qui doit changer paraît sous /api/v2, et l’ancienne
version répond encore douze mois, marquée \`deprecated\` ici, ses réponses par les en-têtes \`Deprecation\` et
\`Sunset\` (RFC 9745, RFC 8594).`;

const problem = z
  .object({
    type: z.string().meta({ description: 'La page qui explique ce refus.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'La phrase pour la personne, en français.' }),
    code: z.string().meta({ description: 'Stable : c’est lui qu’un programme lit.' }),
    errors: z
      .array(z.object({ field: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: 'Les champs en faute.' }),
  })
  .meta({ id: 'Problem', description: 'Un refus (RFC 9457).' });

const docs = { tag: 'Service', method: 'get', base: '/api/docs', callers: 'anybody' } as const;
const page = { mediaType: 'text/html', description: 'Une page à lire.' } as const;

/** The operations by which the API tells of itself, in the order of their documentation. */
export const DOCS_OPERATIONS = [
  operation({ ...docs, id: 'docs', path: '/', summary: 'Cette documentation', answers: { 200: page } }),
  operation({
    ...docs,
    id: 'openapi',
    path: '/openapi.json',
    summary: 'Cette documentation pour les programmes (OpenAPI 3.1)',
    answers: { 200: z.looseObject({ openapi: z.string() }) },
  }),
  operation({
    ...docs,
    id: 'llms',
    base: '',
    path: '/llms.txt',
    summary: 'Ce qu’un agent lit d’abord',
    answers: { 200: { mediaType: 'text/plain', description: 'llmstxt.org' } },
  }),
  operation({ ...docs, id: 'problems', path: '/problems', summary: 'Tous les refus', answers: { 200: page } }),
  operation({
    ...docs,
    id: 'problem',
    path: '/problems/:code',
    summary: 'Un refus : sa cause, et que faire',
    params: z.object({ code: z.string().meta({ example: 'invalid-request' }) }),
    answers: { 200: page },
    problems: ['not-found'],
  }),
];

/** The document of `operations`; the order of the tags is that of `TAGS`. */
export function openApiDocument(operations: readonly Operation[], version: string) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const of of operations) {
    const path = servedAt(of).replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [of.method]: described(of) };
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Digiboost PME',
        version,
        description: ABOUT,
        license: { name: 'Propriétaire', identifier: 'LicenseRef-Proprietary' },
      },
      servers: [{ url: '/' }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      paths: paths as ZodOpenApiPathsObject,
      components: {
        securitySchemes: {
          session: { type: 'http', scheme: 'bearer', description: 'Le jeton d’une session, 15 minutes.' },
        },
      },
    },
    {
      // Fields are added to answers in time; whoever reads them must not refuse them.
      override: ({ jsonSchema, io }) => {
        if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      },
    },
  );
}

function described(of: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, callers, params, query, body, rawBody, deprecated } = of;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(deprecated ? { deprecated: true } : {}),
    description: [
      deprecated && endOf(deprecated),
      of.description,
      `Qui : ${callersInWords(callers)}.`,
      of.tells && KEPT[of.tells],
    ]
      .filter(Boolean)
      .join('\n\n'),
    security: callers === 'anybody' ? [] : [{ session: [] }],
    ...(params || query ? { requestParams: { ...(params ? { path: params } : {}), ...(query ? { query } : {}) } } : {}),
    ...(body
      ? {
          requestBody: {
            required: !(body instanceof z.ZodOptional),
            content: {
              'application/json': { schema: body instanceof z.ZodOptional ? (body.unwrap() as z.ZodType) : body },
            },
          },
        }
      : {}),
    ...(rawBody ? { requestBody: { description: rawBody.description, content: { [rawBody.mediaType]: {} } } } : {}),
    responses: responsesOf(of),
  };
}

/** That an operation ends, in French. */
const endOf = ({ since, until, instead }: NonNullable<Operation['deprecated']>): string =>
  `À ne plus utiliser depuis le ${since} ; répond jusqu’au ${until}. ${instead}`;

const ROLES = { admin: 'administrateur', user: 'vendeur', viewer: 'lecteur' } as const;

/** What an administrator may keep from a role, in French. */
const KEPT: Readonly<Partial<Record<Right, string>>> = {
  COSTS: 'Refusé (`forbidden`) au rôle à qui un administrateur ne montre pas les coûts et les marges.',
  TILL: 'Refusé (`forbidden`) au rôle à qui un administrateur ne montre pas l’argent de la caisse.',
  DEBTS: 'Refusé (`forbidden`) au rôle à qui un administrateur ne montre pas qui doit quoi.',
};

/** Who may call, in French. */
function callersInWords(callers: Callers): string {
  if (callers === 'anybody') return 'tout le monde';
  if (callers === 'signed-in') return 'toute personne connectée';
  if (callers === 'platform') return 'administrateur de la plateforme';
  return `${callers.map((role) => ROLES[role]).join(', ')} de la boutique`;
}

const STATUSES: Readonly<Record<number, string>> = {
  200: 'La réponse.',
  201: 'Créé.',
  202: 'Accepté : se fait maintenant.',
  204: 'Fait, sans réponse à lire.',
  503: 'Le serveur n’est pas prêt.',
};

const headers = {
  'X-Request-Id': { description: 'L’identifiant de la réponse.', schema: { type: 'string' } },
} as const;

/** Every status; one that answers in the words of another protocol may also refuse in ours. */
function responsesOf(of: Operation): ZodOpenApiOperationObject['responses'] {
  const answers = Object.entries(of.answers).map(([status, shape]) => {
    const description = descriptionOf(shape) ?? STATUSES[Number(status)] ?? 'La réponse.';
    return [status, { description, headers, ...contentOf(shape) }] as const;
  });
  const refusals = refusalsOf(of).map(([status, { description, content }]) => {
    const own = of.answers[status] ?? null;
    const all = [descriptionOf(own), description].filter(Boolean).join('\n\n');
    return [String(status), { description: all, headers, content: { ...contentOf(own).content, ...content } }] as const;
  });
  return Object.fromEntries<ZodOpenApiResponseObject>([...answers, ...refusals]);
}

const descriptionOf = (shape: AnswerShape): string | undefined =>
  shape !== null && 'mediaType' in shape ? shape.description : undefined;

function contentOf(shape: AnswerShape): { content?: ZodOpenApiContentObject } {
  if (shape === null) return {};
  if ('mediaType' in shape) return { content: { [shape.mediaType]: {} } };
  return { content: { 'application/json': { schema: shape } } };
}

/** The refusals by status: one status may say several things. */
function refusalsOf(of: Operation) {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemsOf(of)) {
    const { status } = problemShown(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return [...byStatus].map(([status, codes]) => {
    const description = codes.map((code) => `\`${code}\` : ${problemShown(code).detail}`).join('\n\n');
    const examples = Object.fromEntries(codes.map((code) => [code, { value: problemShown(code) }]));
    return [status, { description, content: { 'application/problem+json': { schema: problem, examples } } }] as const;
  });
}
