import { ageMs, DEVICE_TIME, type Reading, read } from '../clock.ts';
import type { FromWorker, TokenAnswer } from '../messages.ts';
import { RemoteError } from './transport.ts';

const PATIENCE_MS = 45_000;
/** The page's session keeps a margin of a minute. */
const KEPT_MS = 30_000;

/** Access tokens from the worker's own page, where the session lives. */
export class Tokens {
  readonly #ask: (message: FromWorker) => void;
  readonly #waiting = new Map<number, (answer: TokenAnswer) => void>();
  #held: { readonly value: string; readonly at: Reading } | null = null;
  #asked = 0;

  constructor(ask: (message: FromWorker) => void) {
    this.#ask = ask;
  }

  /** A valid token, another one than `refused`; null when signed out. Throws RemoteError when the page cannot tell. */
  async token(refused?: string): Promise<string | null> {
    if (this.#held && this.#held.value !== refused && ageMs(DEVICE_TIME, this.#held.at) < KEPT_MS)
      return this.#held.value;
    this.#held = null;
    const answer = await this.#question(refused);
    if ('fault' in answer) {
      if (answer.fault === 'signed-out') return null;
      throw new RemoteError('offline', 'the session could not be renewed');
    }
    this.#held = { value: answer.value, at: read(DEVICE_TIME) };
    return answer.value;
  }

  /** The page's answer to the question `id`. */
  answer(id: number, answer: TokenAnswer): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }

  #question(refused: string | undefined): Promise<TokenAnswer> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.answer(id, { fault: 'offline' }), PATIENCE_MS);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#ask({ kind: 'token', id, refused });
    });
  }
}
