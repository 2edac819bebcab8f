import type { Request, RequestHandler } from 'express';
import { addressOf, keyOf, limited } from '../http/rate-limit.ts';
import { normaliseEmail } from './user-document.ts';

const WINDOW_MS = 15 * 60_000;

/** The account that a login names; the body has not been validated yet, and may hold anything. */
function accountOf(req: Request): string {
  const email: unknown = req.body?.email;
  return typeof email === 'string' ? normaliseEmail(email) : '';
}

/** What failed logins are counted by: the account that they name, from the address that they come from. */
export const loginKey = (req: Request): string => keyOf(addressOf(req), accountOf(req));

/** At most `limit` failed logins in 15 minutes for one account from one IP address; only a wrong password counts. */
export const loginLimit = (limit: number): RequestHandler =>
  limited('too-many-logins', {
    windowMs: WINDOW_MS,
    limit,
    identifier: 'login',
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_req, res) => res.statusCode !== 401,
    keyGenerator: loginKey,
  });
