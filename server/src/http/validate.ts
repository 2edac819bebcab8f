import type { Request, Response } from 'express';
import { z } from 'zod';
import { type FieldError, sendProblem } from './problem.ts';

/** Whether a line of text holds only what people can see: no control, no half character, no change of direction. */
export const isVisibleText = (text: string): boolean => !/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(text);

/** What a value must be, by the validator's names of kinds. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'true ou false',
  array: 'une liste',
  object: 'un objet',
  record: 'un objet',
  map: 'un objet',
  null: 'null',
};
const NO_FIELD = 'Ce champ n’existe pas.';
const OTHERWISE = 'Cette valeur ne convient pas : voyez ce que /api/docs dit de ce champ.';

/** What to do about a fault, where its schema has no sentence of its own: no pattern, no name of a kind in English. */
function sentenceOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return NO_FIELD;
    case 'invalid_type': {
      const kind = KINDS[issue.expected];
      if (issue.expected === 'never') return NO_FIELD;
      if (kind === undefined) return OTHERWISE;
      return issue.input === undefined ? `Ce champ manque : donnez ${kind}.` : `Donnez ${kind}.`;
    }
    case 'invalid_value':
      return `Donnez l’une de ces valeurs : ${issue.values.map(String).join(', ')}.`;
    case 'too_small':
      return issue.inclusive
        ? `Donnez ${sizeOf(issue.origin, issue.minimum)} au moins.`
        : `Donnez plus de ${sizeOf(issue.origin, issue.minimum)}.`;
    case 'too_big':
      return issue.inclusive
        ? `Donnez ${sizeOf(issue.origin, issue.maximum)} au plus.`
        : `Donnez moins de ${sizeOf(issue.origin, issue.maximum)}.`;
    case 'not_multiple_of':
      return `Donnez un multiple de ${issue.divisor}.`;
    default:
      return OTHERWISE;
  }
}

function sizeOf(origin: string, size: number | bigint): string {
  const noun = { string: 'caractère', array: 'élément', set: 'élément' }[origin];
  return noun === undefined ? `${size}` : `${size} ${noun}${size > 1 ? 's' : ''}`;
}

z.config({ localeError: sentenceOf });

/** The faults of a failed validation, one per field. */
const fieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), detail: NO_FIELD }))
      : [{ field: issue.path.join('.'), detail: issue.message }],
  );

/** The request's body as `schema` reads it, or null once a problem has been answered. */
export async function readBody<S extends z.ZodType>(
  schema: S,
  req: Request,
  res: Response,
): Promise<{ readonly value: z.infer<S> } | null> {
  if (!req.is('application/json')) {
    sendProblem(res, 'unsupported-media-type');
    return null;
  }
  const parsed = await schema.safeParseAsync(req.body);
  if (parsed.success) return { value: parsed.data };
  sendProblem(res, 'invalid-request', fieldErrors(parsed.error));
  return null;
}

/** The address's parts as `schemas` read them, or null once a problem has been answered. */
export function readParts(
  req: Request,
  res: Response,
  schemas: { readonly params: z.ZodObject; readonly query: z.ZodObject },
) {
  const params = schemas.params.safeParse(req.params);
  // Parts of a path are ids: one that cannot be an id names nothing.
  if (!params.success) {
    sendProblem(res, 'not-found');
    return null;
  }
  const query = schemas.query.safeParse(req.query);
  if (query.success) return { params: params.data, query: query.data };
  sendProblem(res, 'invalid-request', fieldErrors(query.error));
  return null;
}
