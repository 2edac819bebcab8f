import { Backoff } from './backoff.ts';
import { type Activity, IDLE } from './status.ts';
import { RemoteError } from './transport.ts';

export interface ExchangeOptions {
  now(): number;
  random(): number;
  hasPending(): boolean;
  /** Sends everything that is pending. */
  push(): Promise<void>;
  /** Receives what there is, then waits for more; returns when something came. */
  receive(signal: AbortSignal): Promise<void>;
  onChange(): void;
  report(error: unknown): void;
}

/** A session that ended is asked for again this often, besides when the person signs in. */
const SIGNED_OUT_MS = 300_000;

/**
 * When to send and when to receive: two loops beside each other, each with its own waits. A line that comes back on the
 * receiving side is used for sending at once.
 */
export class Exchange {
  readonly #options: ExchangeOptions;
  readonly #sendBackoff: Backoff;
  readonly #receiveBackoff: Backoff;
  #activity: Activity = IDLE;
  #stopped = true;
  #sendWanted = false;
  #sendBusy = false;
  #receiveBusy = false;
  #sendHeld = 0;
  #sending: Promise<void> | null = null;
  #sendRetryAt: number | null = null;
  #sendTimer: ReturnType<typeof setTimeout> | undefined;
  #receiving: Promise<void> = Promise.resolve();
  #receiveRetryAt: number | null = null;
  #line = new AbortController();
  #endPause: () => void = () => undefined;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.#sendBackoff = new Backoff(options.random);
    this.#receiveBackoff = new Backoff(options.random);
  }

  get activity(): Activity {
    return this.#activity;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#receiving = this.#receiveLoop();
    this.send();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#sendTimer);
    this.#line.abort();
    this.#endPause();
    await Promise.all([this.#receiving, this.#sending]);
  }

  /** There is something to send. While the line is known to be down it waits for the next try. */
  send(): void {
    this.#sendWanted = true;
    const down = this.#sendRetryAt !== null || this.#receiveRetryAt !== null || this.#activity.signedOut;
    if (!down) this.#trySending();
  }

  /** Tries at once, on a new line. */
  wake(): void {
    this.#sendBackoff.reset();
    this.#receiveBackoff.reset();
    this.#sendRetryAt = null;
    this.#receiveRetryAt = null;
    this.#set({ signedOut: false, retryAt: null });
    this.#line.abort();
    this.#endPause();
    this.send();
  }

  /** Runs `work` while nothing is sent. */
  async withoutSending<T>(work: () => Promise<T>): Promise<T> {
    this.#sendHeld += 1;
    try {
      await this.#sending;
      return await work();
    } finally {
      this.#sendHeld -= 1;
      if (this.#sendWanted) this.send();
    }
  }

  progress(progress: number | null): void {
    this.#set({ progress });
  }

  /** The receiving side has everything and now only waits for changes. */
  waiting(): void {
    this.#received();
    this.#busy({ receive: false });
  }

  #trySending(): void {
    if (this.#stopped || this.#sending || this.#sendHeld > 0) return;
    clearTimeout(this.#sendTimer);
    this.#sending = this.#sendLoop().finally(() => {
      this.#sending = null;
      this.#busy({ send: false });
    });
  }

  async #sendLoop(): Promise<void> {
    try {
      while (this.#sendWanted && !this.#stopped && this.#sendHeld === 0) {
        this.#sendWanted = false;
        if (!this.#options.hasPending()) break;
        this.#busy({ send: true });
        await this.#options.push();
        this.#sendBackoff.reset();
      }
      this.#sendRetryAt = null;
      this.#set({ retryAt: this.#receiveRetryAt });
    } catch (error) {
      this.#sendWanted = true;
      const wait = this.#failed(error, this.#sendBackoff);
      this.#sendRetryAt = wait === null ? null : this.#options.now() + wait;
      this.#set({ retryAt: this.#sendRetryAt ?? this.#receiveRetryAt });
      this.#sendTimer = setTimeout(() => this.#trySending(), wait ?? SIGNED_OUT_MS);
      // Whether the open line is dead too is found out by a new one.
      this.#line.abort();
    }
  }

  async #receiveLoop(): Promise<void> {
    while (!this.#stopped) {
      this.#line = new AbortController();
      try {
        this.#busy({ receive: true });
        await this.#options.receive(this.#line.signal);
        this.#received();
      } catch (error) {
        const aborted = error instanceof RemoteError && error.fault === 'aborted';
        if (aborted && !this.#activity.signedOut) continue;
        const wait = aborted ? null : this.#failed(error, this.#receiveBackoff);
        this.#receiveRetryAt = wait === null ? null : this.#options.now() + wait;
        this.#busy({ receive: false });
        this.#set({ retryAt: this.#receiveRetryAt ?? this.#sendRetryAt });
        if (!this.#stopped) await this.#pause(wait ?? SIGNED_OUT_MS);
      }
    }
  }

  #received(): void {
    this.#receiveBackoff.reset();
    const wasDown = this.#receiveRetryAt !== null || this.#activity.signedOut;
    this.#receiveRetryAt = null;
    if (!wasDown) return;
    this.#sendRetryAt = null;
    this.#set({ retryAt: null, signedOut: false });
    if (this.#sendWanted) this.#trySending();
  }

  /** How long to wait, ms; null when only a sign-in helps. */
  #failed(error: unknown, backoff: Backoff): number | null {
    if (!(error instanceof RemoteError)) {
      if (!this.#stopped) this.#options.report(error);
      return backoff.next();
    }
    if (error.fault === 'signed-out' || error.fault === 'forbidden') {
      this.#set({ signedOut: true });
      return null;
    }
    return backoff.next(error.retryAfterMs);
  }

  /** Waits until the next try is due, or until woken. */
  async #pause(wait: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#endPause = () => undefined;
  }

  #busy({ send = this.#sendBusy, receive = this.#receiveBusy }: { send?: boolean; receive?: boolean }): void {
    this.#sendBusy = send;
    this.#receiveBusy = receive;
    this.#set({ working: send || receive });
  }

  #set(change: Partial<Activity>): void {
    const before = this.#activity;
    this.#activity = { ...before, ...change };
    const names = Object.keys(change) as (keyof Activity)[];
    if (names.some((name) => before[name] !== change[name])) this.#options.onChange();
  }
}
