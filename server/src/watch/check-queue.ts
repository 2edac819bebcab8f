import type { Logger } from 'pino';

/** Checks one shop; resolves with when it wants to be checked again without having changed (ms since 1970), or null. */
export type Check = (tenantId: string) => Promise<number | null>;

/** Shops that wait for their check. */
export interface CheckQueue {
  /**
   * Has the shop checked after `ms`, once for however many calls come meanwhile. Unless said otherwise that is a
   * moment, and a longer one right after a check.
   */
  ask(tenantId: string, ms?: number): void;
  /** Shops whose own time has come at `now`. */
  due(now: number): string[];
  /** Whether anything is asked for, under way or to be tried again. */
  readonly isIdle: boolean;
  /** Shops that wait, are being checked or failed. */
  readonly size: number;
  /** How long ago the check was asked for that waits longest, ms. */
  readonly lagMs: number;
  /** Resolves once nothing waits. */
  idle(): Promise<void>;
  stop(): void;
}

/** Changes come in bursts: a phone sends its day, a provider tells three states. */
const GATHER_MS = 250;
/** The first change after a while need not wait for more of them: it may be the only one. */
const FIRST_GATHER_MS = 50;
const BURST_MS = 1_000;
const AT_ONCE = 4;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** A queue in which each shop stands at most once, and is checked by one worker at a time. */
export function checkQueue(check: Check, log: Logger, onIdle: () => void = () => {}): CheckQueue {
  /** Timers of shops that gather or wait for another try. */
  const waiting = new Map<string, NodeJS.Timeout>();
  const ready = new Set<string>();
  const running = new Set<string>();
  const again = new Set<string>();
  const failures = new Map<string, number>();
  const wakes = new Map<string, number>();
  /** Since when each shop waits, and when its last check ended. */
  const askedAt = new Map<string, number>();
  const checkedAt = new Map<string, number>();
  const listeners: (() => void)[] = [];
  let isStopped = false;

  const isIdle = () => waiting.size + ready.size + running.size === 0;

  const gatherMs = (tenantId: string): number =>
    performance.now() - (checkedAt.get(tenantId) ?? Number.NEGATIVE_INFINITY) < BURST_MS ? GATHER_MS : FIRST_GATHER_MS;

  function wait(tenantId: string, ms: number): void {
    clearTimeout(waiting.get(tenantId));
    waiting.set(
      tenantId,
      setTimeout(() => {
        waiting.delete(tenantId);
        ready.add(tenantId);
        pump();
      }, ms),
    );
  }

  function pump(): void {
    for (const tenantId of ready) {
      if (isStopped || running.size >= AT_ONCE) return;
      ready.delete(tenantId);
      void run(tenantId);
    }
  }

  async function run(tenantId: string): Promise<void> {
    running.add(tenantId);
    wakes.delete(tenantId);
    const started = performance.now();
    try {
      const wakeAt = await check(tenantId);
      failures.delete(tenantId);
      if (!again.has(tenantId)) askedAt.delete(tenantId);
      if (wakeAt !== null) wakes.set(tenantId, wakeAt);
    } catch (err) {
      const tries = (failures.get(tenantId) ?? 0) + 1;
      failures.set(tenantId, tries);
      log.warn({ tenantId, tries, err }, 'a shop could not be checked');
      if (!isStopped && !again.has(tenantId)) {
        wait(tenantId, Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LONGEST_RETRY_MS));
      }
    }
    running.delete(tenantId);
    const ended = performance.now();
    checkedAt.set(tenantId, ended);
    const took = ended - started;
    // A shop that changes all the time and takes long each time leaves the others most of the time.
    if (again.delete(tenantId) && !isStopped) wait(tenantId, Math.max(GATHER_MS, Math.min(2 * took, LONGEST_RETRY_MS)));
    pump();
    if (isIdle()) {
      onIdle();
      for (const done of listeners.splice(0)) done();
    }
  }

  return {
    ask(tenantId, ms = gatherMs(tenantId)) {
      if (isStopped) return;
      if (!askedAt.has(tenantId)) askedAt.set(tenantId, performance.now());
      // What changed while it is being checked may have been read before it changed.
      if (running.has(tenantId)) {
        if (!again.has(tenantId)) askedAt.set(tenantId, performance.now());
        again.add(tenantId);
      } else if (failures.has(tenantId) || (!waiting.has(tenantId) && !ready.has(tenantId))) wait(tenantId, ms);
    },
    due(now) {
      const found = [...wakes].filter(([, at]) => at <= now).map(([tenantId]) => tenantId);
      for (const tenantId of found) wakes.delete(tenantId);
      return found;
    },
    get isIdle() {
      return isIdle();
    },
    get size() {
      return waiting.size + ready.size + running.size;
    },
    get lagMs() {
      return askedAt.size === 0 ? 0 : performance.now() - Math.min(...askedAt.values());
    },
    idle: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => listeners.push(resolve))),
    stop() {
      isStopped = true;
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
      ready.clear();
      again.clear();
      if (running.size === 0) for (const done of listeners.splice(0)) done();
    },
  };
}
