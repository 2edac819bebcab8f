import type { Instant } from '@digiboost/domain/shared/day';
import {
  differs,
  measuredOffset,
  type PhoneTime,
  type Reading,
  type Run,
  SteadyClock,
  shiftsOf,
  trueInstant,
} from '../clock.ts';
import type { SyncState } from '../store/state.ts';

/** What is put right when the true time is known. */
export interface Correction {
  /** The true instant for one that this phone gave. */
  instant(given: Instant): Instant;
}

/** Once the difference is known, only an answer this quick tells it better. */
const QUICK_MS = 5_000;

/** The time of this phone: what its clock says, corrected by what exchanges told, and what is not sure about it. */
export class Timekeeper {
  readonly #clock: SteadyClock;
  readonly #lastUsedMs: () => number;
  #runs: readonly Run[];
  #offsetMs: number | null = null;
  #unsaved = true;
  /** True: the server's time at the last exchange before anything that is still to be sent was recorded. */
  readonly #earliestMs: number;

  /** `lastUsedMs`: the newest instant that documents still to be sent carry, 0 for none. */
  constructor(time: PhoneTime, state: SyncState, lastUsedMs: () => number) {
    this.#lastUsedMs = lastUsedMs;
    this.#earliestMs = Date.parse(state.lastExchangeAt ?? '') || 0;
    const before = state.runs.at(-1);
    const lastMs = Math.max(this.#earliestMs, before ? lastUsedMs() : 0, before?.from ?? 0);
    this.#clock = new SteadyClock(time, startingCorrection(time, state, lastMs), lastMs, (ms) => this.#leapt(ms));
    // An earlier version of the app did not write down when its clock ran: everything that it left is one run.
    this.#runs = before ? state.runs : [{ from: 0, correctionMs: state.clockOffsetMs }];
    this.#begin({ joined: false });
  }

  /** The time as it is best known. */
  now(): Instant {
    return this.#clock.next();
  }

  /** What is added to the phone's clock, ms. */
  get correctionMs(): number {
    return this.#clock.correctionMs;
  }

  /** An answer told the server's time since the phone's clock last may have been set. */
  get isMeasured(): boolean {
    this.#clock.look();
    return this.#offsetMs !== null;
  }

  /** Whether what is recorded may carry another time than the true one, and must not be sent as it is. */
  get isDoubtful(): boolean {
    return !this.isMeasured || this.#runs.length > 1 || differs(this.#offsetMs ?? 0, this.#clock.correctionMs);
  }

  /** What is to be stored with the next document, null when it is stored already. */
  get unsaved(): Pick<SyncState, 'runs' | 'clockOffsetMs'> | null {
    const { correctionMs } = this.#clock;
    return this.#unsaved ? { runs: this.#runs, clockOffsetMs: correctionMs } : null;
  }

  saved(): void {
    this.#unsaved = false;
  }

  /** An answer came: the server's time, and the phone's when it asked and when it was answered. */
  answered(serverMs: number | null, asked: Reading, answered: Reading): void {
    if (serverMs === null) return;
    // Asked first: a clock that was set meanwhile makes what was measured before worthless.
    const offset = measuredOffset(serverMs, asked, answered, this.isMeasured ? QUICK_MS : undefined);
    if (offset === null) return;
    const { correctionMs } = this.#clock;
    this.#offsetMs = differs(offset, correctionMs) ? offset : correctionMs;
  }

  /** How to put right the instants `used`, which this phone gave to what is still to be sent; null: nobody told the time. */
  correction(used: readonly Instant[]): Correction | null {
    if (this.#offsetMs === null) return null;
    const given = used.map((instant) => Date.parse(instant));
    const runs = this.#runs.map((run, index) => {
      const end = this.#runs[index + 1]?.from ?? Number.POSITIVE_INFINITY;
      const until = given.reduce((last, ms) => (ms >= run.from && ms < end ? Math.max(last, ms) : last), run.from);
      return { ...run, until };
    });
    const shifts = shiftsOf(runs, this.#offsetMs, this.#earliestMs);
    return { instant: (instant) => trueInstant(instant, runs, shifts) };
  }

  /** What is to be stored when everything was put right. */
  get corrected(): Pick<SyncState, 'runs' | 'clockOffsetMs'> {
    const correctionMs = this.#offsetMs ?? this.#clock.correctionMs;
    const from = this.#clock.nowMs() + correctionMs - this.#clock.correctionMs;
    return { runs: [{ from, correctionMs, isTrue: true }], clockOffsetMs: correctionMs };
  }

  /**
   * Everything that is still to be sent carries its true time: from now on the clock goes by what was measured. Whether
   * that changes anything.
   */
  correct(): boolean {
    if (this.#offsetMs === null || !this.isDoubtful) return false;
    this.#clock.correct(this.#offsetMs);
    this.#runs = [{ from: this.#clock.nowMs(), correctionMs: this.#offsetMs, isTrue: true }];
    this.#unsaved = true;
    return true;
  }

  #leapt(ms: number): void {
    this.#offsetMs = null;
    this.#begin({ joined: ms < 0 });
  }

  /** Another run begins now. One that gave nothing is forgotten. */
  #begin({ joined }: { joined: boolean }): void {
    const last = this.#runs.at(-1);
    const used = last !== undefined && last.from <= this.#lastUsedMs();
    const from = this.#clock.nowMs();
    const run = { from, correctionMs: this.#clock.correctionMs, joined: joined && (used || last?.joined === true) };
    this.#runs = [...(used ? this.#runs : this.#runs.slice(0, -1)), run];
    this.#unsaved = true;
  }
}

/**
 * The correction to start with. The clock may have been set right since it was measured: of its own time and the one
 * corrected as before, the earlier one that is not behind what is known.
 */
function startingCorrection(time: PhoneTime, state: SyncState, lastMs: number): number {
  const before = state.runs.at(-1)?.correctionMs ?? state.clockOffsetMs;
  const possible = [Math.min(0, before), Math.max(0, before)];
  return possible.find((correction) => time.now() + correction >= lastMs) ?? Math.max(0, before);
}
