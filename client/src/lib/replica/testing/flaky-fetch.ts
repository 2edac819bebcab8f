/** How often, 0..1, each thing happens to a request. */
export interface Faults {
  /** It never leaves. */
  readonly lost: number;
  /** The server does it, the answer never comes. */
  readonly unanswered: number;
  /** The answer stops half-way. */
  readonly cut: number;
  /** The network delivers it twice. */
  readonly twice: number;
  /** The server says 503. */
  readonly busy: number;
  /** Longest delay before and after, ms. */
  readonly delayMs: number;
}

export const NO_FAULTS: Faults = { lost: 0, unanswered: 0, cut: 0, twice: 0, busy: 0, delayMs: 0 };
export const BAD_LINE: Faults = { lost: 0.1, unanswered: 0.1, cut: 0.1, twice: 0.1, busy: 0.05, delayMs: 8 };

/** A network that a test can make worse, or take away. */
export class FlakyNetwork {
  faults: Faults = NO_FAULTS;
  online = true;
  requests = 0;
  readonly #random: () => number;
  readonly #fetch: typeof fetch;
  readonly #open = new Set<AbortController>();

  constructor(random: () => number, fetcher: typeof fetch = fetch) {
    this.#random = random;
    this.#fetch = fetcher;
  }

  /** Takes the network away: what is under way ends too. */
  disconnect(): void {
    this.online = false;
    for (const line of this.#open) line.abort();
  }

  connect(): void {
    this.online = true;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    this.requests += 1;
    await this.#delay();
    if (!this.online || this.#happens(this.faults.lost)) throw new TypeError('fetch failed');
    if (this.#happens(this.faults.busy)) return new Response('{"error":"busy"}', { status: 503 });
    const line = new AbortController();
    const stop = () => line.abort();
    init?.signal?.addEventListener('abort', stop);
    if (init?.signal?.aborted) stop();
    this.#open.add(line);
    try {
      const send = () => this.#fetch(input, { ...init, signal: line.signal });
      if (this.#happens(this.faults.twice)) await (await send()).text();
      const response = await send();
      if (this.#happens(this.faults.unanswered)) {
        await response.text();
        throw new TypeError('terminated');
      }
      const text = await response.text();
      await this.#delay();
      if (!this.online) throw new TypeError('terminated');
      const body = this.#happens(this.faults.cut) ? text.slice(0, Math.floor(text.length * this.#random())) : text;
      return new Response(body, { status: response.status, headers: response.headers });
    } finally {
      this.#open.delete(line);
      init?.signal?.removeEventListener('abort', stop);
    }
  };

  #happens(chance: number): boolean {
    return chance > 0 && this.#random() < chance;
  }

  async #delay(): Promise<void> {
    if (this.faults.delayMs > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.#random() * this.faults.delayMs));
    }
  }
}
