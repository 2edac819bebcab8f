/**
 * How long to wait before the next try, in ms: doubling from 1 s to 2 min, with "equal jitter" so that phones spread.
 */
export class Backoff {
  #failures = 0;
  readonly #random: () => number;

  /** `random` gives 0 <= x < 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** The wait after one more failure; at least `atLeastMs`, which the server may have asked for. */
  next(atLeastMs = 0): number {
    const ceiling = Math.min(120_000, 1_000 * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    return Math.max(atLeastMs, ceiling / 2 + (this.#random() * ceiling) / 2);
  }

  reset(): void {
    this.#failures = 0;
  }
}
