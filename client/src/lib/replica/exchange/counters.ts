import type { Instant } from '@digiboost/domain/shared/day';
import { ageMs, type PhoneTime, type Reading, read } from '../clock.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import type { Timekeeper } from './timekeeper.ts';

/**
 * What the answers of the server tell beside their contents and its time: that it answered, and how much went over the
 * line.
 */
export class Counters {
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #time: PhoneTime;
  readonly #timekeeper: Timekeeper;
  #lastExchangeAt: Instant | null;
  #answered: Reading | null = null;
  #unsaved = { bytesIn: 0, bytesOut: 0 };

  constructor(store: Store, outbox: Outbox, time: PhoneTime, timekeeper: Timekeeper) {
    this.#store = store;
    this.#outbox = outbox;
    this.#time = time;
    this.#timekeeper = timekeeper;
    this.#lastExchangeAt = store.state.lastExchangeAt;
  }

  /** The last answer, by the server's clock. */
  get lastExchangeAt(): Instant | null {
    return this.#lastExchangeAt;
  }

  /** ms since the last answer. The timer may stand still while the phone sleeps, and the clock may be set back. */
  get quietMs(): number {
    if (!this.#answered) return Number.POSITIVE_INFINITY;
    return ageMs(this.#time, this.#answered);
  }

  /** The server answered, at its time when it told it. */
  answered(serverMs: number | null): void {
    this.#answered = read(this.#time);
    this.#lastExchangeAt = serverMs === null ? this.#timekeeper.now() : new Date(serverMs).toISOString();
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
    const { unsaved } = this.#timekeeper;
    const month = this.#timekeeper.now().slice(0, 7);
    const held = this.#store.state.traffic;
    const before = held.month === month ? held : { bytesIn: 0, bytesOut: 0 };
    await this.#store.exclusive(async () =>
      this.#store.saveStateLocked({
        traffic: { month, bytesIn: before.bytesIn + bytesIn, bytesOut: before.bytesOut + bytesOut },
        pushedSeq: await this.#outbox.pushedSeqLocked(),
        lastExchangeAt: this.#lastExchangeAt,
        ...unsaved,
      }),
    );
    this.#timekeeper.saved(unsaved);
  }
}
