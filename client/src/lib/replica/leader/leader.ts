import { type Server, serve } from '../../workers/protocol.ts';
import type { Channel, LeaderService } from '../services.ts';
import { toReplicaError } from '../store/store.ts';
import type { SyncStatus } from '../types.ts';
import type { Engine } from './engine.ts';

export interface LeaderOptions {
  /** Names this leader among those that may follow each other. */
  readonly key: string;
  readonly channel: Channel;
  /** Opens the engine; called again when the database under it is lost, as `onLost` may tell. */
  open(onStatus: (status: SyncStatus) => void, onLost: () => void): Promise<Engine>;
  report(error: unknown): void;
}

/** The exchange meets a lost database at each of its tries; opening it each time would do nothing but that. */
const REOPEN_AFTER_MS = 30_000;

/**
 * Answers every tab's requests with one engine. Says that it leads before the engine is open, so that nobody worries.
 */
export class Leader {
  readonly #options: LeaderOptions;
  readonly #server: Server<LeaderService>;
  #engine: Promise<Engine>;
  #openedAt = 0;
  #closed = false;

  constructor(options: LeaderOptions) {
    this.#options = options;
    this.#server = serve<LeaderService>(options.channel, {
      methods: {
        put: (docs, clockOffsetMs, device) =>
          this.#with(async (engine) => {
            await engine.addDevice(device);
            await engine.put(docs, clockOffsetMs);
          }),
        get: (id) => this.#with((engine) => engine.get(id)),
        range: (query) => this.#with((engine) => engine.range(query)),
        fetch: (ranges) => this.#with((engine) => engine.fetch(ranges)),
        refused: () => this.#with((engine) => engine.refused()),
        unreadable: (from) => this.#with((engine) => engine.unreadable(from)),
        unsent: () => this.#with((engine) => engine.unsent()),
        tellTime: (at) => this.#with((engine) => engine.tellTime(at)),
        doubtTime: () => this.#with((engine) => engine.doubtTime()),
        syncNow: () => this.#with((engine) => engine.syncNow()),
        wake: () => this.#with((engine) => engine.wake()),
      },
      onSubscribe: (topic) => (topic === 'leading' ? this.#lead() : this.#tellStatus()),
      toFailure: toReplicaError,
    });
    this.#engine = this.#open();
    this.#lead();
    this.#tellStatus();
  }

  /** Stops answering and closes the engine. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#server.close();
    // One that never opened has nothing to close; why was reported when it was opened.
    await (await this.#engine.catch(() => null))?.close();
  }

  async #open(): Promise<Engine> {
    this.#openedAt = performance.now();
    const engine = await this.#options.open(
      (status) => this.#server.tell('status', status),
      () => this.#lost(),
    );
    if (!this.#closed) engine.start();
    return engine;
  }

  #lost(): void {
    if (this.#closed || performance.now() - this.#openedAt < REOPEN_AFTER_MS) return;
    this.#engine = this.#reopen(this.#engine);
    this.#engine.catch(this.#options.report);
  }

  #lead(): void {
    this.#server.tell('leading', this.#options.key);
  }

  #tellStatus(): void {
    this.#engine.then(
      (engine) => this.#server.tell('status', engine.status),
      // Whoever asks for something is told why.
      () => undefined,
    );
  }

  /**
   * The browser drops a database connection at will, and PouchDB drops its own when a write failed, for want of space
   * too: it is opened once more. Every method may be repeated.
   */
  async #with<T>(work: (engine: Engine) => T | Promise<T>): Promise<T> {
    const used = this.#engine;
    try {
      return await work(await used);
    } catch (error) {
      if (!toReplicaError(error).code.startsWith('storage-') || this.#closed) throw error;
      this.#options.report(error);
      if (this.#engine === used) this.#engine = this.#reopen(used);
      return work(await this.#engine);
    }
  }

  async #reopen(used: Promise<Engine>): Promise<Engine> {
    // One that never opened has nothing to close.
    await (await used.catch(() => null))?.close().catch(this.#options.report);
    return this.#open();
  }
}
