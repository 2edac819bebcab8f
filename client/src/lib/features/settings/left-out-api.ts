import { ok, type Result } from '@digiboost/domain/shared/result';
import { type ApiFault, apiCaller } from '../../session/api-call.ts';
import type { ApiSchemas } from '../../session/api-operations.ts';
import type { TokenFault } from '../../session/index.ts';

/** What the server leaves out, in its own words. */
export type LeftOutDocument = ApiSchemas['LeftOutDocument'];

/** One version of a record of which there are several. */
export type LeftOutVersion = LeftOutDocument['versions'][number];

/** What the server leaves out of the shop, and which version of a record counts. */
export interface LeftOutApi {
  list(): Promise<Result<readonly LeftOutDocument[], ApiFault>>;
  letStand(id: string, rev: string): Promise<Result<null, ApiFault>>;
}

/** The same over HTTP; `token` gives a token that the server takes. */
export function httpLeftOutApi(token: () => Promise<Result<string, TokenFault>>): LeftOutApi {
  const call = apiCaller(token);
  return {
    async list() {
      const answer = await call('GET', '/left-out?limit=500');
      return answer.ok ? ok(answer.value.documents) : answer;
    },
    letStand: (id, rev) => call('POST', `/left-out/${encodeURIComponent(id)}/standing`, { rev }),
  };
}
