import type { Instant } from '@digiboost/domain/shared/day';
import type { Projector } from '../projector.ts';
import type { Feed } from '../store/feed.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { archivePage } from './archive.ts';
import { bootstrap } from './bootstrap.ts';
import { pull } from './pull.ts';
import type { Remote } from './remote.ts';

export interface ReceiverOptions {
  readonly store: Store;
  readonly remote: Remote;
  readonly outbox: Outbox;
  readonly projector: Projector;
  readonly feed: Feed;
  /** The projections hold a snapshot that this copy took. */
  readonly populated: boolean;
  now(): Instant;
  /** Gives its true time to what is still to be sent, when the clock is in doubt. */
  settleTime(): Promise<void>;
  /** 0..1 while a first copy is made, then null. */
  onProgress(progress: number | null): void;
  /** Documents were stored: they have to be projected. */
  onStored(): void;
  /** A page was received; there may be something to send, such as a merge. */
  onReceived(): void;
  /** Stores when the server last answered, and how much went over the line: a phone may be switched off at any time. */
  saveCounters(): Promise<void>;
  /** Everything is here: from now on it only waits. */
  onWaiting(): void;
  /** Sends what is pending. */
  push(): Promise<void>;
  /** Runs `work` while nothing else sends. */
  withoutSending(work: () => Promise<void>): Promise<void>;
}

/** The receiving half of the exchange: the first copy, the archive, then what changes. */
export class Receiver {
  readonly #options: ReceiverOptions;
  #populated: boolean;
  /** The projections asked for a new snapshot. */
  #stale = false;
  /** The last answer said that there was nothing more. */
  #caughtUp = false;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    this.#populated = options.populated;
  }

  /** One round; the last step waits on an open line until something changes. */
  async receive(signal: AbortSignal): Promise<void> {
    const { store, onWaiting, saveCounters, settleTime } = this.#options;
    // First: what others did is merged with ours by its time.
    await settleTime();
    if (!this.#populated) await this.#bootstrap();
    // What made it stale was not on the server yet: it is now.
    if (this.#stale) await this.#bootstrap();
    if (!this.#caughtUp) await this.#catchUp();
    while (store.state.archive && this.#populated && !signal.aborted) {
      await archivePage({ ...this.#options, catchUp: () => this.#catchUp() });
      await saveCounters();
    }
    await saveCounters();
    onWaiting();
    await this.#pull(true, signal);
  }

  /** Takes a new snapshot at the next round. Whether that has to be begun. */
  takeSnapshot(): boolean {
    this.#stale = true;
    if (!this.#populated) return false;
    this.#populated = false;
    return true;
  }

  async #bootstrap(): Promise<void> {
    const { store, outbox, feed, push, withoutSending, onProgress, onStored } = this.#options;
    onProgress(0);
    try {
      await withoutSending(async () => {
        // What the server can have first, it gets first: its figures then count it.
        if (outbox.size > 0) await push();
        this.#stale = false;
        await bootstrap(this.#options);
      });
      this.#populated = true;
    } finally {
      onProgress(null);
      if (store.state.populated) feed.resume();
      onStored();
    }
  }

  /** Receives everything that the server has; whether that was nothing new. */
  async #catchUp(): Promise<boolean> {
    let quiet = true;
    do quiet = (await this.#pull(false)) && quiet;
    while (!this.#caughtUp);
    return quiet;
  }

  async #pull(wait: boolean, signal?: AbortSignal): Promise<boolean> {
    const since = this.#options.store.state.pullSince ?? '0';
    this.#caughtUp = false;
    const { caughtUp, quiet } = await pull(this.#options, { since, wait, ...(signal ? { signal } : {}) });
    this.#caughtUp = caughtUp;
    this.#options.onReceived();
    return quiet;
  }
}
