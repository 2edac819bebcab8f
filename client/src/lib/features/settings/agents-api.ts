import { ok, type Result } from '@digiboost/domain/shared/result';
import { type ApiFault, apiCaller } from '../../session/api-call.ts';
import type { ApiOperations, ApiSchemas } from '../../session/api-operations.ts';
import type { TokenFault } from '../../session/index.ts';
import { wholeList } from './whole-list.ts';

/** The key of an assistant, as the server tells it. */
export type AgentKey = ApiSchemas['AgentKey'];

/** A page of what assistants asked, newest first; `next` asks for the one after it, null at the end. */
type CallsPage = ApiOperations['GET /agents/calls']['answer'];
export type AgentCall = CallsPage['calls'][number];

/** What a new key is made of. */
export type KeyDraft = ApiOperations['POST /agents/keys']['body'];

/** The keys of the shop's assistants on the server. */
export interface AgentsApi {
  list(): Promise<Result<readonly AgentKey[], ApiFault>>;
  create(draft: KeyDraft): Promise<Result<{ readonly key: AgentKey; readonly secret: string }, ApiFault>>;
  revoke(id: string): Promise<Result<AgentKey, ApiFault>>;
  /** The page after `after`, or the newest one. */
  calls(after: string | null): Promise<Result<CallsPage, ApiFault>>;
}

/** The keys over HTTP; `token` gives a token that the server takes. */
export function httpAgentsApi(token: () => Promise<Result<string, TokenFault>>): AgentsApi {
  const call = apiCaller(token);
  return {
    list: () =>
      wholeList(
        (query) => call('GET', `/agents/keys${query}`),
        ({ keys }) => keys,
      ),
    create: (draft) => call('POST', '/agents/keys', draft),
    async revoke(id) {
      const answer = await call('DELETE', `/agents/keys/${encodeURIComponent(id)}`);
      return answer.ok ? ok(answer.value.key) : answer;
    },
    calls: (after) =>
      call('GET', after === null ? '/agents/calls' : `/agents/calls?after=${encodeURIComponent(after)}`),
  };
}
