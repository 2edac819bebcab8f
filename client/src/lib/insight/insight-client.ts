import type { Instant } from '@digiboost/domain/shared/day';
import type { ShopOutlook } from '@digiboost/domain/shop';
import { Caller } from '../workers/protocol.ts';
import type { InsightService } from './insight-service.ts';
import { OutlookStore } from './outlook-store.ts';
import { unpackOutlook } from './packed-outlook.ts';

/** What the page wants to hear of, and what it knows. */
export interface InsightListener {
  /** The shop's time as the replica knows it. */
  now(): Instant;
  /** A new outlook; null while there is none because a part of the history is still to come. */
  onOutlook(outlook: ShopOutlook | null): void;
  /** The analyses have heard of a change: what they are asked from now on knows it. */
  onChange(): void;
}

/** How soon the analyses notice that another day has come, or that the phone's clock was set. */
const TELL_TIME_MS = 60_000;

/** The page's end of the analyses' worker, with what is only needed once something is analysed. */
export class InsightClient {
  readonly #name: string;
  readonly #listener: InsightListener;
  #timer: ReturnType<typeof setInterval> | undefined;
  #worker: { readonly caller: Caller<InsightService>; terminate(): void } | null = null;
  #unwatch: (() => void) | null = null;
  #isWatched = false;

  constructor(name: string, listener: InsightListener) {
    this.#name = name;
    this.#listener = listener;
  }

  /** The outlook of the last time, or null when there is none. */
  async last(): Promise<ShopOutlook | null> {
    const store = new OutlookStore(this.#name);
    // It is only shown sooner: the worker makes another.
    const packed = await store.read().catch(() => null);
    store.close();
    return packed && unpackOutlook(packed);
  }

  /** Whether the outlook is to be kept up to date. */
  watch(isWatched: boolean): void {
    this.#isWatched = isWatched;
    if (isWatched) this.#watchOn(this.#caller());
    else this.#unwatch?.();
    if (!isWatched) this.#unwatch = null;
  }

  ask(analysis: string, args: unknown): Promise<unknown> {
    return this.#caller().ask('ask', analysis, args, this.#listener.now());
  }

  /** Tells a worker that runs what time it is. */
  followTime(): void {
    // One that ended meanwhile: the next is told.
    this.#worker?.caller.ask('time', this.#listener.now()).catch(() => undefined);
  }

  close(): void {
    this.#end('closed');
  }

  #caller(): Caller<InsightService> {
    if (!this.#worker) {
      this.#worker = this.#open();
      this.followTime();
      if (this.#isWatched) this.#watchOn(this.#worker.caller);
    }
    return this.#worker.caller;
  }

  #open(): { readonly caller: Caller<InsightService>; terminate(): void } {
    const worker = new Worker(new URL('./insight.worker.ts', import.meta.url), { type: 'module', name: this.#name });
    // Not loaded, or out of memory: the next question starts another.
    worker.onerror = () => this.#end('the analyses ended');
    const caller = new Caller<InsightService>(worker);
    caller.subscribe('changed', () => this.#listener.onChange());
    this.#timer = setInterval(() => this.followTime(), TELL_TIME_MS);
    return { caller, terminate: () => worker.terminate() };
  }

  #watchOn(caller: Caller<InsightService>): void {
    this.#unwatch ??= caller.subscribe('outlook', (packed) =>
      this.#listener.onOutlook(packed && unpackOutlook(packed)),
    );
  }

  #end(why: string): void {
    clearInterval(this.#timer);
    this.#worker?.terminate();
    this.#worker?.caller.end(new Error(why));
    this.#worker = null;
    this.#unwatch = null;
  }
}
