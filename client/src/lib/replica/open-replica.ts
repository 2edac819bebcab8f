import type { Result } from '@digiboost/domain/shared/result';
import { Caller, serve } from '../workers/protocol.ts';
import { DEVICE_TIME } from './clock.ts';
import { deviceOf, pageMemory } from './identity.ts';
import { ReplicaClient } from './replica-client.ts';
import { channelName, type PageService, type WorkerService } from './services.ts';
import type { Replica } from './types.ts';

export interface OpenReplicaOptions {
  readonly tenantId: string;
  /** Who writes: the user's id. */
  readonly userId: string;
  /**
   * A valid access token, another one than `refused`, in the name of `by`, or why there is none:
   * `session.accessToken`.
   */
  accessToken(refused?: string, by?: string): Promise<Result<string, 'signed-out' | 'offline'>>;
  /** When the worker is to start; what is asked before waits for it. */
  readonly start?: Promise<void>;
}

/** How soon a page notices that the clock was set. */
const LOOK_AT_CLOCK_MS = 5_000;

/** Opens this tab's way to the shop's replica, with a worker that may lead. To be closed with `close()`. */
export function openReplica({ tenantId, userId, accessToken, start }: OpenReplicaOptions): Replica {
  const memory = pageMemory();
  const device = deviceOf(memory);
  let own: { readonly worker: Worker; readonly caller: Caller<WorkerService> } | undefined;
  let isClosed = false;
  // A worker that ended answers nothing; the next one is asked by the page that opens it.
  const unanswered = (): undefined => undefined;
  const open = (): void => {
    if (isClosed) return;
    const worker = new Worker(new URL('./leader/replica.worker.ts', import.meta.url), {
      type: 'module',
      name: 'replica',
    });
    serve<PageService>(worker, {
      methods: {
        async token(refused, by) {
          // A session that cannot even be asked is as good as out of reach: the exchange tries again.
          const answer = await accessToken(refused ?? undefined, by ?? undefined).catch(
            () => ({ ok: false, error: 'offline' }) as const,
          );
          return answer.ok ? { value: answer.value } : { fault: answer.error };
        },
      },
    });
    own = { worker, caller: new Caller<WorkerService>(worker) };
    own.caller.ask('open', tenantId, device).catch(unanswered);
  };
  const wake = (): void => client.wake();
  let inSight = document.visibilityState === 'visible';
  const whenVisible = (): void => {
    inSight = false;
    if (document.visibilityState === 'visible') wake();
  };
  const watch = setInterval(() => {
    client.lookAtClock(inSight);
    inSight = document.visibilityState === 'visible';
  }, LOOK_AT_CLOCK_MS);
  const client = new ReplicaClient({
    tenantId,
    userId,
    device,
    channel: new BroadcastChannel(channelName(tenantId)),
    memory,
    time: DEVICE_TIME,
    takeOver: () => void own?.caller.ask('takeOver').catch(unanswered),
    onClose: () => {
      clearInterval(watch);
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', whenVisible);
      isClosed = true;
      void own?.caller.ask('close').then(() => own?.worker.terminate(), unanswered);
    },
  });
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', whenVisible);
  if (start) void start.then(open, open);
  else open();
  // The browser may otherwise clear the shop when the phone is short of space.
  void navigator.storage?.persist?.().catch(() => false);
  return client;
}
