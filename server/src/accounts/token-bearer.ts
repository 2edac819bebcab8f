import { LRUCache } from 'lru-cache';
import type { TokenBearer } from '../http/door.ts';
import { readAccessToken } from './access-token.ts';
import type { SigningKey } from './signing-key.ts';

/** Tokens whose signature need not be checked again at each request. */
const MOST_REMEMBERED = 10_000;

/** Whose a token is; null for one that is not valid, or no longer. */
export function tokenBearers(key: SigningKey, now: () => Date): (token: string) => Promise<TokenBearer | null> {
  const remembered = new LRUCache<string, TokenBearer>({ max: MOST_REMEMBERED });
  return async (token) => {
    const known = remembered.get(token);
    if (known && known.until > now().getTime()) return known;
    const said = readAccessToken(key, token, now());
    if (said === null) return null;
    const bearer = { person: said.userId, tenantId: said.tenantId, until: said.until };
    remembered.set(token, bearer);
    return bearer;
  };
}
