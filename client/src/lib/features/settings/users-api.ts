import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { TokenFault } from '../../session/index.ts';

/** A person of the shop, as the server tells it. */
export interface ShopUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: 'admin' | 'user' | 'viewer';
  readonly isActive: boolean;
  readonly whatsapp: string | null;
}

/** What is sent for a new or a changed person; what is absent stays as it is. */
export interface UserDraft {
  readonly email?: string;
  readonly name?: string;
  readonly role?: ShopUser['role'];
  readonly password?: string;
  readonly whatsapp?: string | null;
  readonly isActive?: boolean;
}

/** Why the server did not do it: its own sentence, and the sentence of each field at fault. */
export type UsersFault =
  | { readonly code: 'no-network' | 'server-down' | 'signed-out' }
  | { readonly code: 'refused'; readonly detail: string; readonly fields: Readonly<Record<string, string>> };

/** The server's users of this shop. */
export interface UsersApi {
  list(): Promise<Result<ShopUser[], UsersFault>>;
  create(draft: UserDraft): Promise<Result<ShopUser, UsersFault>>;
  change(id: string, draft: UserDraft): Promise<Result<ShopUser, UsersFault>>;
}

interface Problem {
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
}

/** The users over HTTP; `token` gives a token that the server takes. */
export function httpUsersApi(token: () => Promise<Result<string, TokenFault>>): UsersApi {
  async function call<T>(method: string, path: string, body?: UserDraft): Promise<Result<T, UsersFault>> {
    const granted = await token();
    if (!granted.ok) return fail({ code: granted.error === 'offline' ? 'no-network' : 'signed-out' });
    let answer: Response;
    try {
      answer = await fetch(`/api/v1/users${path}`, {
        method,
        headers: { authorization: `Bearer ${granted.value}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    } catch {
      return fail({ code: 'no-network' });
    }
    const json: unknown = await answer.json().catch(() => null);
    if (answer.ok && json) return ok(json as T);
    if (answer.status === 401) return fail({ code: 'signed-out' });
    const { detail, errors = [] } = (json ?? {}) as Problem;
    if (!detail || answer.status >= 500) return fail({ code: 'server-down' });
    return fail({ code: 'refused', detail, fields: Object.fromEntries(errors.map((e) => [e.field, e.detail])) });
  }

  return {
    async list() {
      const answer = await call<{ users: ShopUser[] }>('GET', '');
      return answer.ok ? ok(answer.value.users) : answer;
    },
    async create(draft) {
      const answer = await call<{ user: ShopUser }>('POST', '', draft);
      return answer.ok ? ok(answer.value.user) : answer;
    },
    async change(id, draft) {
      const answer = await call<{ user: ShopUser }>('PATCH', `/${encodeURIComponent(id)}`, draft);
      return answer.ok ? ok(answer.value.user) : answer;
    },
  };
}
