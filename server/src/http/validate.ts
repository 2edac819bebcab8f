import type { Request, Response } from 'express';
import type { z } from 'zod';
import { type FieldError, sendProblem } from './problem.ts';

/** Whether a line of text holds only what people can see: no control, no half character, no change of direction. */
export const isVisibleText = (text: string): boolean => !/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(text);

/** The faults of a failed validation, one per field; schemas carry their own French sentences. */
const fieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues.map((issue) => ({
    field: issue.path.join('.') || (issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : ''),
    detail: issue.message,
  }));

/** The request's body as `schema` reads it, or null once a problem has been answered. */
export function readBody<S extends z.ZodType>(schema: S, req: Request, res: Response): z.infer<S> | null {
  return isJson(req, res) ? dataOf(schema.safeParse(req.body), res) : null;
}

/** As readBody, of a schema that takes its time. */
export async function readBodySlowly<S extends z.ZodType>(
  schema: S,
  req: Request,
  res: Response,
): Promise<z.infer<S> | null> {
  return isJson(req, res) ? dataOf(await schema.safeParseAsync(req.body), res) : null;
}

function isJson(req: Request, res: Response): boolean {
  if (req.is('application/json')) return true;
  sendProblem(res, 'unsupported-media-type');
  return false;
}

function dataOf<T>(parsed: z.ZodSafeParseResult<T>, res: Response): T | null {
  if (parsed.success) return parsed.data;
  sendProblem(res, 'invalid-request', fieldErrors(parsed.error));
  return null;
}

/** The address's parameters as `schema` reads them, or null once a problem has been answered. */
export function readQuery<S extends z.ZodType>(schema: S, req: Request, res: Response): z.infer<S> | null {
  return dataOf(schema.safeParse(req.query), res);
}
