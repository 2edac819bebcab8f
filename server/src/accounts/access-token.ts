import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { SigningKey } from './signing-key.ts';
import type { User } from './user-document.ts';

/** Seconds that an access token lives. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** How far the clocks of two servers may differ, s. */
const SLACK_SECONDS = 60;

/**
 * Whether a token that ends at `until` (ms since 1970) is in its life: not over, and not further from its end than any
 * that is made now. One made while the clock was ahead would else live until that time comes.
 */
export const isInItsLife = (until: number, now: Date): boolean => {
  const leftMs = until - now.getTime();
  return leftMs > 0 && leftMs <= (ACCESS_TOKEN_SECONDS + SLACK_SECONDS) * 1_000;
};

const secondsOf = (now: Date): number => Math.floor(now.getTime() / 1_000);

/** A signed ES256 token for `user` in one session; CouchDB reads `sub` and `_couchdb.roles` from it. */
export const signAccessToken = (
  key: SigningKey,
  user: User,
  sessionId: string,
  now: Date,
  hostSessionId?: string,
): string =>
  jwt.sign(
    {
      tenant: user.tenantId,
      role: user.role,
      name: user.name,
      sid: sessionId,
      ...(hostSessionId === undefined ? {} : { host: hostSessionId }),
      '_couchdb.roles': user.tenantId === null ? [] : [`${user.tenantId}:${user.role}`],
      iat: secondsOf(now),
    },
    key.privateKey,
    {
      algorithm: 'ES256',
      keyid: key.kid,
      subject: user.id,
      jwtid: randomUUID(),
      expiresIn: ACCESS_TOKEN_SECONDS,
    },
  );

/** What every token of ours holds. */
const claims = z.object({
  sub: z.string(),
  tenant: z.string().nullable(),
  role: z.string(),
  sid: z.string(),
  host: z.string().optional(),
  jti: z.string(),
  iat: z.number(),
  exp: z.number(),
});

/** What a valid token says. */
export interface AccessToken {
  readonly userId: string;
  /** Null for the platform's administrator. */
  readonly tenantId: string | null;
  readonly sessionId: string;
  /** The session of whose phone it is, when it is another's: what ends that one ends this one. */
  readonly hostSessionId?: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Tokens whose signature was found right: it is checked once, their life each time. */
const MOST_KNOWN = 2_000;
const known = new WeakMap<SigningKey, LRUCache<string, AccessToken>>();

/** What a token says, or null when it is not valid. */
export function readAccessToken(key: SigningKey, token: string, now: Date): AccessToken | null {
  const checked = known.get(key) ?? new LRUCache<string, AccessToken>({ max: MOST_KNOWN });
  known.set(key, checked);
  const said = checked.get(token) ?? checkedToken(key, token, now);
  if (!said || !isInItsLife(said.until, now)) return null;
  checked.set(token, said);
  return said;
}

/** What a token with a right signature says. */
function checkedToken(key: SigningKey, token: string, now: Date): AccessToken | null {
  try {
    const said = claims.safeParse(
      jwt.verify(token, key.publicKey, { algorithms: ['ES256'], clockTimestamp: secondsOf(now) }),
    );
    if (!said.success) return null;
    const { sub, tenant, sid, host, exp } = said.data;
    const own = { userId: sub, tenantId: tenant, sessionId: sid, until: exp * 1_000 };
    return host === undefined ? own : { ...own, hostSessionId: host };
  } catch {
    // Whatever is wrong with it, the caller is nobody.
    return null;
  }
}
