import type { Instant } from '@digiboost/domain/shared/day';
import {
  differs,
  measuredOffset,
  type PhoneTime,
  type Reading,
  type Run,
  SteadyClock,
  shiftsOf,
  TOLERANCE_MS,
  trueInstant,
  type UsedRun,
} from '../clock.ts';
import type { SyncState } from '../store/state.ts';
import type { ClockState } from '../types.ts';

/** An instant that this phone gave to a document that is still to be sent. */
export interface Used {
  readonly at: Instant;
  /** It was there at this true time: the server refused it then. */
  readonly by?: Instant;
}

/** How everything is put right once the true time is known. */
export interface Correction {
  /** The true instant for one that this phone gave. */
  instant(given: Instant): Instant;
  /** How far the clock that gave the newest of them was behind the true time, ms; negative when it was ahead. */
  readonly behindMs: number;
  /** The true time of the newest of them, and of what is known to be before them, ms. */
  readonly newestMs: number;
  /** What is to be stored with it. */
  readonly state: { readonly runs: readonly Run[]; readonly clockOffsetMs: number };
}

/** Once the difference is known, only an answer this quick tells it better. */
const QUICK_MS = 5_000;
/** A phone may sleep so long; a clock that goes further by itself was set. */
const LONGEST_SLEEP_MS = 16 * 3_600_000;

/** The time of this phone: what its clock says, corrected by what exchanges told, and what is not sure about it. */
export class Timekeeper {
  readonly #time: PhoneTime;
  readonly #clock: SteadyClock;
  readonly #lastUsedMs: () => number;
  #runs: readonly Run[];
  #offsetMs: number | null = null;
  #isDoubtful: boolean;
  #isSaved = false;
  /** True: the server's time at the last exchange before anything that is still to be sent was recorded. */
  #earliestMs: number;

  /** `lastUsedMs`: the newest instant that documents still to be sent carry, 0 for none. */
  constructor(time: PhoneTime, state: SyncState, lastUsedMs: () => number) {
    this.#time = time;
    this.#lastUsedMs = lastUsedMs;
    this.#earliestMs = Date.parse(state.lastExchangeAt ?? '') || 0;
    const lastMs = Math.max(this.#earliestMs, lastUsedMs(), state.runs.at(-1)?.from ?? 0, time.leastMs ?? 0);
    this.#clock = new SteadyClock(time, startingCorrection(time, state, lastMs), lastMs, (ms, fromMs) =>
      this.#leapt(ms, fromMs),
    );
    this.#isDoubtful = this.#clock.startedBehind;
    // An earlier version of the app did not write down when its clock ran: everything that it left is one run.
    this.#runs = state.runs.length > 0 ? state.runs : [{ from: 0, seenAt: 0, correctionMs: state.clockOffsetMs }];
    // A page may have given instants since it opened, which was before this.
    this.#begin(lastMs + 1, { joined: false });
  }

  /** The time as it is best known. */
  now(): Instant {
    return this.#clock.next();
  }

  /** What is added to the phone's clock, ms. */
  get correctionMs(): number {
    return this.#clock.correctionMs;
  }

  /** The server told its time, and the phone's clock was not set since. */
  get isMeasured(): boolean {
    this.#clock.look();
    return this.#offsetMs !== null;
  }

  get state(): ClockState {
    if (this.isMeasured) return 'sure';
    return this.#isDoubtful ? 'doubtful' : 'likely';
  }

  /** Whether what is recorded may carry another time than the true one, and must not be sent as it is. */
  get needsCorrection(): boolean {
    return !this.isMeasured || this.#runs.length > 1 || differs(this.#offsetMs ?? 0, this.#clock.correctionMs);
  }

  /** What is to be stored with the next document, null when it is stored already. */
  get unsaved(): Correction['state'] | null {
    const { correctionMs } = this.#clock;
    return this.#isSaved ? null : { runs: this.#runs, clockOffsetMs: correctionMs };
  }

  /** `stored` was: what `unsaved` was. */
  saved(stored: Correction['state'] | null): void {
    if (stored?.runs === this.#runs) this.#isSaved = true;
  }

  /** Somebody saw the clock being set. */
  doubt(): void {
    if (!this.isMeasured) this.#isDoubtful = true;
  }

  /** An answer came: the server's time, and the phone's when it asked and when it was answered. */
  answered(serverMs: number | null, asked: Reading, answered: Reading): void {
    if (serverMs === null) return;
    // Asked first: a clock that was set meanwhile makes what was measured before worthless.
    const offset = measuredOffset(serverMs, asked, answered, this.isMeasured ? QUICK_MS : undefined);
    if (offset === null) return;
    const { correctionMs } = this.#clock;
    // What was sent by a measured clock stays: a little more or less on its edge moves nothing that comes after it.
    const isKept = this.isMeasured && Math.abs(offset - correctionMs) <= TOLERANCE_MS + QUICK_MS;
    this.#offsetMs = isKept || !differs(offset, correctionMs) ? correctionMs : offset;
    this.#isDoubtful = false;
  }

  /** How to put right what carries `used`, by the server's time; null when it has not told it. */
  measured(used: readonly Used[]): Correction | null {
    if (!this.isMeasured || this.#offsetMs === null) return null;
    const runs = this.#usedRuns(used, this.#offsetMs);
    const shifts = shiftsOf(runs, this.#offsetMs, this.#earliestMs);
    const { correctionMs } = this.#clock;
    const newestMs = newestOf(used, runs, shifts);
    // The measure has its error: what comes from now on is after what it put right, across a restart too.
    const from = Math.max(newestMs, this.#clock.nowMs() + this.#offsetMs - correctionMs);
    return {
      instant: (instant) => trueInstant(instant, runs, shifts),
      behindMs: shifts.at(-1) ?? 0,
      newestMs,
      state: {
        runs: [{ from, seenAt: from, correctionMs: this.#offsetMs, isTrue: true }],
        clockOffsetMs: this.#offsetMs,
      },
    };
  }

  /**
   * The same, by the time that the person told. Only what the clock gave since the server last told its time moves:
   * none of that was ever sent, for sending waits for the server's time.
   */
  told(trueMs: number, used: readonly Used[]): Correction {
    const offset = Math.max(trueMs, this.#earliestMs) - this.#time.now();
    const runs = this.#usedRuns(used, offset).map((run) => (run.from === 0 ? { ...run, isTrue: true } : run));
    const shifts = shiftsOf(runs, offset, this.#earliestMs);
    const moved = runs.map(({ since, until, by, ...run }, index): Run => {
      const shift = shifts[index] ?? 0;
      return { ...run, from: run.from + shift, seenAt: run.seenAt + shift, correctionMs: run.correctionMs + shift };
    });
    return {
      instant: (instant) => trueInstant(instant, runs, shifts),
      behindMs: shifts.at(-1) ?? 0,
      newestMs: newestOf(used, runs, shifts),
      state: { runs: moved, clockOffsetMs: offset },
    };
  }

  /** Everything that is still to be sent was put right: from now on the clock goes by it. */
  follow({ newestMs, state: { runs, clockOffsetMs } }: Correction): void {
    this.#clock.correct(clockOffsetMs);
    this.#clock.passed(newestMs);
    this.#runs = runs;
    // What comes from now on is after it.
    if (runs.length === 1 && runs[0]?.isTrue) this.#earliestMs = runs[0].from;
    this.#isDoubtful = false;
    this.#isSaved = false;
  }

  #leapt(ms: number, fromMs: number): void {
    this.#offsetMs = null;
    if (ms < -TOLERANCE_MS || ms > LONGEST_SLEEP_MS) this.#isDoubtful = true;
    this.#begin(fromMs, { joined: ms < 0 });
  }

  /** Another run begins now. One that gave nothing is forgotten. */
  #begin(from: number, { joined }: { joined: boolean }): void {
    const last = this.#runs.at(-1);
    const isUsed = last !== undefined && last.from <= this.#lastUsedMs();
    // The one that is forgotten was before this one.
    const passed = last?.isTrue ? from - 1 : last?.after;
    const after = isUsed || passed === undefined ? {} : { after: passed };
    const run: Run = {
      // What is forgotten leaves its place: the one before it ended there, by its own clock.
      from: isUsed || passed !== undefined ? from : (last?.from ?? from),
      seenAt: this.#clock.nowMs(),
      correctionMs: this.#clock.correctionMs,
      ...(joined && (isUsed || last?.joined === true) ? { joined } : {}),
      ...after,
    };
    this.#runs = [...(isUsed ? this.#runs : this.#runs.slice(0, -1)), run];
    this.#isSaved = false;
  }

  #usedRuns(used: readonly Used[], offsetMs: number): UsedRun[] {
    const given = used.map(({ at, by }) => ({ ms: Date.parse(at), by: by === undefined ? undefined : Date.parse(by) }));
    const [first, ...later] = this.#runs;
    const start = later[0] ? later[0].seenAt - later[0].correctionMs + offsetMs : 0;
    // A phone may have been without a network for long: what it holds back need not fit into one call's arguments.
    const ahead = given.reduce((least, { ms }) => (ms > start ? Math.min(least, ms) : least), Number.POSITIVE_INFINITY);
    // Of what an earlier version left, only what is dated ahead is known to be wrong.
    const runs: readonly Run[] =
      first?.from === 0 && later[0] && ahead < later[0].from
        ? [first, { ...first, from: ahead, seenAt: ahead }, ...later]
        : this.#runs;
    return runs.map((run, index) => {
      const end = runs[index + 1]?.from ?? Number.POSITIVE_INFINITY;
      const own = given.filter(({ ms }) => ms >= run.from && ms < end);
      const since = own.reduce((first, { ms }) => Math.min(first, ms), run.seenAt);
      const until = own.reduce((last, { ms }) => Math.max(last, ms), run.from);
      const by = own.reduce(
        (least, one) => Math.min(least, one.by ?? Number.POSITIVE_INFINITY),
        Number.POSITIVE_INFINITY,
      );
      return { ...run, since, until, ...(Number.isFinite(by) ? { by } : {}) };
    });
  }
}

/** The newest true instant of what is to be sent, and of what is known to be before it, ms. */
const newestOf = (used: readonly Used[], runs: readonly Run[], shifts: readonly number[]): number =>
  used.reduce(
    (newest, { at }) => Math.max(newest, Date.parse(trueInstant(at, runs, shifts))),
    runs.reduce((newest, { after = 0 }) => Math.max(newest, after), 0),
  );

/**
 * The correction to start with. The clock may have been set right since it was measured: of its own time and the one
 * corrected as before, the earlier one that is not behind what is known.
 */
function startingCorrection(time: PhoneTime, state: SyncState, lastMs: number): number {
  const before = state.runs.at(-1)?.correctionMs ?? state.clockOffsetMs;
  const possible = [Math.min(0, before), Math.max(0, before)];
  return possible.find((correction) => time.now() + correction >= lastMs - TOLERANCE_MS) ?? Math.max(0, before);
}
