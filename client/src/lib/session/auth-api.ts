import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { AuthApi, Grant, SessionUser, SignInFailure, SignInFault, TokenFault } from './types.ts';

const BASE = '/api/v1/auth';
const PATIENCE_MS = 20_000;
/** The problem's stable code for a closed account. */
const DISABLED = 'account-disabled';
/** Those of which the app has sentences of its own by the same name. */
const SAID = ['number-shared', 'other-shop'] as const;
const ROLES: readonly string[] = ['admin', 'user', 'viewer', 'platform'];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The user in an answer, or null when it is not one. A platform account has no tenant: an empty one. */
export function readUser(value: unknown): SessionUser | null {
  if (!isRecord(value)) return null;
  const text = (key: string): string => (typeof value[key] === 'string' ? value[key] : '');
  const role = text('role');
  if (!text('id') || !ROLES.includes(role)) return null;
  return {
    id: text('id'),
    email: text('email'),
    name: text('name'),
    role: role as SessionUser['role'],
    tenantId: text('tenantId'),
    shopName: text('shopName'),
  };
}

function readGrant(body: unknown): Grant | null {
  if (!isRecord(body) || typeof body.accessToken !== 'string' || typeof body.expiresIn !== 'number') return null;
  const user = readUser(body.user);
  return user ? { accessToken: body.accessToken, expiresIn: body.expiresIn, user } : null;
}

function faultOf(status: number, code: unknown): SignInFault {
  if (status === 429) return 'too-many';
  if (code === DISABLED) return 'disabled';
  const said = SAID.find((one) => one === code);
  if (said) return said;
  return status === 400 || status === 401 ? 'wrong-password' : 'server-down';
}

/** Seconds or a date, as HTTP allows, in milliseconds from the answer, by whose clock a date is; null when absent. */
function retryAfterMs(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (!value) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

/** The server's auth over HTTP. The refresh token stays in its cookie, out of reach of scripts. */
export function httpAuthApi(fetcher: typeof fetch = (...call) => fetch(...call)): AuthApi {
  const post = (path: string, body?: object, token?: string, method = 'POST'): Promise<Response> =>
    fetcher(`${BASE}/${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  // Without a body, or a proxy's page: the status says enough.
  const json = (response: Response): Promise<unknown> => response.json().catch(() => null);

  /** What the server says to somebody's password. */
  async function ask(question: () => Promise<Response>): Promise<Result<unknown, SignInFailure>> {
    let response: Response;
    try {
      response = await question();
    } catch {
      return fail({ code: 'no-network', retryAfterMs: null });
    }
    const body = await json(response);
    if (response.ok) return ok(body);
    const code = faultOf(response.status, isRecord(body) ? body.code : null);
    return fail({ code, retryAfterMs: retryAfterMs(response.headers) });
  }

  /** Another token. */
  async function renewed(question: () => Promise<Response>): Promise<Result<Grant, TokenFault | 'gone'>> {
    try {
      const response = await question();
      const body = await json(response);
      if (response.status === 404 && isRecord(body) && body.code === 'not-found') return fail('gone');
      const ended = response.status === 401 || (isRecord(body) && body.code === DISABLED);
      if (ended) return fail('signed-out');
      const grant = response.ok ? readGrant(body) : null;
      return grant ? ok(grant) : fail('offline');
    } catch {
      return fail('offline');
    }
  }

  return {
    async login(email, password, key): Promise<Result<Grant, SignInFailure>> {
      const answer = await ask(() => post('login', { email, password, key }));
      if (!answer.ok) return answer;
      const grant = readGrant(answer.value);
      if (!grant) return fail({ code: 'server-down', retryAfterMs: null });
      return grant.user.tenantId ? ok(grant) : fail({ code: 'not-a-shop', retryAfterMs: null });
    },

    async join(token, login, password): Promise<Result<SessionUser, SignInFailure>> {
      const answer = await ask(() => post('companions', { email: login, password }, token));
      if (!answer.ok) return answer;
      const user = readUser(isRecord(answer.value) ? answer.value.user : null);
      return user ? ok(user) : fail({ code: 'server-down', retryAfterMs: null });
    },

    companionToken: (token, id) => renewed(() => post(`companions/${encodeURIComponent(id)}/token`, undefined, token)),

    async leave(token, id) {
      try {
        return (await post(`companions/${encodeURIComponent(id)}`, undefined, token, 'DELETE')).ok;
      } catch {
        return false;
      }
    },

    async refresh(proof) {
      const answer = await renewed(() => post('refresh', proof));
      return !answer.ok && answer.error === 'gone' ? fail('offline') : (answer as Result<Grant, TokenFault>);
    },

    async logout() {
      try {
        const response = await post('logout');
        return response.ok || response.status === 401;
      } catch {
        return false;
      }
    },
  };
}
