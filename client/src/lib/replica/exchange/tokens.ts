import { ageMs, DEVICE_TIME, type Reading, read } from '../clock.ts';
import type { TokenAnswer } from '../services.ts';
import { RemoteError } from './transport.ts';

const PATIENCE_MS = 45_000;
/** The page's session keeps a margin of a minute. */
const KEPT_MS = 30_000;

/** Access tokens from the worker's own page, where the session lives. */
export class Tokens {
  readonly #ask: (refused: string | null, by: string | null) => Promise<TokenAnswer>;
  readonly #held = new Map<string, { readonly value: string; readonly at: Reading }>();

  constructor(ask: (refused: string | null, by: string | null) => Promise<TokenAnswer>) {
    this.#ask = ask;
  }

  /**
   * A valid token, another one than `refused`, in the name of `by` where the page can; null when signed out. Throws
   * RemoteError when the page cannot tell.
   */
  async token(refused?: string, by = ''): Promise<string | null> {
    const held = this.#held.get(by);
    if (held && held.value !== refused && ageMs(DEVICE_TIME, held.at) < KEPT_MS) return held.value;
    this.#held.delete(by);
    const answer = await this.#answer(refused, by);
    if ('fault' in answer) {
      if (answer.fault === 'signed-out') return null;
      throw new RemoteError('offline', 'the session could not be renewed');
    }
    this.#held.set(by, { value: answer.value, at: read(DEVICE_TIME) });
    return answer.value;
  }

  /** The page's answer; a page that is frozen in the background does not give any. */
  async #answer(refused: string | undefined, by: string): Promise<TokenAnswer> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<TokenAnswer>((resolve) => {
      timer = setTimeout(() => resolve({ fault: 'offline' }), PATIENCE_MS);
    });
    try {
      return await Promise.race([this.#ask(refused ?? null, by || null), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
