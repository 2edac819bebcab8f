import { ok, type Result } from '@digiboost/domain/shared/result';
import { type ApiFault, apiCaller } from '../../session/api-call.ts';
import type { TokenFault } from '../../session/index.ts';

/** One version of a record of which there are several. */
export interface LeftOutVersion {
  readonly rev: string;
  readonly counts: boolean;
  readonly what: string;
  readonly by: string | null;
  readonly at: string | null;
}

/** What the server leaves out, in its own words. */
export interface LeftOutDocument {
  readonly id: string;
  readonly kind: 'FORKED' | 'SET_ASIDE' | 'INVALID' | 'UNREADABLE';
  readonly what: string;
  readonly by: string | null;
  readonly at: string | null;
  readonly why: string;
  readonly advice: string;
  readonly versions: readonly LeftOutVersion[];
}

/** What the server leaves out of the shop, and which version of a record counts. */
export interface LeftOutApi {
  list(): Promise<Result<LeftOutDocument[], ApiFault>>;
  letStand(id: string, rev: string): Promise<Result<null, ApiFault>>;
}

/** The same over HTTP; `token` gives a token that the server takes. */
export function httpLeftOutApi(token: () => Promise<Result<string, TokenFault>>): LeftOutApi {
  const call = apiCaller(token);
  return {
    async list() {
      const answer = await call<{ documents: LeftOutDocument[] }>('GET', '/left-out');
      return answer.ok ? ok(answer.value.documents) : answer;
    },
    letStand: (id, rev) => call('POST', `/left-out/${encodeURIComponent(id)}/standing`, { rev }),
  };
}
