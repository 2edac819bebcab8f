import type { Result } from '@digiboost/domain/shared/result';
import { DEVICE_TIME } from './clock.ts';
import { deviceOf, pageMemory } from './identity.ts';
import { channelName, type FromWorker, type ToWorker } from './messages.ts';
import { ReplicaClient } from './replica-client.ts';
import type { Replica } from './types.ts';

export interface OpenReplicaOptions {
  readonly tenantId: string;
  /** Who writes: the user's id. */
  readonly userId: string;
  /** A valid access token, another one than `refused`, or why there is none: `session.accessToken`. */
  accessToken(refused?: string): Promise<Result<string, 'signed-out' | 'offline'>>;
  /** When the worker is to start; what is asked before waits for it. */
  readonly start?: Promise<void>;
}

/** How soon a page notices that the clock was set. */
const LOOK_AT_CLOCK_MS = 5_000;

/** Opens this tab's way to the shop's replica, with a worker that may lead. To be closed with `close()`. */
export function openReplica({ tenantId, userId, accessToken, start }: OpenReplicaOptions): Replica {
  const memory = pageMemory();
  const device = deviceOf(memory);
  let worker: Worker | undefined;
  let isClosed = false;
  const tell = (message: ToWorker): void => worker?.postMessage(message);
  const open = (): void => {
    if (isClosed) return;
    worker = new Worker(new URL('./leader/replica.worker.ts', import.meta.url), { type: 'module', name: 'replica' });
    worker.onmessage = async ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'closed') {
        worker?.terminate();
        return;
      }
      const answer = await accessToken(data.refused).catch(() => ({ ok: false, error: 'offline' }) as const);
      tell({ kind: 'token', id: data.id, token: answer.ok ? { value: answer.value } : { fault: answer.error } });
    };
    tell({ kind: 'open', tenantId, device });
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
    takeOver: () => tell({ kind: 'take-over' }),
    onClose: () => {
      clearInterval(watch);
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', whenVisible);
      isClosed = true;
      tell({ kind: 'close' });
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
