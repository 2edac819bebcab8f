import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { normaliseEmail } from '../accounts/user-document.ts';
import { sendProblem } from './problem.ts';

const address = (req: Request): string => ipKeyGenerator(req.ip ?? 'unknown');

/** A key of fixed length: what a request says of itself may be of any, and the counters are kept for minutes. */
const keyOf = (...parts: readonly string[]): string => createHash('sha256').update(parts.join(' ')).digest('hex');

/** The account that a login names; the body has not been validated yet, and may hold anything. */
function accountOf(req: Request): string {
  const email: unknown = req.body?.email;
  return typeof email === 'string' ? normaliseEmail(email) : '';
}

/** What failed logins are counted by: the account that they name, from the address that they come from. */
export const loginKey = (req: Request): string => keyOf(address(req), accountOf(req));

/** At most `limit` API requests a minute from one IP address. */
export const requestRateLimit = (limit: number): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-8',
    identifier: 'api',
    legacyHeaders: false,
    keyGenerator: address,
    handler: (_req, res) => sendProblem(res, 'too-many-requests'),
  });

/** At most `limit` failed logins in 15 minutes for one account from one IP address; only a wrong password counts. */
export const loginRateLimit = (limit: number): RequestHandler =>
  rateLimit({
    windowMs: 15 * 60_000,
    limit,
    standardHeaders: 'draft-8',
    identifier: 'login',
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_req, res) => res.statusCode !== 401,
    keyGenerator: loginKey,
    handler: (_req, res) => sendProblem(res, 'too-many-logins'),
  });

/** Whom a token names. It is not checked yet here: one that lies gets no further. */
function subjectOf(req: Request): string {
  const [, payload = ''] = req.headers.authorization?.split('.') ?? [];
  try {
    return String((JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { sub?: unknown }).sub);
  } catch {
    return '';
  }
}

/** At most `limit` requests a minute to one route by one user from one IP address, however often the token is renewed. */
export const userRateLimit = (limit: number): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-8',
    identifier: 'user',
    legacyHeaders: false,
    keyGenerator: (req: Request) => keyOf(address(req), subjectOf(req)),
    handler: (_req, res) => sendProblem(res, 'too-many-requests'),
  });
