import { createHash } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import { type ProblemCode, sendProblem } from './problem.ts';

const MINUTE_MS = 60_000;

/** Where a request comes from: an IPv6 address stands for the network that one subscriber has. */
export const addressOf = (req: Request): string => ipKeyGenerator(req.ip ?? 'unknown');

/** The network that a request comes from: 256 neighbouring addresses of IPv4, or what IPv6 gives one site. */
export function networkOf(req: Request): string {
  const address = (req.ip ?? 'unknown').replace(/^::ffff:(?=[\d.]+$)/, '');
  return isIPv4(address) ? address.replace(/\.\d+$/, '') : isIPv6(address) ? ipKeyGenerator(address, 48) : address;
}

/** A key of fixed length: what a request says of itself may be of any, and the counters are kept for minutes. */
export const keyOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join(' ')).digest('hex');

/** How a limit counts. */
type Counting = Pick<Options, 'limit' | 'windowMs' | 'identifier'> &
  Partial<Options> & { readonly keyGenerator: (req: Request) => string };

/** At most `limit` requests of one key in `windowMs`; the others are told `problem`. */
const limited = (problem: ProblemCode, counting: Counting): RequestHandler =>
  rateLimit({
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_req, res) => sendProblem(res, problem),
    ...counting,
  });

/** At most `limit` API requests a minute from one IP address. */
export const requestRateLimit = (limit: number): RequestHandler =>
  limited('too-many-requests', { windowMs: MINUTE_MS, limit, identifier: 'api', keyGenerator: addressOf });

/** Whom a token names. It is not checked yet here: one that lies gets no further. */
function subjectOf(req: Request): string {
  const [, payload = ''] = req.headers.authorization?.split('.') ?? [];
  try {
    return String((JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { sub?: unknown }).sub);
  } catch {
    return '';
  }
}

/**
 * At most `limit` requests a minute to one route by one user from one IP address, however often the token is renewed.
 */
export const userRateLimit = (limit: number): RequestHandler =>
  limited('too-many-requests', {
    windowMs: MINUTE_MS,
    limit,
    identifier: 'user',
    keyGenerator: (req) => keyOf(addressOf(req), subjectOf(req)),
  });
