/// <reference path="../store/untyped-modules.d.ts" />
import type { Author, ShopDocument, TimedType } from '@digiboost/domain/documents';
import { timedId } from '@digiboost/domain/documents';
import memoryAdapter from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb-core';
import { DEVICE_TIME, type PhoneTime, SteadyClock } from '../clock.ts';
import { UNKNOWN_STATUS } from '../exchange/status.ts';
import { Engine } from '../leader/engine.ts';
import type { Projector } from '../projector.ts';
import type { Pouch } from '../store/pouch.ts';
import type { SyncStatus } from '../types.ts';
import { FlakyNetwork } from './flaky-fetch.ts';
import { MemoryProjector } from './memory-projector.ts';
import { memoryFigures, type PhoneFigures } from './phone-figures.ts';

PouchDB.plugin(memoryAdapter);
let databases = 0;
const phones = new Set<TestPhone>();

export interface TestPhoneOptions {
  readonly url: string;
  readonly device: string;
  readonly random: () => number;
  readonly user?: string;
  token(refused?: string, by?: string): Promise<string | null>;
  /** The phone's clock and timer; this machine's otherwise. */
  readonly time?: PhoneTime;
  /** Instead of those in memory. */
  readonly figures?: PhoneFigures;
}

/** A phone without a browser: its disk outlives a kill, everything else does not. */
export class TestPhone {
  readonly network: FlakyNetwork;
  readonly disk: Pouch;
  readonly memoryProjector = new MemoryProjector();
  readonly figures: PhoneFigures;
  readonly reported: unknown[] = [];
  status: SyncStatus = UNKNOWN_STATUS;
  readonly #options: TestPhoneOptions;
  #engine: Engine | null = null;
  #projector: Projector | null = null;
  #life: Life = { alive: true, writesLeft: Number.POSITIVE_INFINITY };
  #events = 0;
  readonly #time: PhoneTime;
  /** As a page has one; of it too, a kill leaves the last instant. */
  #clock: SteadyClock;

  constructor(options: TestPhoneOptions) {
    this.#options = options;
    this.#time = options.time ?? DEVICE_TIME;
    this.#clock = new SteadyClock(this.#time, 0);
    this.network = new FlakyNetwork(options.random);
    this.figures = options.figures ?? memoryFigures(this.memoryProjector);
    phones.add(this);
    this.disk = memoryDisk();
  }

  get engine(): Engine {
    if (!this.#engine) throw new Error('the phone is off');
    return this.#engine;
  }

  /** What is added to the phone's own clock, ms. */
  get clockOffsetMs(): number {
    return this.#clock.correctionMs;
  }

  /** The phone dies before its disk is written for the `writes`-th time from now. */
  killAfterWrites(writes: number): void {
    this.#life.writesLeft = writes;
  }

  /** False once it died by itself. */
  get isAlive(): boolean {
    return this.#life.alive;
  }

  get isOn(): boolean {
    return this.#engine !== null;
  }

  /** Starts the app. Throws when the disk does. */
  async start(): Promise<void> {
    const life: Life = { alive: true, writesLeft: Number.POSITIVE_INFINITY };
    this.#life = life;
    const projector = this.figures.open();
    this.#projector = projector;
    const engine = await Engine.open(
      {
        tenantId: 'test',
        db: mortal(this.disk, life),
        url: this.#options.url,
        fetch: (...call) => (life.alive ? this.network.fetch(...call) : never()),
        createProjector: () => mortal(projector, life),
        token: (refused, by) => this.#options.token(refused, by),
        time: this.#time,
        random: this.#options.random,
        onStatus: (status) => {
          if (!life.alive) return;
          this.status = status;
          if (status.clockOffsetMs !== this.#clock.correctionMs) this.#clock.correct(status.clockOffsetMs);
        },
        report: (error) => this.reported.push(error),
      },
      [this.#options.device],
    );
    this.#engine = engine;
    this.#clock = new SteadyClock(this.#time, engine.status.clockOffsetMs, this.#clock.lastMs);
    engine.start();
  }

  /** Ends the app at whatever it was doing: nothing more is written, no answer is seen. */
  async kill(): Promise<void> {
    this.#life.alive = false;
    void this.#engine?.close();
    this.#engine = null;
    if (this.#projector) await this.figures.end(this.#projector);
    this.#projector = null;
  }

  async stop(): Promise<void> {
    phones.delete(this);
    await this.#engine?.close();
    this.#engine = null;
    if (this.#projector) await this.figures.end(this.#projector);
    this.#projector = null;
  }

  /** The time as this phone knows it, ms. */
  now(): number {
    return this.#clock.nowMs();
  }

  author(at = new Date(this.now()).toISOString()): Author {
    return { at, by: this.#options.user ?? 'awa', deviceId: this.#options.device };
  }

  newId<T extends TimedType>(type: T, at: string): `${T}:${string}` {
    this.#events += 1;
    return timedId(type, at, this.#options.device, this.#events);
  }

  async put(...docs: ShopDocument[]): Promise<void> {
    await this.engine.put(docs, this.#clock.correctionMs);
  }
}

/** One life of the app on the phone. */
interface Life {
  alive: boolean;
  writesLeft: number;
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** What changes a disk or projections. */
const WRITES: readonly string[] = ['bulkDocs', 'apply'];

/** `target` until its owner dies: then its methods neither do anything nor answer. */
function mortal<T extends object>(target: T, life: Life): T {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        if (WRITES.includes(String(name))) {
          life.writesLeft -= 1;
          if (life.writesLeft < 0) life.alive = false;
        }
        if (!life.alive || name === 'close') return life.alive ? undefined : never();
        const result: unknown = await Reflect.apply(value, object, args);
        return life.alive ? result : never();
      };
    },
  });
}

/** A disk that lasts as long as the test, however often it is closed. */
export function memoryDisk(): Pouch {
  databases += 1;
  const disk = new PouchDB(`phone-${databases}`, { adapter: 'memory', auto_compaction: true }) as unknown as Pouch;
  disk.close = async () => undefined;
  return disk;
}

/** Waits until `condition` holds; throws after `withinMs` with the state of every phone. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > end) {
      const states = [...phones].map(({ status, reported }) => [status, reported.map(String)]);
      throw new Error(`Not in time: ${JSON.stringify(states)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
