import type { Instant } from '@digiboost/domain/shared/day';

/** A clock that is off by less is left alone: the server's header has whole seconds and came over a slow line. */
export const TOLERANCE_MS = 120_000;

/** What has to be added to this phone's clock, ms, when the server's says `serverMs` and the phone's `phoneMs`. */
export function clockOffset(serverMs: number, phoneMs: number): number {
  const offset = serverMs + 500 - phoneMs;
  return Math.abs(offset) < TOLERANCE_MS ? 0 : offset;
}

/** The phone's time as the server's clock corrects it, as an instant. */
export const corrected = (phoneMs: number, offsetMs: number): Instant => new Date(phoneMs + offsetMs).toISOString();

/**
 * Gives instants that never go back before the last one given, so that the ledger keeps the order in which things were
 * recorded. A last one that lies further ahead than a clock's tolerance came from a wrong clock and is forgotten.
 */
export class SteadyClock {
  #last: number;
  readonly #nowMs: () => number;

  /** `nowMs`: the corrected time; `lastMs`: the last instant given before this start, 0 for none. */
  constructor(nowMs: () => number, lastMs = 0) {
    this.#nowMs = nowMs;
    this.#last = lastMs;
  }

  get lastMs(): number {
    return this.#last;
  }

  next(): Instant {
    const now = this.#nowMs();
    this.#last = this.#last - now > TOLERANCE_MS ? now : Math.max(now, this.#last);
    return new Date(this.#last).toISOString();
  }
}
