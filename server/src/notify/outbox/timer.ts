import type { Logger } from 'pino';
import type { OutboxEngine } from './outbox.ts';
import type { OutboxStore } from './outbox-store.ts';

/** How often deliveries that another server left are looked for, ms. */
const LOOK_MS = 30_000;
const AFTER_FAILURE_MS = 5_000;
const REMOVAL_MS = 3_600_000;
const REMOVED_AT_ONCE = 200;
/** Together some thousands an hour: as many as a large installation sends. */
const REMOVALS = 25;
const STOPPING_MS = 3_000;

/** Lets an outbox do what is due when it is due. */
export interface OutboxTimer {
  start(): void;
  /** What is under way has a moment to finish, or is left for the next start. */
  stop(): Promise<void>;
  /** Something will have to be done at `at` (ms since 1970), perhaps sooner than planned. */
  wake(at: number): void;
  /** Does everything that is due now, without waiting. */
  look(): Promise<void>;
}

/** The timer of an outbox; `outbox` gives it, for it wakes its own timer. */
export function outboxTimer(
  outbox: () => Pick<OutboxEngine, 'run' | 'idle'>,
  { store, log, now }: { readonly store: OutboxStore; readonly log: Logger; readonly now: () => Date },
): OutboxTimer {
  let timer: NodeJS.Timeout | null = null;
  /** When the timer looks again, or once looking is over, will. */
  let plannedAt = Number.POSITIVE_INFINITY;
  let looking: Promise<void> | null = null;
  let isRunning = false;
  let removedAt = Number.NEGATIVE_INFINITY;

  function plan(at: number): void {
    if (!isRunning) return;
    if (timer) clearTimeout(timer);
    plannedAt = at;
    // The timer counts real time, whatever the clock does.
    timer = setTimeout(look, Math.min(LOOK_MS, Math.max(0, at - now().getTime())));
    timer.unref();
  }

  function look(): Promise<void> {
    looking ??= work().finally(() => {
      looking = null;
    });
    return looking;
  }

  async function work(): Promise<void> {
    plannedAt = Number.POSITIVE_INFINITY;
    let next: number;
    try {
      next = (await outbox().run()) ?? Number.POSITIVE_INFINITY;
      await removeOld();
    } catch (err) {
      log.warn({ err }, 'the outbox could not be looked through');
      next = now().getTime() + AFTER_FAILURE_MS;
    }
    plan(Math.min(next, plannedAt, now().getTime() + LOOK_MS));
  }

  async function removeOld(): Promise<void> {
    if (performance.now() - removedAt < REMOVAL_MS) return;
    removedAt = performance.now();
    for (let times = 0; isRunning && times < REMOVALS; times += 1) {
      if ((await store.removeOld(now(), REMOVED_AT_ONCE)) < REMOVED_AT_ONCE) return;
    }
  }

  return {
    look,
    wake(at) {
      if (at >= plannedAt) return;
      plannedAt = at;
      if (!looking) plan(at);
    },
    start() {
      isRunning = true;
      plan(now().getTime());
    },
    async stop() {
      isRunning = false;
      if (timer) clearTimeout(timer);
      timer = null;
      const patience = new Promise<void>((resolve) => setTimeout(resolve, STOPPING_MS).unref());
      await Promise.race([Promise.all([looking, outbox().idle()]), patience]);
    },
  };
}
