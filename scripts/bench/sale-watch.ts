import type { Installation } from '../../client/e2e/support/installation.ts';
import type { Login } from '../../client/e2e/support/shops.ts';

/** A token of `login`, and the name of the database that it opens. */
export async function accessToken(url: string, login: Login): Promise<{ token: string; database: string }> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  });
  const { accessToken: token, user } = (await answer.json()) as { accessToken: string; user: { tenantId: string } };
  return { token, database: `shop_${user.tenantId}` };
}

/** Sees sales arrive in the server's database, by a longpoll of its own that the phone's slow line does not delay. */
export class SaleWatch {
  readonly #changes: string;
  readonly #authorization: string;
  #since: string;
  #closed = new AbortController();

  private constructor(changes: string, authorization: string, since: string) {
    this.#changes = changes;
    this.#authorization = authorization;
    this.#since = since;
  }

  static async open({ url, login }: Installation): Promise<SaleWatch> {
    const { token, database } = await accessToken(url, login);
    const changes = `${url}/db/${database}/_changes`;
    const headers = { authorization: `Bearer ${token}` };
    const last = (await (await fetch(`${changes}?since=now&limit=1`, { headers })).json()) as { last_seq: string };
    return new SaleWatch(changes, headers.authorization, last.last_seq);
  }

  /** When (epoch ms) the next sale is in the database. */
  async next(): Promise<number> {
    for (;;) {
      const query = new URLSearchParams({
        feed: 'longpoll',
        since: String(this.#since),
        timeout: '60000',
        limit: '100',
      });
      const answer = await fetch(`${this.#changes}?${query}`, {
        headers: { authorization: this.#authorization },
        signal: this.#closed.signal,
      });
      const { results, last_seq } = (await answer.json()) as { results: { id: string }[]; last_seq: string };
      // The head of a longpoll's answer comes at once; the change is there when its body is.
      const seen = Date.now();
      this.#since = last_seq;
      if (results.some(({ id }) => id.startsWith('sale:'))) return seen;
    }
  }

  async close(): Promise<void> {
    this.#closed.abort();
  }
}
