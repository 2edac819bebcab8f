/** What CouchDB answered. */
export interface CouchAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** CouchDB as its administrator. Paths start with `/` and are already encoded. */
export interface CouchAdmin {
  request(method: string, path: string, body?: unknown, timeoutMs?: number): Promise<CouchAnswer>;
}

/** CouchDB answered something that the caller did not expect. */
export class CouchError extends Error {
  readonly status: number;
  constructor(what: string, { status, body }: CouchAnswer) {
    const { error, reason } = (body ?? {}) as { error?: string; reason?: string };
    super(`${what}: ${status}${error ? ` ${error}` : ''}${reason ? ` (${reason})` : ''}`);
    this.name = 'CouchError';
    this.status = status;
  }
}

const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * Connects as the administrator whose name and password stand in `url`, such as `http://admin:secret@127.0.0.1:5984`.
 */
export function couchAdmin(url: string): CouchAdmin {
  const { username, password, origin, pathname } = new URL(url);
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const base = origin + pathname.replace(/\/$/, '');
  const headers = {
    accept: 'application/json',
    ...(username ? { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } : {}),
  };
  return {
    async request(method, path, body, timeoutMs = DEFAULT_TIMEOUT_MS) {
      const answer = await fetch(base + path, {
        method,
        headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { status: answer.status, body: await answer.json().catch(() => null) };
    },
  };
}

/** The body of an answer whose status is one of `expected`; throws a CouchError otherwise. */
export async function expectStatus(
  admin: CouchAdmin,
  expected: readonly number[],
  method: string,
  path: string,
  body?: unknown,
): Promise<CouchAnswer> {
  const answer = await admin.request(method, path, body);
  if (!expected.includes(answer.status)) throw new CouchError(`${method} ${path}`, answer);
  return answer;
}
