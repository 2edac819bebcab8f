import { type Author, type ShopDocument, type TimedType, timedId } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import { Caller } from '../workers/protocol.ts';
import { type PhoneTime, SteadyClock, TOLERANCE_MS } from './clock.ts';
import { UNKNOWN_STATUS } from './exchange/status.ts';
import { type Memory, randomKey } from './identity.ts';
import type { Channel, LeaderService } from './services.ts';
import {
  type RefusedDocument,
  type Replica,
  ReplicaError,
  type ReplicaErrorCode,
  type SyncStatus,
  type Unreadable,
} from './types.ts';

export interface ReplicaClientOptions {
  readonly tenantId: string;
  readonly userId: string;
  readonly device: string;
  readonly channel: Channel;
  readonly memory: Memory;
  readonly time: PhoneTime;
  /** The leader has been silent for too long: this tab's worker should take its place. */
  takeOver(): void;
  onClose(): void;
}

type Methods = LeaderService['methods'];

const ASK_AGAIN_MS = 2_000;
/** Longer than any pause of a busy phone; a worker that is frozen in the background does not come back sooner. */
const SILENT_MS = 10_000;

/**
 * The replica as one tab sees it: every request goes to whichever worker leads, again and again until it is answered.
 * Repeating is harmless, so a request is never lost when the leader changes.
 */
export class ReplicaClient implements Replica {
  readonly #options: ReplicaClientOptions;
  readonly #tab = randomKey(4);
  readonly #clock: SteadyClock;
  readonly #leader: Caller<LeaderService>;
  readonly #listeners = new Set<(status: SyncStatus) => void>();
  #status: SyncStatus;
  #count = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #heardAt: number;
  #leapt = false;

  constructor(options: ReplicaClientOptions) {
    this.#options = options;
    this.#heardAt = options.time.elapsed();
    this.#status = { ...UNKNOWN_STATUS, clockOffsetMs: Number(options.memory.getItem(this.#key('offset')) ?? 0) };
    const last = Number(options.memory.getItem(this.#key('last')) ?? 0);
    this.#clock = new SteadyClock(options.time, this.#status.clockOffsetMs, last, (ms) => {
      if (Math.abs(ms) > TOLERANCE_MS) this.#leapt = true;
    });
    this.#leader = new Caller<LeaderService>(options.channel, {
      name: this.#tab,
      // Whatever fails over there is made a replica's fault there.
      toError: ({ code, message }) => new ReplicaError(code as ReplicaErrorCode, message),
    });
    this.#leader.subscribe('leading', () => {
      this.#heardAt = options.time.elapsed();
      this.#leader.repeat();
    });
    this.#leader.subscribe('status', (status) => {
      this.#heardAt = options.time.elapsed();
      this.#take(status);
    });
  }

  get status(): SyncStatus {
    return this.#status;
  }

  async put(docs: readonly ShopDocument[]): Promise<void> {
    await this.#ask('put', docs, this.#clock.correctionMs, this.#options.device);
    this.#options.memory.setItem(this.#key('last'), String(this.#clock.lastMs));
  }

  async get<D extends ShopDocument>(id: D['_id']): Promise<D | null> {
    return (await this.#ask('get', id)) as D | null;
  }

  async range<D extends ShopDocument>(query: Parameters<Replica['range']>[0]): Promise<D[]> {
    return (await this.#ask('range', query)) as D[];
  }

  fetch(ranges: Parameters<Replica['fetch']>[0]): ReturnType<Replica['fetch']> {
    return this.#ask('fetch', ranges);
  }

  refused(): Promise<RefusedDocument[]> {
    return this.#ask('refused');
  }

  unreadable(from: string): Promise<Unreadable> {
    return this.#ask('unreadable', from);
  }

  unsent(): Promise<ShopDocument[]> {
    return this.#ask('unsent');
  }

  tellTime(at: Instant): Promise<void> {
    return this.#ask('tellTime', at);
  }

  doubtTime(): void {
    this.#urge('doubtTime');
  }

  /**
   * Looks whether the clock went with the timer since the last look; `inSight`: the phone cannot have slept meanwhile.
   */
  lookAtClock(inSight: boolean): void {
    this.#clock.next();
    if (this.#leapt && inSight) this.doubtTime();
    this.#leapt = false;
  }

  syncNow(): void {
    this.#urge('syncNow');
  }

  /** The tab came back into sight, or the network returned. */
  wake(): void {
    this.#urge('wake');
  }

  author(): Author {
    return { at: this.#clock.next(), by: this.#options.userId, deviceId: this.#options.device };
  }

  newId<T extends TimedType>(type: T, at: string): `${T}:${string}` {
    this.#count += 1;
    return timedId(type, at, this.#options.device, this.#tab + this.#count.toString(36));
  }

  newKey(): string {
    return randomKey(12);
  }

  subscribe(listener: (status: SyncStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#leader.end(new ReplicaError('closed', 'the replica was closed'));
    this.#listeners.clear();
    this.#options.onClose();
    this.#options.channel.close();
  }

  #ask<M extends keyof Methods>(method: M, ...args: Parameters<Methods[M]>): Promise<Awaited<ReturnType<Methods[M]>>> {
    if (this.#leader.waiting === 0) this.#heardAt = this.#options.time.elapsed();
    const answer = this.#leader.ask(method, ...args);
    if (this.#leader.waiting > 0) this.#timer ??= setInterval(() => this.#insist(), ASK_AGAIN_MS);
    return answer;
  }

  /** Asks for what nobody waits for: what comes of it is in the status. */
  #urge(method: 'doubtTime' | 'syncNow' | 'wake'): void {
    this.#ask(method).catch(() => undefined);
  }

  #insist(): void {
    if (this.#leader.waiting === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    if (this.#options.time.elapsed() - this.#heardAt > SILENT_MS) {
      this.#heardAt = this.#options.time.elapsed();
      this.#options.takeOver();
    }
    this.#leader.subscribeAgain();
    this.#leader.repeat();
  }

  #take(status: SyncStatus): void {
    if (status.clockOffsetMs !== this.#status.clockOffsetMs) {
      this.#options.memory.setItem(this.#key('offset'), String(status.clockOffsetMs));
    }
    if (status.clockOffsetMs !== this.#clock.correctionMs) {
      this.#clock.correct(status.clockOffsetMs);
      this.#options.memory.setItem(this.#key('last'), String(this.#clock.lastMs));
    }
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }

  #key(name: string): string {
    return `digiboost:${this.#options.tenantId}:${name}`;
  }
}
