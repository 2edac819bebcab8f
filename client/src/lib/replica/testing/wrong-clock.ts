import type { PhoneTime } from '../clock.ts';

/** A phone's clock that somebody sets, and its timer, which nobody can. */
export class WrongClock implements PhoneTime {
  #offMs = 0;

  /** Sets it to `offMs` from this machine's time. */
  set(offMs: number): void {
    this.#offMs = offMs;
  }

  readonly now = (): number => Date.now() + this.#offMs;
  readonly elapsed = (): number => performance.now();
}
