import type { Instant } from '@digiboost/domain/shared/day';
import { DEVICE_TIME } from '../../replica/clock.ts';
import { Remote } from '../../replica/exchange/remote.ts';
import { Mutex } from '../../replica/store/mutex.ts';
import type { ReplicaBench } from '../../replica/testing/replica-bench.ts';
import { Archive } from '../archive.ts';

/**
 * The archive of the bench's shop in one tab of a phone, and how to have it fetch at `now`; tabs share `lock`. It never
 * really waits, and tells how long it was asked to.
 */
export function anArchiveOf(
  bench: ReplicaBench,
  now: Instant,
  options: { readonly lock?: Mutex; readonly tenant?: string; readonly fetch?: typeof fetch } = {},
) {
  const { lock = new Mutex(), tenant = bench.tenant, fetch: fetcher = fetch } = options;
  const stop = new AbortController();
  const waited: number[] = [];
  const shares: number[] = [];
  const reported: unknown[] = [];
  const remote = new Remote({
    url: bench.url,
    fetch: fetcher,
    token: async () => bench.token(),
    time: DEVICE_TIME,
    onAnswer: () => undefined,
    onTraffic: () => undefined,
    signal: stop.signal,
  });
  const archive = new Archive({
    tenantId: tenant,
    remote,
    alone: (work) => lock.run(work),
    report: (error) => reported.push(error),
    wait: async (ms) => void waited.push(ms),
  });
  const how = { now, signal: stop.signal, onProgress: (share: number) => shares.push(share) };
  return { archive, how, shares, waited, reported, stop };
}
