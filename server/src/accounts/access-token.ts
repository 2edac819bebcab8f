import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { SigningKey } from './signing-key.ts';
import type { User } from './user-document.ts';

/** Seconds that an access token lives. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** A signed ES256 token for `user`; CouchDB reads `sub` and `_couchdb.roles` from it. */
export const signAccessToken = (key: SigningKey, user: User, now: Date): Promise<string> => {
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({
    tenant: user.tenantId,
    role: user.role,
    name: user.name,
    '_couchdb.roles': user.tenantId === null ? [] : [`${user.tenantId}:${user.role}`],
  })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'JWT' })
    .setSubject(user.id)
    .setJti(randomUUID())
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ACCESS_TOKEN_SECONDS)
    .sign(key.privateKey);
};

/** What a valid token says. */
export interface AccessToken {
  readonly userId: string;
  /** Null for the platform's administrator. */
  readonly tenantId: string | null;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** What a token says, or null when it is not valid. */
export async function readAccessToken(key: SigningKey, token: string, now: Date): Promise<AccessToken | null> {
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: ['ES256'],
      requiredClaims: ['sub', 'iat', 'exp', 'jti', 'role'],
      currentDate: now,
    });
    const { sub, exp, tenant } = payload;
    if (sub === undefined || exp === undefined) return null;
    return { userId: sub, tenantId: typeof tenant === 'string' ? tenant : null, until: exp * 1_000 };
  } catch {
    return null;
  }
}
