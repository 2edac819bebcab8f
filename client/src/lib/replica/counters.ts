import type { Instant } from '@digiboost/domain/shared/day';
import { clockOffset, corrected } from './clock.ts';
import type { Outbox } from './outbox.ts';
import type { Store } from './store.ts';

/** Smaller changes of the difference between two clocks are the line's own delay. */
const CLOCK_STEP_MS = 5_000;

/** What the answers of the server tell beside their contents: its time, that it answered, and how much went over the line. */
export class Counters {
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #phoneNow: () => number;
  #clockOffsetMs: number;
  #lastExchangeAt: Instant | null;
  #answeredAt = 0;
  #unsaved = { bytesIn: 0, bytesOut: 0 };

  /** `now`: milliseconds since 1970 on this phone's clock. */
  constructor(store: Store, outbox: Outbox, now: () => number) {
    this.#store = store;
    this.#outbox = outbox;
    this.#phoneNow = now;
    this.#clockOffsetMs = store.state.clockOffsetMs;
    this.#lastExchangeAt = store.state.lastExchangeAt;
  }

  get clockOffsetMs(): number {
    return this.#clockOffsetMs;
  }

  /** The last answer, by the server's clock. */
  get lastExchangeAt(): Instant | null {
    return this.#lastExchangeAt;
  }

  /** ms since the last answer; since 1970 when there was none. */
  get quietMs(): number {
    return this.#phoneNow() - this.#answeredAt;
  }

  /** The time, corrected by the server's clock. */
  now(): Instant {
    return corrected(this.#phoneNow(), this.#clockOffsetMs);
  }

  /** The server answered, at its time when it told it. */
  answered(serverMs: number | null, phoneMs: number): void {
    if (serverMs !== null) {
      const offset = clockOffset(serverMs, phoneMs);
      if (Math.abs(offset - this.#clockOffsetMs) > CLOCK_STEP_MS) this.#clockOffsetMs = offset;
    }
    this.#answeredAt = phoneMs;
    this.#lastExchangeAt = this.now();
  }

  /** Bytes that went over the network; kept per month. */
  addTraffic(bytesIn: number, bytesOut: number): void {
    this.#unsaved.bytesIn += bytesIn;
    this.#unsaved.bytesOut += bytesOut;
  }

  /** Stores what was counted, and how far the server has acknowledged. */
  async save(): Promise<void> {
    const { bytesIn, bytesOut } = this.#unsaved;
    this.#unsaved = { bytesIn: 0, bytesOut: 0 };
    const month = this.now().slice(0, 7);
    const held = this.#store.state.traffic;
    const before = held.month === month ? held : { bytesIn: 0, bytesOut: 0 };
    await this.#store.exclusive(async () =>
      this.#store.saveStateLocked({
        traffic: { month, bytesIn: before.bytesIn + bytesIn, bytesOut: before.bytesOut + bytesOut },
        pushedSeq: await this.#outbox.pushedSeqLocked(),
        lastExchangeAt: this.#lastExchangeAt,
        clockOffsetMs: this.#clockOffsetMs,
      }),
    );
  }
}
