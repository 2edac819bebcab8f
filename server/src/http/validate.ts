import type { Request, Response } from 'express';
import { z } from 'zod';
import { fr } from 'zod/locales';
import { type FieldError, sendProblem } from './problem.ts';

/** Whether a line of text holds only what people can see: no control, no half character, no change of direction. */
export const isVisibleText = (text: string): boolean => !/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(text);

// Most schemas carry sentences of their own; where one has none, the validator says it in French.
z.config(fr());

/** The faults of a failed validation, one per field. */
const fieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), detail: 'Ce champ n’existe pas.' }))
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
