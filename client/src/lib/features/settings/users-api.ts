import { ok, type Result } from '@digiboost/domain/shared/result';
import { type ApiFault, apiCaller } from '../../session/api-call.ts';
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

/** The server's users of this shop. */
export interface UsersApi {
  list(): Promise<Result<ShopUser[], ApiFault>>;
  create(draft: UserDraft): Promise<Result<ShopUser, ApiFault>>;
  change(id: string, draft: UserDraft): Promise<Result<ShopUser, ApiFault>>;
}

/** The users over HTTP; `token` gives a token that the server takes. */
export function httpUsersApi(token: () => Promise<Result<string, TokenFault>>): UsersApi {
  const call = apiCaller(token);
  return {
    async list() {
      const answer = await call<{ users: ShopUser[] }>('GET', '/users');
      return answer.ok ? ok(answer.value.users) : answer;
    },
    async create(draft) {
      const answer = await call<{ user: ShopUser }>('POST', '/users', draft);
      return answer.ok ? ok(answer.value.user) : answer;
    },
    async change(id, draft) {
      const answer = await call<{ user: ShopUser }>('PATCH', `/users/${encodeURIComponent(id)}`, draft);
      return answer.ok ? ok(answer.value.user) : answer;
    },
  };
}
