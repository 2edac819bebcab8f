import type { Instant } from '@digiboost/domain/shared/day';

/** A clock that is off by less is left alone: the server's header has whole seconds and came over a slow line. */
export const TOLERANCE_MS = 120_000;
/** Smaller changes of the difference between two clocks are the line's own delay, or a clock that is being slewed. */
const STEP_MS = 5_000;

/** What a phone can read of time. */
export interface PhoneTime {
  /** Milliseconds since 1970 on its clock, which anybody may set. */
  now(): number;
  /** Milliseconds since some moment, which nobody can set; may stand still while the phone sleeps. */
  elapsed(): number;
  /** Milliseconds since 1970 that it is at least, whatever its clock says: there was no such app before. */
  readonly leastMs?: number;
}

/** Written here when the app is built: when that was. */
declare const __BUILT_AT__: Instant | undefined;

/** Those of the device that this runs on. */
export const DEVICE_TIME: PhoneTime = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  leastMs: typeof __BUILT_AT__ === 'string' ? Date.parse(__BUILT_AT__) : 0,
};

/** What they said at one moment. */
export interface Reading {
  readonly now: number;
  readonly elapsed: number;
}

/**
 * The phone's clock with a correction, which never goes back: when somebody sets it back while the app runs, the time
 * goes on by the timer. Set forward cannot be told from a sleep: the time goes with it.
 */
export class SteadyClock {
  /** It started behind the last known instant: the time is at least what it tells, and nobody knows how much more. */
  readonly startedBehind: boolean;
  readonly #time: PhoneTime;
  readonly #onLeap: (ms: number, fromMs: number) => void;
  #correctionMs: number;
  #last: number;
  #seen: Reading;

  /**
   * `knownMs`: the last instant known before this start, 0 for none. `onLeap`: the clock did not go with the timer, by
   * so much, and whatever it gave before is before that instant.
   */
  constructor(
    time: PhoneTime,
    correctionMs: number,
    knownMs = 0,
    onLeap: (ms: number, fromMs: number) => void = () => undefined,
  ) {
    const lastMs = Math.max(knownMs, time.leastMs ?? 0);
    this.#time = time;
    this.#seen = read(time);
    this.startedBehind = this.#seen.now + correctionMs < lastMs - TOLERANCE_MS;
    this.#correctionMs = Math.max(correctionMs, lastMs === 0 ? correctionMs : lastMs + 1 - this.#seen.now);
    this.#last = lastMs;
    this.#onLeap = onLeap;
  }

  get lastMs(): number {
    return this.#last;
  }

  /** What is added to the phone's clock, ms. */
  get correctionMs(): number {
    this.look();
    return this.#correctionMs;
  }

  /** From now on the phone's clock is corrected by `correctionMs`; a time that was ahead of it is forgotten. */
  correct(correctionMs: number): void {
    const now = this.look() + correctionMs;
    this.#correctionMs = correctionMs;
    if (this.#last - now > TOLERANCE_MS) this.#last = now;
  }

  /** What it gives is not before `ms`. */
  passed(ms: number): void {
    this.#last = Math.max(this.#last, ms);
  }

  /** Milliseconds since 1970. */
  nowMs(): number {
    const now = this.look();
    this.#last = Math.max(now + this.#correctionMs, this.#last);
    return this.#last;
  }

  next(): Instant {
    return new Date(this.nowMs()).toISOString();
  }

  /** Reads the phone's clock, ms, and whether it went with the timer. */
  look(): number {
    const seen = read(this.#time);
    const leap = Math.round(seen.now - this.#seen.now - (seen.elapsed - this.#seen.elapsed));
    const wouldBe = seen.now - leap + this.#correctionMs;
    this.#seen = seen;
    if (leap < -STEP_MS) this.#correctionMs -= leap;
    if (Math.abs(leap) > STEP_MS) {
      this.#last = Math.max(wouldBe, this.#last) + 1;
      this.#onLeap(leap, this.#last);
    }
    return seen.now;
  }
}

/** A stretch during which the phone's clock went by itself, as far as is known. Milliseconds. */
export interface Run {
  /** What it gave is from here on, and before the next run's. */
  readonly from: number;
  /** What it gave when it was noticed: it had begun by then. */
  readonly seenAt: number;
  /** What was added to the phone's clock. */
  readonly correctionMs: number;
  /** A true instant before all that it gave. */
  readonly after?: number;
  /** It goes on where the one before it stopped: the timer told how far the clock was set back. */
  readonly joined?: boolean;
  /** The server told its time: what it gave is true. */
  readonly isTrue?: boolean;
}

/** A run and the first and the last instant that it gave to what is still to be sent. */
export interface UsedRun extends Run {
  readonly since: number;
  readonly until: number;
  /** The true time at which all of that was there. */
  readonly by?: number;
}

/**
 * What has to be added to the instants of each of `runs` (oldest first), when the last one's clock was found to be
 * `offsetMs` behind the true time. A run before it may have been right, or off as the one after it was; it ended before
 * that one began and began after `earliest`, which was true: of what is possible, the less surprising.
 */
export function shiftsOf(runs: readonly UsedRun[], offsetMs: number, earliest: number): number[] {
  const shifts: number[] = [];
  let offset = offsetMs;
  let next: Next | null = null;
  // What the server's time was known for is where it is: nothing later is before it.
  const lastTrue = runs.findLast(({ isTrue }) => isTrue);
  const least = Math.max(earliest, lastTrue?.until ?? earliest);
  for (const run of [...runs].reverse()) {
    const shift: number = next ? shiftBefore(run, next, offset, least) : offset - run.correctionMs;
    shifts.unshift(shift);
    offset = run.correctionMs + shift;
    next = { begunBy: run.seenAt + shift, shift, joined: run.joined === true };
  }
  return inOrder(runs, shifts);
}

/** The server tells whole seconds: what came after an earlier run stays after it all the same. */
function inOrder(runs: readonly UsedRun[], shifts: readonly number[]): number[] {
  const ordered: number[] = [];
  runs.forEach(({ from, since, after = Number.NEGATIVE_INFINITY }, index) => {
    const shift = shifts[index] ?? 0;
    const before = Math.max(after, from - 1 + (ordered.at(-1) ?? Number.NEGATIVE_INFINITY));
    const tooEarly = before + 1 - (since + shift);
    ordered.push(tooEarly > 0 && tooEarly < TOLERANCE_MS ? shift + tooEarly : shift);
  });
  return ordered;
}

/** The run after the one that is looked at, at its true time. */
interface Next {
  readonly begunBy: number;
  readonly shift: number;
  readonly joined: boolean;
}

function shiftBefore(run: UsedRun, next: Next, offset: number, least: number): number {
  if (run.isTrue) return 0;
  if (next.joined) return next.shift;
  const asNext = offset - run.correctionMs;
  const end = Math.min(next.begunBy, run.by ?? next.begunBy);
  const latest = end - run.until;
  // Only forward can a clock be set unseen: one that is behind was no less behind before.
  const likely = asNext > 0 ? [asNext, 0] : [0, asNext];
  // Or the correction was the only thing that was wrong about it.
  for (const shift of [...likely, -run.correctionMs]) {
    // The end was measured over the line, and a clock moves a little unseen: what passes it by so little ends there.
    const fitted = Math.min(shift, latest);
    if (shift - fitted <= TOLERANCE_MS && run.seenAt + fitted >= least - TOLERANCE_MS) return fitted;
  }
  return Math.min(0, latest);
}

/**
 * The instant that `given` stands for when the instants of `runs` are moved by `shifts`; before the first run it stays.
 */
export function trueInstant(given: Instant, runs: readonly Run[], shifts: readonly number[]): Instant {
  const ms = Date.parse(given);
  let index = runs.length - 1;
  while (index >= 0 && (runs[index]?.from ?? 0) > ms) index -= 1;
  if (index < 0) return given;
  return new Date(ms + (shifts[index] ?? 0)).toISOString();
}

/**
 * What has to be added to this phone's clock, ms, when the server wrote `serverMs` between `asked` and `answered`,
 * within `precisionMs`; null when that cannot be told: the phone slept before it looked at the answer, or its clock was
 * set.
 */
export function measuredOffset(
  serverMs: number,
  asked: Reading,
  answered: Reading,
  precisionMs = TOLERANCE_MS,
): number | null {
  const took = answered.elapsed - asked.elapsed;
  if (took > precisionMs || Math.abs(answered.now - asked.now - took) > STEP_MS) return null;
  // The header has whole seconds.
  const offset = Math.round(serverMs + 500 - (asked.now + answered.now) / 2);
  return Math.abs(offset) < TOLERANCE_MS ? 0 : offset;
}

/** How long ago `then` was, ms: the clock may have been set back since, and the timer stood still while it slept. */
export const ageMs = (time: PhoneTime, then: Reading): number =>
  Math.max(time.now() - then.now, time.elapsed() - then.elapsed);

/** What both clocks of the phone say at one moment. */
export const read = (time: PhoneTime): Reading => ({ now: time.now(), elapsed: time.elapsed() });

/** Whether two corrections differ by more than the line's delay. */
export const differs = (a: number, b: number): boolean => Math.abs(a - b) > STEP_MS;
