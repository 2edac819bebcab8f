import { ok, type Result } from '@digiboost/domain/shared/result';
import { type ApiFault, apiCaller } from '../../session/api-call.ts';
import type { TokenFault } from '../../session/index.ts';

export type AgentScope = 'shop:read' | 'orders:draft';

/** The key of an assistant, as the server tells it. */
export interface AgentKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly AgentScope[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

/** One thing that an assistant asked, as the server noted it. */
export interface AgentCall {
  readonly at: string;
  readonly keyName: string;
  readonly title: string;
  /** Rows that the answer held. */
  readonly rows: number;
  readonly outcome: 'done' | 'refused' | 'failed';
}

/** A page of them, newest first; `next` asks for the one after it, null at the end. */
export interface CallsPage {
  readonly calls: readonly AgentCall[];
  readonly next: string | null;
}

/** What a new key is made of. */
export interface KeyDraft {
  readonly name: string;
  readonly scopes: readonly AgentScope[];
  readonly days: number;
}

/** The keys of the shop's assistants on the server. */
export interface AgentsApi {
  list(): Promise<Result<AgentKey[], ApiFault>>;
  create(draft: KeyDraft): Promise<Result<{ readonly key: AgentKey; readonly secret: string }, ApiFault>>;
  revoke(id: string): Promise<Result<AgentKey, ApiFault>>;
  /** The page after `after`, or the newest one. */
  calls(after: string | null): Promise<Result<CallsPage, ApiFault>>;
}

/** The keys over HTTP; `token` gives a token that the server takes. */
export function httpAgentsApi(token: () => Promise<Result<string, TokenFault>>): AgentsApi {
  const call = apiCaller(token);
  return {
    async list() {
      const answer = await call<{ keys: AgentKey[] }>('GET', '/agents/keys');
      return answer.ok ? ok(answer.value.keys) : answer;
    },
    create: (draft) => call('POST', '/agents/keys', draft),
    async revoke(id) {
      const answer = await call<{ key: AgentKey }>('DELETE', `/agents/keys/${encodeURIComponent(id)}`);
      return answer.ok ? ok(answer.value.key) : answer;
    },
    calls: (after) =>
      call('GET', after === null ? '/agents/calls' : `/agents/calls?after=${encodeURIComponent(after)}`),
  };
}
