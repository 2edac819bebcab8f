import { LRUCache } from 'lru-cache';
import type { TokenBearer } from '../http/door.ts';
import { isInItsLife, readAccessToken } from './access-token.ts';
import type { EndedSessions } from './ended-sessions.ts';
import type { SigningKey } from './signing-key.ts';

/** Tokens whose signature need not be checked again at each request. */
const MOST_REMEMBERED = 10_000;

/** Whose a token is; null for one that is not valid, or no longer, or whose session has ended. */
export function tokenBearers(
  key: SigningKey,
  ended: Pick<EndedSessions, 'has'>,
  now: () => Date,
): (token: string) => Promise<TokenBearer | null> {
  const remembered = new LRUCache<string, TokenBearer & { readonly host?: string | undefined }>({
    max: MOST_REMEMBERED,
  });

  const read = (token: string) => {
    const said = readAccessToken(key, token, now());
    if (!said) return null;
    const { userId: person, tenantId, sessionId: session, hostSessionId: host, until } = said;
    return { person, tenantId, session, until, host };
  };

  return async (token) => {
    const known = remembered.get(token);
    const bearer = known && isInItsLife(known.until, now()) ? known : read(token);
    if (bearer === null || ended.has(bearer.session) || (bearer.host && ended.has(bearer.host))) return null;
    remembered.set(token, bearer);
    return bearer;
  };
}
