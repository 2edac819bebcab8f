import { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { CouchError } from '../couch/couch-error.ts';
import { type Operation, servedAt } from './operation.ts';
import { type ProblemCode, sendProblem } from './problem.ts';

/** Answers 404 to whatever no route took. */
export const notFound: RequestHandler = (_req, res) => sendProblem(res, 'not-found');

/**
 * Names the verbs that an address of `operations` knows: to OPTIONS as the answer, and with 405 to any verb that is
 * none of them.
 */
export function methodNotAllowed(operations: readonly Operation[]): RequestHandler {
  const methods = new Map<string, Set<string>>();
  for (const operation of operations) {
    const path = servedAt(operation);
    const own = methods.get(path) ?? new Set();
    methods.set(path, own.add(operation.method.toUpperCase()));
    if (operation.method === 'get') own.add('HEAD');
  }
  const router = Router();
  const parts = new Set([...methods.keys()].map(firstPart));
  for (const [path, own] of methods) {
    // `/users/:id` is also the form of `/users/me`: both say what they know.
    router.all(path, (_req, res, next) => {
      res.locals.allowed = [...(res.locals.allowed ?? []), ...own];
      next();
    });
  }
  router.use((req, res, next) => {
    const allowed = new Set<string>(res.locals.allowed);
    if (allowed.size === 0 || allowed.has(req.method)) return next();
    const isAsked = req.method === 'OPTIONS';
    res.setHeader('Allow', [...allowed, ...(isAsked ? ['OPTIONS'] : [])].join(', '));
    if (isAsked) res.status(204).end();
    else sendProblem(res, 'method-not-allowed');
  });
  // The app's files and the databases know nothing of these addresses.
  return (req, res, next) => (parts.has(firstPart(req.path)) ? router(req, res, next) : next());
}

const firstPart = (path: string): string => path.toLowerCase().split('/', 2)[1] ?? '';

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
