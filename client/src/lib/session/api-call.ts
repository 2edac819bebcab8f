import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { ApiOperations } from './api-operations.ts';
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

type Operation = keyof ApiOperations;
type WithoutQuery<P extends string> = P extends `${infer Path}?${string}` ? Path : P;
/** The addresses that an operation's path stands for. */
type Addresses<Path extends string> = Path extends `${infer Before}{${string}}${infer After}`
  ? `${Before}${string}${Addresses<After>}`
  : Path;
/** The operation that is called; one whose path says it word for word comes before one with a part of any kind. */
type Called<Asked extends string> = Asked extends Operation
  ? Asked
  : { [K in Operation]: Asked extends Addresses<K> ? K : never }[Operation];
type BodyOf<O extends Operation> = ApiOperations[O] extends { body: infer B }
  ? [body: B]
  : ApiOperations[O] extends { body?: infer B }
    ? [body?: B]
    : [];

/**
 * One question to the server's API; `path` begins after `/api/v1`. What it takes and answers are the types of the API's
 * own description. An answer without a body is null.
 */
export type ApiCall = <M extends string, P extends string>(
  method: M,
  path: P,
  ...body: BodyOf<Called<`${M} ${WithoutQuery<P>}`>>
) => Promise<Result<ApiOperations[Called<`${M} ${WithoutQuery<P>}`>]['answer'], ApiFault>>;

interface Problem {
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
}

/** Asks the API in the person's name; `token` gives a token that the server takes, null asks in nobody's name. */
export function apiCaller(
  token: (() => Promise<Result<string, TokenFault>>) | null,
  fetcher: typeof fetch = (...call) => fetch(...call),
): ApiCall {
  const ask = async (method: string, path: string, body?: unknown): Promise<Result<unknown, ApiFault>> => {
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
    if (answer.ok) return ok(json);
    if (answer.status === 401) return fail({ code: 'signed-out' });
    const { detail, errors = [] } = (json ?? {}) as Problem;
    if (!detail || answer.status >= 500) return fail({ code: 'server-down' });
    const fields = Object.fromEntries(errors.map((error) => [error.field, error.detail]));
    return fail({ code: 'refused', status: answer.status, detail, fields });
  }; // The server's answers are held to its description by its own tests.
  return ask as ApiCall;
}
