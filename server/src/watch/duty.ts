import type { Logger } from 'pino';
import type { Couch, Database, Stored } from '../couch/client.ts';
import { type CheckQueue, checkQueue } from './check-queue.ts';
import { type Follower, follow } from './follower.ts';
import { createRounds, type Rounds } from './rounds.ts';
import type { Shops } from './shops.ts';

/** How far the updates of databases have been worked off. */
interface StateDocument extends Stored {
  readonly type: 'watch';
  readonly since: string;
}

const STATE = 'watch:updates';
const SAVE_EVERY_MS = 5_000;
const BACK_MS = 90_000;
/** Shops of a sweep that may wait at one moment, so that what changes need not wait behind them. */
const SWEPT_AT_ONCE = 2;

/** What the duty needs. */
export interface DutyParts {
  readonly couchUrl: string;
  readonly couch: Pick<Couch, 'sequences'>;
  readonly control: Database;
  readonly shops: Shops;
  readonly check: (tenantId: string) => Promise<number | null>;
  /** The sequence that a shop's last check saw; null when there was none, or it is not over. */
  readonly checked: (tenantId: string) => number | null;
  /** Drops what is remembered of the shops: the next check of each is a whole one. */
  readonly forget: () => void;
  readonly log: Logger;
  readonly now: () => Date;
}

/** The watch while this server holds it. */
export class Duty {
  readonly queue: CheckQueue;
  readonly #parts: DutyParts;
  #follower: Follower | null = null;
  #seen: string;
  #saved: StateDocument | null;
  #savedAt = 0;
  #saving: Promise<void> = Promise.resolve();
  #saveTimer: NodeJS.Timeout | null = null;
  readonly #rounds: Rounds;
  /** Shops to be looked through while nothing else waits, each once. */
  readonly #backlog = new Set<string>();
  /** Databases that changed while it could not be found out whose they are. */
  #unresolved = new Set<string>();
  #tickedAt: number;
  #resolving = 0;
  #isOver = false;

  private constructor(parts: DutyParts, saved: StateDocument | null, since: string) {
    this.#parts = parts;
    this.#saved = saved;
    this.#seen = since;
    this.#tickedAt = parts.now().getTime();
    const { sequences } = parts.couch;
    this.#rounds = createRounds({ sequences, all: () => parts.shops.all(), checked: parts.checked });
    this.queue = checkQueue(
      async (tenantId) => {
        const wakeAt = await parts.check(tenantId);
        this.#sweep();
        return wakeAt;
      },
      parts.log,
      () => this.#saveSoon(),
    );
  }

  /** Goes on where the last watch ended, and looks every shop through once: time has passed for all of them. */
  static async begin(parts: DutyParts): Promise<Duty> {
    const saved = await parts.control.get<StateDocument>(STATE);
    const since = saved?.since ?? (await parts.couch.sequences.now());
    const all = await parts.shops.all();
    const duty = new Duty(parts, saved, since);
    duty.#putOff(all);
    duty.#follow(since);
    duty.#sweep();
    return duty;
  }

  /** Shops that wait for their check. */
  get waiting(): number {
    return this.#backlog.size + this.queue.size;
  }

  /** Whether the database tells what changes. */
  get isHearing(): boolean {
    return this.#follower?.isOpen ?? false;
  }

  async end(): Promise<void> {
    this.#isOver = true;
    this.#follower?.stop();
    if (this.#saveTimer) clearTimeout(this.#saveTimer);
    this.queue.stop();
    await this.queue.idle();
    await this.#saving;
  }

  async idle(): Promise<void> {
    while (!this.#isOver && (this.#backlog.size > 0 || this.#resolving > 0 || !this.queue.isIdle)) {
      this.#sweep();
      await (this.queue.isIdle ? new Promise((resolve) => setTimeout(resolve, 5)) : this.queue.idle());
    }
  }

  /** Whose time has come, and what the feed may have missed. */
  async tick(): Promise<void> {
    const { shops, log, now } = this.#parts;
    const at = now().getTime();
    // A clock set back would let every shop wait for a time that has been.
    if (at < this.#tickedAt - BACK_MS) {
      this.#parts.forget();
      this.#putOff(await shops.all());
    }
    this.#tickedAt = at;
    for (const tenantId of this.queue.due(at)) this.queue.ask(tenantId);
    const unresolved = this.#unresolved;
    this.#unresolved = new Set();
    for (const database of unresolved) await this.#ask(database);
    try {
      this.#putOff(await this.#rounds.look());
    } catch (err) {
      log.warn({ err }, 'the shops could not be looked through');
    }
    this.#sweep();
  }

  #putOff(tenantIds: readonly string[]): void {
    for (const tenantId of tenantIds) this.#backlog.add(tenantId);
  }

  #follow(since: string): void {
    const { couchUrl, log } = this.#parts;
    this.#follower = follow({
      couchUrl,
      log,
      since,
      onGap: () => this.#rounds.suspect(),
      onUpdate: (database, seq) => {
        this.#seen = seq;
        if (database.startsWith('shop_')) void this.#ask(database);
      },
    });
  }

  async #ask(database: string): Promise<void> {
    this.#resolving += 1;
    try {
      const tenantId = await this.#parts.shops.tenantOf(database);
      if (tenantId !== null) this.queue.ask(tenantId);
    } catch {
      // The control database is away.
      this.#unresolved.add(database);
    } finally {
      this.#resolving -= 1;
      if (this.queue.isIdle) this.#saveSoon();
    }
  }

  #sweep(): void {
    for (const tenantId of this.#backlog) {
      if (this.#isOver || this.queue.size >= SWEPT_AT_ONCE) return;
      this.#backlog.delete(tenantId);
      this.queue.ask(tenantId, 0);
    }
  }

  /** Stores how far everything has been checked, now and then: what is checked twice does no harm. */
  #saveSoon(): void {
    if (this.#isOver || this.#saveTimer || this.#seen === this.#saved?.since) return;
    const wait = Math.max(0, SAVE_EVERY_MS - (performance.now() - this.#savedAt));
    this.#saveTimer = setTimeout(() => {
      this.#saveTimer = null;
      if (this.queue.isIdle && this.#resolving + this.#unresolved.size === 0) this.#saving = this.#save();
    }, wait);
    this.#saveTimer.unref();
  }

  async #save(): Promise<void> {
    const { control, log } = this.#parts;
    this.#savedAt = performance.now();
    const mine = { _id: STATE, type: 'watch', since: this.#seen } as const;
    try {
      this.#saved = await control.update<StateDocument>(STATE, (doc) => ({ ...doc, ...mine }), this.#saved);
    } catch (err) {
      log.debug({ err }, 'the place in the feed could not be stored');
    }
  }
}
