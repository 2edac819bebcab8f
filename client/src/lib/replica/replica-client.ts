import { type Author, type ShopDocument, type TimedType, timedId } from '@digiboost/domain/documents';
import {
  type ChannelMessage,
  type FromWorker,
  type LeaderMethod,
  type LeaderMethods,
  replicaName,
  type ToWorker,
} from './channel.ts';
import { SteadyClock } from './clock.ts';
import { UNKNOWN_STATUS } from './status.ts';
import { type RefusedDocument, type Replica, ReplicaError, type SyncStatus } from './types.ts';

/** What a tab gives its replica. */
export interface ReplicaClientOptions {
  readonly tenantId: string;
  readonly userId: string;
  /** A valid access token, another one than `refused`; null when there is no session. Throws when offline. */
  token(refused?: string): Promise<string | null>;
  readonly storage: Storage;
}

interface Waiting {
  readonly message: Extract<ChannelMessage, { kind: 'request' }>;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * The replica as one tab sees it. Whatever is asked goes to the tab that leads; when that one dies, the next leader is
 * asked again: a write is the same however often it is asked for.
 */
export class ReplicaClient implements Replica {
  readonly #options: ReplicaClientOptions;
  readonly #worker: Worker;
  readonly #channel: BroadcastChannel;
  readonly #device: string;
  readonly #tab = randomKey(4);
  readonly #clock: SteadyClock;
  readonly #waiting = new Map<string, Waiting>();
  readonly #listeners = new Set<(status: SyncStatus) => void>();
  readonly #wake = () => this.#wakeUp();
  #status: SyncStatus = UNKNOWN_STATUS;
  #leader = '';
  #requests = 0;
  #events = 0;
  #closed = false;

  constructor(options: ReplicaClientOptions) {
    this.#options = options;
    const { tenantId, storage } = options;
    this.#device = deviceOf(storage, tenantId);
    const lastMs = Number(storage.getItem(clockKey(tenantId))) || 0;
    this.#clock = new SteadyClock(() => Date.now() + this.#status.clockOffsetMs, lastMs);
    this.#channel = new BroadcastChannel(replicaName(tenantId));
    this.#channel.onmessage = ({ data }: MessageEvent<ChannelMessage>) => this.#hear(data);
    this.#worker = new Worker(new URL('./replica.worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => void this.#fromWorker(data);
    this.#toWorker({ kind: 'open', tenantId, device: this.#device });
    this.#send({ kind: 'hello', device: this.#device });
    addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
  }

  get status(): SyncStatus {
    return this.#status;
  }

  subscribe(listener: (status: SyncStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  put(docs: readonly ShopDocument[]): Promise<void> {
    return this.#ask('put', docs);
  }

  get<D extends ShopDocument>(id: D['_id']): Promise<D | null> {
    return this.#ask('get', id) as Promise<D | null>;
  }

  range<D extends ShopDocument>(query: Parameters<LeaderMethods['range']>[0]): Promise<D[]> {
    return this.#ask('range', query) as Promise<D[]>;
  }

  refused(): Promise<RefusedDocument[]> {
    return this.#ask('refused');
  }

  unsent(): Promise<ShopDocument[]> {
    return this.#ask('unsent');
  }

  syncNow(): void {
    this.#ask('syncNow').catch(() => undefined);
  }

  author(): Author {
    const at = this.#clock.next();
    this.#options.storage.setItem(clockKey(this.#options.tenantId), String(this.#clock.lastMs));
    return { at, by: this.#options.userId, deviceId: this.#device };
  }

  newId<T extends TimedType>(type: T, at: string): `${T}:${string}` {
    this.#events += 1;
    return timedId(type, at, this.#device, this.#tab + this.#events.toString(36));
  }

  newKey(): string {
    return randomKey(10);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    this.#channel.close();
    for (const { reject } of this.#waiting.values()) reject(new ReplicaError('closed', 'the shop was closed'));
    this.#waiting.clear();
    this.#toWorker({ kind: 'close' });
  }

  #ask<M extends LeaderMethod>(method: M, ...args: Parameters<LeaderMethods[M]>): ReturnType<LeaderMethods[M]> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new ReplicaError('closed', 'the shop was closed'));
      this.#requests += 1;
      const id = `${this.#tab}-${this.#requests}`;
      const message = { kind: 'request', id, method, args } as const;
      this.#waiting.set(id, { message, resolve, reject });
      // Without a leader it is sent when one announces itself.
      if (this.#leader) this.#send(message);
    }) as ReturnType<LeaderMethods[M]>;
  }

  #hear(message: ChannelMessage): void {
    switch (message.kind) {
      case 'leader':
        this.#tell(message.status);
        if (message.leader === this.#leader) return;
        this.#leader = message.leader;
        for (const { message: again } of this.#waiting.values()) this.#send(again);
        return;
      case 'status':
        this.#tell(message.status);
        return;
      case 'answer':
        this.#settle(message.id)?.resolve(message.value);
        return;
      case 'failure':
        this.#settle(message.id)?.reject(new ReplicaError(message.code, message.message));
    }
  }

  #settle(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #tell(status: SyncStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }

  async #fromWorker(message: FromWorker): Promise<void> {
    if (message.kind === 'closed') return this.#worker.terminate();
    const { id, refused } = message;
    try {
      this.#toWorker({ kind: 'token', id, token: await this.#options.token(refused), offline: false });
    } catch {
      this.#toWorker({ kind: 'token', id, token: null, offline: true });
    }
  }

  #wakeUp(): void {
    if (document.visibilityState === 'visible') this.syncNow();
  }

  #send(message: ChannelMessage): void {
    this.#channel.postMessage(message);
  }

  #toWorker(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}

const clockKey = (tenantId: string): string => `clock:${tenantId}`;

/** This phone's name in the ids of its documents: made once, kept as long as the phone keeps the shop. */
function deviceOf(storage: Storage, tenantId: string): string {
  const key = `device:${tenantId}`;
  const known = storage.getItem(key);
  if (known) return known;
  const device = randomKey(10);
  storage.setItem(key, device);
  return device;
}

/** Lower-case letters and digits; each has 36 equally likely values. */
function randomKey(length: number): string {
  let key = '';
  while (key.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < 252 && key.length < length) key += (byte % 36).toString(36);
    }
  }
  return key;
}
