import { z } from 'zod';
import { ADMINS, operation } from '../http/operation.ts';
import { listPage, next } from '../http/page.ts';
import { instant, name } from '../http/units.ts';

const documentRef = z
  .string()
  .min(1)
  .max(200)
  .meta({ description: 'Identifiant du document.', example: 'sale:2026-11-22T08:00:00.000Z:d1-7' });
const revision = z
  .string()
  .regex(/^\d{1,7}-[0-9a-f]{32}$/, { error: 'Donnez une version de la liste, par son `rev`.' })
  .meta({ description: 'Une version du document.', example: '1-967a00dff5e02add41819138abb3284d' });

const version = z.object({
  rev: z.string(),
  counts: z.boolean().meta({ description: 'C’est elle que les chiffres comptent en ce moment.' }),
  what: name.meta({ description: 'Ce qu’elle dit, en quelques mots.' }),
  by: name.nullable().meta({ description: 'Au nom de qui elle a été enregistrée.' }),
  at: instant.nullable().meta({ description: 'Quand, d’après le document.' }),
});

const leftOut = z
  .object({
    id: documentRef,
    kind: z.enum(['FORKED', 'SET_ASIDE', 'INVALID', 'UNREADABLE']).meta({
      description:
        'FORKED : deux versions d’une saisie qui ne change jamais. SET_ASIDE : annulation de ce qui n’a pas été. INVALID : rien ne peut en être compté ou montré. UNREADABLE : la base ne peut plus le lire et le garde à part.',
    }),
    what: name.meta({ description: 'Ce que c’est, en quelques mots.' }),
    by: name.nullable().meta({ description: 'Au nom de qui il a été enregistré.' }),
    at: instant.nullable().meta({ description: 'Quand, d’après le document.' }),
    why: z.string().meta({ description: 'Pourquoi il est laissé de côté, en une phrase.' }),
    advice: z.string().meta({ description: 'Que faire, en une phrase.' }),
    versions: z.array(version).meta({ description: 'Les versions d’un document FORKED ; vide sinon.' }),
  })
  .meta({ id: 'LeftOutDocument', description: 'Ce que le serveur laisse de côté, et pourquoi.' });

export const LIST_LEFT_OUT = operation({
  id: 'listLeftOut',
  tag: 'Intégrité',
  method: 'get',
  path: '/left-out',
  summary: 'Ce que le serveur laisse de côté',
  description:
    'Les documents de la boutique qui ne comptent pas, ou dont il existe plusieurs versions : quoi, de qui, quand, pourquoi et que faire. Rien n’est effacé.',
  callers: ADMINS,
  query: z.strictObject(listPage),
  answers: { 200: z.object({ documents: z.array(leftOut), next }) },
});

export const LET_STAND = operation({
  id: 'letVersionStand',
  tag: 'Intégrité',
  method: 'post',
  path: '/left-out/:id/standing',
  summary: 'Dire laquelle des versions compte',
  description: 'Pour un document FORKED. L’autre version reste gardée et ne compte plus.',
  callers: ADMINS,
  params: z.object({ id: documentRef }),
  body: z.strictObject({ rev: revision }),
  answers: { 204: null },
  problems: ['conflict'],
});

/** The operations on what the server leaves out, in the order of their documentation. */
export const INTEGRITY_OPERATIONS = [LIST_LEFT_OUT, LET_STAND];
