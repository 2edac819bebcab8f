import type { Result } from '@digiboost/domain/shared/result';
import { deviceOf, pageMemory } from '../replica/identity.ts';
import type { PageService } from '../replica/services.ts';
import { Caller, serve } from '../workers/protocol.ts';
import type { ArchiveService } from './archive-service.ts';

export interface OpenArchiveOptions {
  readonly tenantId: string;
  /** A valid access token, another one than `refused`, or why there is none: `session.accessToken`. */
  accessToken(refused?: string): Promise<Result<string, 'signed-out' | 'offline'>>;
}

type Methods = ArchiveService['methods'];
type Answer<M extends keyof Methods> = Promise<Awaited<ReturnType<Methods[M]>>>;

/** The page's end of the archive's worker, which is loaded when something is first asked of it. */
class ArchiveClient {
  readonly #options: OpenArchiveOptions;
  readonly #listeners = new Set<(share: number) => void>();
  #worker: { readonly caller: Caller<ArchiveService>; terminate(): void } | null = null;

  constructor(options: OpenArchiveOptions) {
    this.#options = options;
  }

  ask<M extends Exclude<keyof Methods, 'open'>>(method: M, ...args: Parameters<Methods[M]>): Answer<M> {
    this.#worker ??= this.#open();
    return this.#worker.caller.ask(method, ...args);
  }

  /** Calls `listener` with how much of what is being fetched is there, 0..1, until what this returns is called. */
  onProgress(listener: (share: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#end('closed');
  }

  #open(): { readonly caller: Caller<ArchiveService>; terminate(): void } {
    const { tenantId, accessToken } = this.#options;
    const worker = new Worker(new URL('./archive.worker.ts', import.meta.url), { type: 'module', name: 'archive' });
    // Not loaded, or out of memory: the next question starts another.
    worker.onerror = () => this.#end('the archive ended');
    serve<PageService>(worker, {
      methods: {
        async token(refused) {
          const answer = await accessToken(refused ?? undefined).catch(
            () => ({ ok: false, error: 'offline' }) as const,
          );
          return answer.ok ? { value: answer.value } : { fault: answer.error };
        },
      },
    });
    const caller = new Caller<ArchiveService>(worker);
    caller.subscribe('progress', (share) => {
      for (const listener of this.#listeners) listener(share);
    });
    // A worker that ends answers nothing; the question that woke it is told.
    caller.ask('open', tenantId, deviceOf(pageMemory())).catch(() => undefined);
    return { caller, terminate: () => worker.terminate() };
  }

  #end(why: string): void {
    this.#worker?.terminate();
    this.#worker?.caller.end(new Error(why));
    this.#worker = null;
  }
}

/** What screens need of it. */
export type ArchiveReader = Pick<ArchiveClient, 'ask' | 'onProgress'>;

let open: { readonly tenantId: string; readonly client: ArchiveClient } | null = null;

/** This tab's archive of a shop; another shop's is closed. */
export function archiveOf(options: OpenArchiveOptions): ArchiveReader {
  if (open?.tenantId !== options.tenantId) {
    open?.client.close();
    open = { tenantId: options.tenantId, client: new ArchiveClient(options) };
  }
  return open.client;
}
