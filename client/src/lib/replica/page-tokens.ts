import type { FromWorker, ToWorker } from './channel.ts';

type TokenAnswer = Extract<ToWorker, { kind: 'token' }>;

/** Access tokens for the worker: its tab holds the session, and is asked. */
export class PageTokens {
  readonly #send: (message: FromWorker) => void;
  readonly #waiting = new Map<number, { resolve(token: string | null): void; reject(error: Error): void }>();
  #count = 0;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  /** A valid token, another one than `refused`; null when there is no session. Throws when offline. */
  ask(refused?: string): Promise<string | null> {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ kind: 'token', id, refused });
    });
  }

  answer({ id, token, offline }: TokenAnswer): void {
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (offline) asked?.reject(new TypeError('no network to renew the token'));
    else asked?.resolve(token);
  }
}
