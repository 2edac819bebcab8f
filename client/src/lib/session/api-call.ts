import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { TokenFault } from './types.ts';

const PATIENCE_MS = 20_000;

/** Why the server did not do it: its own sentence, and the sentence of each field at fault. */
export type ApiFault =
  | { readonly code: 'no-network' | 'server-down' | 'signed-out' }
  | {
      readonly code: 'refused';
      readonly status: number;
      readonly detail: string;
      readonly fields: Readonly<Record<string, string>>;
    };

/** One question to the server's API; `path` begins after `/api/v1`. An answer without a body is null. */
export type ApiCall = <T>(method: string, path: string, body?: unknown) => Promise<Result<T, ApiFault>>;

interface Problem {
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
}

/** Asks the API in the person's name; `token` gives a token that the server takes, null asks in nobody's name. */
export function apiCaller(
  token: (() => Promise<Result<string, TokenFault>>) | null,
  fetcher: typeof fetch = (...call) => fetch(...call),
): ApiCall {
  return async <T>(method: string, path: string, body?: unknown): Promise<Result<T, ApiFault>> => {
    const granted = token && (await token());
    if (granted && !granted.ok) return fail({ code: granted.error === 'offline' ? 'no-network' : 'signed-out' });
    let answer: Response;
    try {
      answer = await fetcher(`/api/v1${path}`, {
        method,
        cache: 'no-store',
        headers: {
          ...(granted ? { authorization: `Bearer ${granted.value}` } : {}),
          'content-type': 'application/json',
        },
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      return fail({ code: 'no-network' });
    }
    // Without a body, or a proxy's page: the status says enough.
    const json: unknown = await answer.json().catch(() => null);
    if (answer.ok) return ok(json as T);
    if (answer.status === 401) return fail({ code: 'signed-out' });
    const { detail, errors = [] } = (json ?? {}) as Problem;
    if (!detail || answer.status >= 500) return fail({ code: 'server-down' });
    const fields = Object.fromEntries(errors.map((error) => [error.field, error.detail]));
    return fail({ code: 'refused', status: answer.status, detail, fields });
  };
}
