import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { CouchError } from '../couch/couch-error.ts';
import { type ProblemCode, sendProblem } from './problem.ts';

/** Answers 404 to whatever no route took. */
export const notFound: RequestHandler = (_req, res) => sendProblem(res, 'not-found');

/** What an exception means to the caller: body-parser's refusals, an unreachable database, or a defect of ours. */
export function problemOf(error: unknown): ProblemCode {
  if (error instanceof CouchError && error.unavailable) return 'database-unavailable';
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (error instanceof CouchError) return 'internal-error';
  if (status === 413) return 'body-too-large';
  if (status === 415) return 'unsupported-media-type';
  if (status === 400) return 'invalid-request';
  return 'internal-error';
}

/** The one exit for exceptions: logged once with the request's id, and answered as a problem. */
export const errorHandler =
  (log: Logger): ErrorRequestHandler =>
  (error, req, res, _next) => {
    const code = problemOf(error);
    if (code === 'internal-error' || code === 'database-unavailable') {
      log.error({ requestId: req.id, code, err: error }, 'request failed');
    }
    // Half an answer must not look like a whole one.
    if (res.headersSent) res.destroy();
    else sendProblem(res, code);
  };
