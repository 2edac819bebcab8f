import type { WorkerCalls, WorkerReply, WorkerRequest } from './worker-protocol.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onProgress: ((share: number) => void) | undefined;
}

/** The worker that reads files, as functions; one file at a time. */
export class ImportWorker {
  readonly #worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<WorkerReply>) => this.#receive(data);
    // A worker that runs out of memory does not answer: whoever waits must hear of it.
    this.#worker.onerror = (event) => this.#failAll(new Error(event.message || 'worker'));
  }

  /** Asks the worker; `onProgress` is told 0..1 by the calls that take long. */
  call<K extends keyof WorkerCalls>(
    call: K,
    args: Parameters<WorkerCalls[K]>,
    onProgress?: (share: number) => void,
  ): Promise<ReturnType<WorkerCalls[K]>> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, onProgress });
      const request = { id, call, args } as WorkerRequest;
      this.#worker.postMessage(
        request,
        args.filter((arg): arg is ArrayBuffer & typeof arg => arg instanceof ArrayBuffer),
      );
    });
  }

  close(): void {
    this.#worker.terminate();
    this.#failAll(new Error('closed'));
  }

  #receive(message: WorkerReply): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    if ('progress' in message) {
      waiting.onProgress?.(message.progress);
      return;
    }
    this.#waiting.delete(message.id);
    if ('failed' in message) waiting.reject(new Error(message.failed));
    else waiting.resolve(message.done);
  }

  #failAll(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
