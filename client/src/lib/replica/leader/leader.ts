import type { Channel, Methods, Reply, Request } from '../messages.ts';
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

type Call = Exclude<Request, { kind: 'hello' }>;

/** Answers every tab's requests with one engine. Says that it leads before the engine is open, so that nobody worries. */
export class Leader {
  readonly #options: LeaderOptions;
  readonly #underWay = new Set<string>();
  #engine: Promise<Engine>;
  #openedAt = 0;
  #closed = false;

  constructor(options: LeaderOptions) {
    this.#options = options;
    this.#engine = this.#open();
    options.channel.onmessage = ({ data }: MessageEvent<Request>) => this.#receive(data);
    this.#lead();
  }

  /** Stops answering and closes the engine. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#options.channel.onmessage = null;
    await (await this.#engine.catch(() => null))?.close();
  }

  async #open(): Promise<Engine> {
    this.#openedAt = performance.now();
    const engine = await this.#options.open(
      (status) => this.#post({ kind: 'status', status }),
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

  #receive(request: Request): void {
    if (this.#closed) return;
    if (request.kind === 'hello') {
      this.#lead();
      return;
    }
    if (request.kind !== 'request' || this.#underWay.has(request.id)) return;
    this.#underWay.add(request.id);
    this.#answer(request)
      .catch(this.#options.report)
      .finally(() => this.#underWay.delete(request.id));
  }

  #lead(): void {
    this.#post({ kind: 'leading', leader: this.#options.key });
    this.#engine.then(
      (engine) => this.#post({ kind: 'status', status: engine.status }),
      () => undefined,
    );
  }

  async #answer(call: Call): Promise<void> {
    const { id } = call;
    try {
      this.#post({ kind: 'answer', id, value: await this.#perform(call) });
    } catch (error) {
      const { code, message } = toReplicaError(error);
      this.#post({ kind: 'failure', id, code, message });
    }
  }

  /**
   * The browser drops a database connection at will, and PouchDB drops its own when a write failed, for want of space
   * too: it is opened once more. Every method may be repeated.
   */
  async #perform(call: Call): Promise<unknown> {
    const used = this.#engine;
    try {
      return await perform(await used, call);
    } catch (error) {
      if (!toReplicaError(error).code.startsWith('storage-') || this.#closed) throw error;
      this.#options.report(error);
      if (this.#engine === used) this.#engine = this.#reopen(used);
      return perform(await this.#engine, call);
    }
  }

  async #reopen(used: Promise<Engine>): Promise<Engine> {
    await (await used.catch(() => null))?.close().catch(this.#options.report);
    return this.#open();
  }

  #post(reply: Reply): void {
    if (!this.#closed) this.#options.channel.postMessage(reply);
  }
}

async function perform(engine: Engine, call: Call): Promise<ReturnType<Methods[keyof Methods]>> {
  switch (call.method) {
    case 'put':
      await engine.addDevice(call.device);
      return engine.put(...call.args);
    case 'get':
      return engine.get(...call.args);
    case 'range':
      return engine.range(...call.args);
    case 'fetch':
      return engine.fetch(...call.args);
    case 'refused':
      return engine.refused();
    case 'unsent':
      return engine.unsent();
    case 'tellTime':
      return engine.tellTime(...call.args);
    case 'doubtTime':
      return engine.doubtTime();
    case 'syncNow':
      return engine.syncNow();
    case 'wake':
      return engine.wake();
  }
}
