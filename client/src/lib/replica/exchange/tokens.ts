import { ageMs, DEVICE_TIME, type Reading, read } from '../clock.ts';
import type { TokenAnswer } from '../services.ts';
import { RemoteError } from './transport.ts';

const PATIENCE_MS = 45_000;
/** The page's session keeps a margin of a minute. */
const KEPT_MS = 30_000;

/** Access tokens from the worker's own page, where the session lives. */
export class Tokens {
  readonly #ask: (refused: string | null) => Promise<TokenAnswer>;
  #held: { readonly value: string; readonly at: Reading } | null = null;

  constructor(ask: (refused: string | null) => Promise<TokenAnswer>) {
    this.#ask = ask;
  }

  /** A valid token, another one than `refused`; null when signed out. Throws RemoteError when the page cannot tell. */
  async token(refused?: string): Promise<string | null> {
    if (this.#held && this.#held.value !== refused && ageMs(DEVICE_TIME, this.#held.at) < KEPT_MS)
      return this.#held.value;
    this.#held = null;
    const answer = await this.#answer(refused);
    if ('fault' in answer) {
      if (answer.fault === 'signed-out') return null;
      throw new RemoteError('offline', 'the session could not be renewed');
    }
    this.#held = { value: answer.value, at: read(DEVICE_TIME) };
    return answer.value;
  }

  /** The page's answer; a page that is frozen in the background does not give any. */
  async #answer(refused: string | undefined): Promise<TokenAnswer> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<TokenAnswer>((resolve) => {
      timer = setTimeout(() => resolve({ fault: 'offline' }), PATIENCE_MS);
    });
    try {
      return await Promise.race([this.#ask(refused ?? null), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
