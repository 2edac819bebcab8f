import { redate, type Sale } from '@digiboost/domain/documents';
import { aSale } from '@digiboost/domain/documents/testing/examples';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_STATE, type SyncState } from '../store/state.ts';
import { Timekeeper } from './timekeeper.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-03-02T08:00:00.000Z');
/** A clock that is off by two minutes is left alone; the server's header has whole seconds. */
const KNOWABLE_MS = 125_000;

const iso = (ms: number): string => new Date(ms).toISOString();

/** What was sold, when it really was, and what could be known of that. */
interface Sold {
  readonly n: number;
  readonly trueMs: number;
  /** The exchange before it. */
  readonly notBefore: number;
  /** The phone has not been started again, nor could its clock be set unseen, since. */
  isOfLastRun: boolean;
}

/** A phone without a disk or a network: its clock, what it sold, and what it has sent. */
class SimulatedPhone {
  readonly sent = new Map<number, Sale>();
  readonly sold: Sold[] = [];
  #unsent: Sale[] = [];
  #state: SyncState = EMPTY_STATE;
  #offMs = 0;
  #sleptMs = 0;
  #exchangedAt = 0;
  #timekeeper: Timekeeper;
  readonly #world: { now: number };
  readonly #device: string;

  constructor(world: { now: number }, device: string) {
    this.#world = world;
    this.#device = device;
    this.#timekeeper = this.#start();
    this.exchange();
  }

  /** What the app does every few seconds. */
  look(): void {
    void this.#timekeeper.correctionMs;
  }

  /** The timer stands still meanwhile. */
  sleep(ms: number): void {
    this.#world.now += ms;
    this.#sleptMs += ms;
    this.look();
    for (const one of this.sold) one.isOfLastRun = false;
  }

  set(offMs: number): void {
    if (offMs > this.#offMs) for (const one of this.sold) one.isOfLastRun = false;
    this.#offMs = offMs;
  }

  restart(): void {
    for (const one of this.sold) one.isOfLastRun = false;
    this.#timekeeper = this.#start();
  }

  sell(): void {
    const at = this.#timekeeper.now();
    const n = this.sold.length + 1;
    this.sold.push({ n, trueMs: this.#world.now, notBefore: this.#exchangedAt, isOfLastRun: true });
    this.#unsent.push({ ...aSale({ at, n, device: this.#device }), createdAt: at });
    this.#save(this.#timekeeper.unsaved);
  }

  exchange(): void {
    const reading = { now: this.#world.now + this.#offMs, elapsed: this.#world.now - this.#sleptMs };
    // The header has whole seconds.
    this.#timekeeper.answered(Math.floor(this.#world.now / 1000) * 1000, reading, reading);
    const correction = this.#timekeeper.measured(this.#unsent.map(({ createdAt }) => ({ at: createdAt })));
    if (!correction) throw new Error('the server told the time');
    const changes = redate(this.#unsent, {
      instant: correction.instant,
      timezone: 'Africa/Dakar',
      renamed: new Map(),
      known: new Map(),
    });
    const after = new Map(changes.map((change) => [change.before._id, change.after as Sale]));
    for (const sale of this.#unsent) {
      const final = after.get(sale._id) ?? sale;
      this.sent.set(Number(final._id.split('-').at(-1)), final);
    }
    this.#unsent = [];
    this.#timekeeper.follow(correction);
    this.#save(correction.state);
    this.#exchangedAt = this.#world.now;
    this.#state = { ...this.#state, lastExchangeAt: iso(Math.floor(this.#world.now / 1000) * 1000) };
  }

  #start(): Timekeeper {
    const time = { now: () => this.#world.now + this.#offMs, elapsed: () => this.#world.now - this.#sleptMs };
    return new Timekeeper(time, this.#state, () => Date.parse(this.#unsent.at(-1)?.createdAt ?? '') || 0);
  }

  #save(stored: Pick<SyncState, 'runs' | 'clockOffsetMs'> | null): void {
    if (stored) this.#state = { ...this.#state, ...stored };
    this.#timekeeper.saved(stored);
  }
}

const off = fc.oneof(
  fc.constantFrom(0, 3 * DAY, -30 * DAY, -400 * DAY, 5 * HOUR, -5 * HOUR, -20_514 * DAY),
  fc.integer({ min: -500 * DAY, max: 500 * DAY }),
);
/** The server tells whole seconds: what happens within one keeps its order too. */
const wait = fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1_000, max: 9 * HOUR }));
const step = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), ms: wait }),
  fc.record({ kind: fc.constant('sleep' as const), ms: fc.integer({ min: HOUR, max: 15 * HOUR }) }),
  fc.record({ kind: fc.constant('set' as const), ms: off }),
  fc.constant({ kind: 'restart' as const, ms: 0 }),
  fc.constant({ kind: 'sell' as const, ms: 0 }),
  fc.constant({ kind: 'sell' as const, ms: 0 }),
  fc.constant({ kind: 'exchange' as const, ms: 0 }),
);

type Slip = readonly [phone: number, kind: 'wait' | 'sleep' | 'set' | 'restart' | 'sell' | 'exchange', ms?: number];

/** What once put a sale before another one, or hours away. */
const SLIPS: readonly (readonly Slip[])[] = [
  // What the first of two settings began gave nothing, and is forgotten.
  [
    [2, 'sell'],
    [2, 'set', 119_559],
    [2, 'set', -20_514 * DAY],
    [2, 'sell'],
    [0, 'sleep', 9_487_936],
  ],
  // The measure has its error, and the phone is started again at once.
  [
    [0, 'sleep', 23_859_496],
    [1, 'set', 3 * DAY],
    [1, 'sell'],
    [1, 'exchange'],
    [1, 'restart'],
    [1, 'sell'],
  ],
  // The measured end is a little before the last sale.
  [
    [0, 'sleep', 18_666_497],
    [1, 'sell'],
    [1, 'restart'],
    [1, 'sell'],
    [1, 'set', 5 * HOUR],
  ],
  [
    [0, 'sleep', 17_879_993],
    [2, 'sell'],
    [2, 'set', 5_001],
    [2, 'set', -5 * HOUR],
    [2, 'sell'],
    [2, 'set', 0],
  ],
  [
    [0, 'set', 4_503],
    [0, 'restart'],
    [0, 'sell'],
    [1, 'sleep', 18_065_779],
    [0, 'set', -5 * HOUR],
    [0, 'wait', 16_277_211],
    [0, 'sell'],
    [0, 'set', 3 * DAY],
  ],
  // At the edge of what is left alone.
  [
    [0, 'wait', 501],
    [2, 'sell'],
    [2, 'exchange'],
    [2, 'set', 119_994],
    [2, 'exchange'],
    [2, 'sell'],
  ],
  [
    [0, 'wait', 500],
    [0, 'sell'],
    [0, 'exchange'],
    [0, 'set', 119_996],
    [0, 'exchange'],
    [0, 'sell'],
  ],
];

describe('the time of offline phones whose clocks are set at random', () => {
  it('puts every sale once, in its order, at its true time as far as that can be known', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 2 }), step), { maxLength: 60 }), (steps) => {
        const world = { now: START };
        const phones = ['d1', 'd2', 'd3'].map((device) => new SimulatedPhone(world, device));
        const exact: { phone: SimulatedPhone; n: number }[] = [];
        const exchange = (phone: SimulatedPhone): void => {
          const due = phone.sold.filter(({ n, isOfLastRun }) => isOfLastRun && !phone.sent.has(n));
          phone.exchange();
          exact.push(...due.map(({ n }) => ({ phone, n })));
        };
        for (const [index, { kind, ms }] of steps) {
          const phone = phones[index];
          if (!phone) continue;
          world.now += 1;
          for (const one of phones) one.look();
          if (kind === 'wait') world.now += ms;
          else if (kind === 'sleep') phone.sleep(ms);
          else if (kind === 'set') phone.set(ms);
          else if (kind === 'restart') phone.restart();
          else if (kind === 'sell') phone.sell();
          else exchange(phone);
        }
        for (const phone of phones) exchange(phone);

        for (const { sold, sent } of phones) {
          expect(sent.size).toBe(sold.length);
          const dated = sold.map(({ n, notBefore }) => ({ n, notBefore, ms: Date.parse(sent.get(n)?.at ?? '') }));
          dated.forEach(({ ms, notBefore }, index) => {
            expect(ms).toBeGreaterThanOrEqual(notBefore - KNOWABLE_MS);
            expect(ms).toBeLessThanOrEqual(world.now + KNOWABLE_MS);
            expect(ms).toBeGreaterThanOrEqual(dated[index - 1]?.ms ?? 0);
          });
          for (const sale of sent.values()) expect(sale.day).toBe(sale.at.slice(0, 10));
        }
        for (const { phone, n } of exact) {
          const trueMs = phone.sold.find((one) => one.n === n)?.trueMs ?? 0;
          expect(Math.abs(Date.parse(phone.sent.get(n)?.at ?? '') - trueMs)).toBeLessThanOrEqual(KNOWABLE_MS);
        }
      }),
      {
        numRuns: 2_000,
        examples: SLIPS.map((steps) => [steps.map(([phone, kind, ms = 0]) => [phone, { kind, ms }])]),
      },
    );
  });
});
