import type { FromWorker, ToWorker } from './messages.ts';
import { OutlookStore } from './outlook-store.ts';
import { unpackOutlook } from './packed-outlook.ts';
import type { ShopOutlook } from './shop-outlook.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The page's end of the analyses' worker, with what is only needed once something is analysed. */
export class InsightClient {
  readonly #name: string;
  readonly #onOutlook: (outlook: ShopOutlook | null) => void;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #asked = 0;
  #isWatched = false;

  /** `onOutlook` is told null while there is none because a part of the history is still to come. */
  constructor(name: string, onOutlook: (outlook: ShopOutlook | null) => void) {
    this.#name = name;
    this.#onOutlook = onOutlook;
  }

  /** The outlook of the last time, or null when there is none. */
  async last(): Promise<ShopOutlook | null> {
    const store = new OutlookStore(this.#name);
    const packed = await store.read().catch(() => null);
    store.close();
    return packed && unpackOutlook(packed);
  }

  /** Whether the outlook is to be kept up to date. */
  watch(isWatched: boolean): void {
    this.#isWatched = isWatched;
    if (isWatched || this.#worker) this.#post({ kind: 'watch', isWatched });
  }

  ask(analysis: string, args: unknown): Promise<unknown> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // Svelte's state proxies cannot be cloned into a message.
      this.#post({ kind: 'ask', id, analysis, args: JSON.parse(JSON.stringify(args)) as unknown });
    });
  }

  close(): void {
    this.#end('closed');
  }

  #post(message: ToWorker): void {
    this.#worker ??= this.#open();
    this.#worker.postMessage(message);
  }

  #open(): Worker {
    const worker = new Worker(new URL('./insight.worker.ts', import.meta.url), { type: 'module', name: 'insight' });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    // Not loaded, or out of memory: the next question starts another.
    worker.onerror = () => this.#end('the analyses ended');
    worker.postMessage({ kind: 'open', name: this.#name } satisfies ToWorker);
    if (this.#isWatched) worker.postMessage({ kind: 'watch', isWatched: true } satisfies ToWorker);
    return worker;
  }

  #receive(message: FromWorker): void {
    if (message.kind === 'outlook') {
      this.#onOutlook(unpackOutlook(message.outlook));
      return;
    }
    if (message.kind === 'history-coming') {
      this.#onOutlook(null);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.message));
  }

  #end(why: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
  }
}
