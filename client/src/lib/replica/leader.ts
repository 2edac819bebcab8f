import { type ChannelMessage, type LeaderMethods, replicaName } from './channel.ts';
import { Engine, type EngineOptions } from './engine.ts';
import type { SyncStatus } from './types.ts';
import { writeFaultOf } from './write-fault.ts';

/** What leading needs besides the engine's own options. */
export type LeaderOptions = Omit<EngineOptions, 'onStatus'> & { readonly device: string };

/** The one engine of the shop on this phone, serving all its tabs over the channel. */
export class Leader {
  readonly #id = crypto.randomUUID();
  readonly #channel: BroadcastChannel;
  readonly #engine: Engine;
  readonly #methods: LeaderMethods;
  #status: SyncStatus;

  private constructor(channel: BroadcastChannel, engine: Engine) {
    this.#channel = channel;
    this.#engine = engine;
    this.#status = engine.status;
    this.#methods = {
      put: (docs) => engine.put(docs),
      get: (id) => engine.get(id),
      range: (query) => engine.range(query),
      refused: () => engine.refused(),
      unsent: () => engine.unsent(),
      syncNow: () => engine.syncNow(),
    };
  }

  /** Opens the engine and tells the tabs. To be called while the shop's lock is held, and by one at a time. */
  static async start({ device, ...options }: LeaderOptions): Promise<Leader> {
    const channel = new BroadcastChannel(replicaName(options.tenantId));
    const ready: { leader?: Leader } = {};
    const engine = await Engine.open({ ...options, onStatus: (status) => ready.leader?.tell(status) }, [device]);
    const leader = new Leader(channel, engine);
    ready.leader = leader;
    channel.onmessage = ({ data }: MessageEvent<ChannelMessage>) => void leader.#hear(data);
    leader.#announce();
    engine.start();
    return leader;
  }

  tell(status: SyncStatus): void {
    this.#status = status;
    this.#send({ kind: 'status', status });
  }

  async close(): Promise<void> {
    this.#channel.onmessage = null;
    await this.#engine.close();
    this.#channel.close();
  }

  async #hear(message: ChannelMessage): Promise<void> {
    if (message.kind === 'hello') {
      await this.#engine.addDevice(message.device);
      this.#announce();
    }
    if (message.kind !== 'request') return;
    const { id, method, args } = message;
    try {
      const run = this.#methods[method] as (...args: readonly unknown[]) => Promise<unknown>;
      this.#send({ kind: 'answer', id, value: await run(...args) });
    } catch (error) {
      this.#send({ kind: 'failure', id, code: writeFaultOf(error), message: String(error) });
    }
  }

  #announce(): void {
    this.#send({ kind: 'leader', leader: this.#id, status: this.#status });
  }

  #send(message: ChannelMessage): void {
    this.#channel.postMessage(message);
  }
}
