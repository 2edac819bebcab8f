import { ok, type Result } from '@digiboost/domain/shared/result';
import { type ApiFault, apiCaller } from '../../session/api-call.ts';
import type { ApiOperations, ApiSchemas } from '../../session/api-operations.ts';
import type { TokenFault } from '../../session/index.ts';
import { wholeList } from './whole-list.ts';

/** What a person may do in the shop. */
export type ShopRole = ApiOperations['POST /users']['body']['role'];

/** A person of the shop, as the server tells it. */
export type ShopUser = ApiSchemas['User'] & { readonly role: ShopRole };

/** What is sent for a new person. */
export type NewUser = ApiOperations['POST /users']['body'];

/** What is sent for a changed one; what is absent stays as it is. */
export type UserChanges = ApiOperations['PATCH /users/{id}']['body'];

/** The server's users of this shop. */
export interface UsersApi {
  list(): Promise<Result<readonly ShopUser[], ApiFault>>;
  create(draft: NewUser): Promise<Result<ShopUser, ApiFault>>;
  change(id: string, draft: UserChanges): Promise<Result<ShopUser, ApiFault>>;
}

/** The users over HTTP; `token` gives a token that the server takes. */
export function httpUsersApi(token: () => Promise<Result<string, TokenFault>>): UsersApi {
  const call = apiCaller(token);
  return {
    list: () =>
      wholeList(
        (query) => call('GET', `/users${query}`),
        ({ users }) => users.map(ofShop),
      ),
    async create(draft) {
      const answer = await call('POST', '/users', draft);
      return answer.ok ? ok(ofShop(answer.value.user)) : answer;
    },
    async change(id, draft) {
      const answer = await call('PATCH', `/users/${encodeURIComponent(id)}`, draft);
      return answer.ok ? ok(ofShop(answer.value.user)) : answer;
    },
  };
}

/** The platform's administrators are in no shop. */
const ofShop = (user: ApiSchemas['User']): ShopUser => user as ShopUser;
