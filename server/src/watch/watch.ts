import { randomUUID } from 'node:crypto';
import type { Instant } from '@digiboost/domain/shared/day';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Services } from '../accounts/services.ts';
import { type Couch, sequenceNumber } from '../couch/client.ts';
import { CouchError } from '../couch/couch-error.ts';
import { settleVoids } from '../integrity/false-voids.ts';
import { findForks } from '../integrity/forks.ts';
import type { Outbox } from '../notify/outbox/outbox.ts';
import { newsSince } from '../shop/shop-reading.ts';
import { askViews } from '../shop/shop-views.ts';
import { checkShop } from './check-shop.ts';
import { Duty } from './duty.ts';
import { createLease } from './lease.ts';
import { watchMetrics } from './metrics.ts';
import { everyMinute } from './minute.ts';
import { recordState } from './record-state.ts';
import type { ShopMemory } from './shop-facts.ts';
import { knownShops } from './shops.ts';
import { QUARTER_MS } from './wake.ts';

/** What watching needs. */
export interface WatchParts {
  readonly couchUrl: string;
  readonly couch: Pick<Couch, 'sequences'>;
  readonly services: Pick<Services, 'control' | 'tenants' | 'users' | 'devices'>;
  readonly outbox: Outbox;
  readonly onScheduleOfReports?: (tenantId: string) => void;
  readonly log: Logger;
  readonly now: () => Date;
  readonly register: Registry;
}

/** What the watch says of itself. */
export interface WatchStatus {
  /** Whether this server is the one that watches. */
  readonly watching: boolean;
  /** Whether the database tells it what changes; the minutes' rounds find it too, but later. */
  readonly hearing: boolean;
  /** When it last did what it does every minute. */
  readonly tickedAt: Instant | null;
  /** Shops that wait for their check. */
  readonly waiting: number;
  /** How long the one that waits longest has waited, ms. */
  readonly lagMs: number;
  /** Shops checked since the start: those that had changed, or whose time had come. */
  readonly checked: number;
}

/** Notices what changes in the shops, and checks their alerts. */
export interface Watch {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** What happens every minute. */
  tick(): Promise<void>;
  /** Resolves once no shop waits. */
  idle(): Promise<void>;
  status(): WatchStatus;
}

/**
 * What is remembered of a shop; `seq` is its sequence before its last whole check, which asked to be woken at `wakeAt`.
 */
type Memory = ShopMemory & {
  forksAt: number | null;
  readonly forks: Set<string>;
  /** Voids that were compared with what they void. */
  readonly voids: Set<string>;
  seq: string | null;
  wakeAt: number | null;
};

const LEASE_EVERY_MS = 10_000;
/** Forecasts that are kept in memory, of the shops checked last. */
const KEPT_FORECASTS = 200;

/** The watch over all shops of the installation; it does nothing until it is started. */
export function createWatch(parts: WatchParts): Watch {
  const { couchUrl, couch, services, outbox, onScheduleOfReports = () => {}, log, now, register } = parts;
  const { control, tenants } = services;
  const metrics = watchMetrics(register);
  const lease = createLease(control, randomUUID(), now);
  const shops = knownShops(tenants.store, now);
  const memories = new Map<string, Memory>();
  const recent = new LRUCache<string, Memory>({
    max: KEPT_FORECASTS,
    noDisposeOnSet: true,
    dispose: (old) => {
      old.forecast = null;
    },
  });

  let minute: { stop(): void } | null = null;
  let leaseTimer: NodeJS.Timeout | null = null;
  let turn: Promise<void> = Promise.resolve();
  let duty: Duty | null = null;
  let ticking: Promise<void> | null = null;
  let tickedAt: Instant | null = null;
  let checkedCount = 0;

  function memoryOf(tenantId: string): Memory {
    const memory = memories.get(tenantId) ?? {
      quarterAt: null,
      forecast: null,
      forksAt: null,
      forks: new Set(),
      voids: new Set(),
      seq: null,
      wakeAt: null,
    };
    memories.set(tenantId, memory);
    recent.set(tenantId, memory);
    return memory;
  }

  function forget(): void {
    memories.clear();
    recent.clear();
  }

  async function check(tenantId: string): Promise<number | null> {
    const stop = metrics.seconds.startTimer();
    const memory = memoryOf(tenantId);
    const shop = tenants.store.shop(tenantId);
    try {
      const { seq, isNews, hasSchedule } = await newsSince(shop, memory.seq);
      if (hasSchedule) onScheduleOfReports(tenantId);
      if (!isNews && (memory.wakeAt === null || now().getTime() < memory.wakeAt)) {
        memory.seq = seq;
        metrics.checks.inc({ result: 'unchanged' });
        return memory.wakeAt;
      }
      memory.seq = null;
      const { wakeAt, again } = await checkShop(
        { services, enqueue: outbox.enqueue, left: outbox.left, metrics, log },
        tenantId,
        memory,
        now(),
      );
      if (again) duty?.queue.ask(tenantId);
      await lookForForgeries(tenantId, memory);
      metrics.checks.inc({ result: again ? 'contended' : 'done' });
      checkedCount += 1;
      memory.wakeAt = wakeAt;
      memory.seq = again ? null : seq;
      return wakeAt;
    } catch (error) {
      // The shop is gone, or not yet made.
      if (error instanceof CouchError && error.status === 404) return null;
      metrics.checks.inc({ result: 'failed' });
      throw error;
    } finally {
      stop();
    }
  }

  function checked(tenantId: string): number | null {
    const seq = memories.get(tenantId)?.seq ?? null;
    return seq === null ? null : sequenceNumber(seq);
  }

  async function lookForForgeries(tenantId: string, memory: Memory): Promise<void> {
    const at = now().getTime();
    if (memory.forksAt !== null && Math.abs(at - memory.forksAt) < QUARTER_MS) return;
    memory.forksAt = at;
    const shop = tenants.store.shop(tenantId);
    for (const { id, type } of await findForks(shop, askViews(shop), memory.forks)) {
      metrics.forked.inc({ type });
      log.error({ tenantId, document: id }, 'a record that never changes has two versions that differ');
    }
    for (const id of await settleVoids(shop, memory.voids, now().toISOString())) {
      log.warn({ tenantId, document: id }, 'a void was set aside, or counts again: it is compared with what it voids');
    }
  }

  /** Takes or keeps the watch, or leaves it to another server. */
  async function takeTurn(): Promise<void> {
    let isMine = duty !== null;
    try {
      isMine = await lease.take();
    } catch (err) {
      // The database is away: whoever had the watch has nothing to check either.
      log.debug({ err }, 'the lease of the watch could not be taken');
    }
    if (isMine && !duty) {
      // Another server may have watched meanwhile.
      forget();
      const beginning = Duty.begin({ couchUrl, couch, control, shops, check, checked, forget, log, now });
      duty = await beginning.catch((err: unknown) => {
        log.warn({ err }, 'the watch could not begin');
        return null;
      });
    }
    if (!isMine && duty) await endDuty();
    metrics.watching.set(duty ? 1 : 0);
  }

  async function endDuty(): Promise<void> {
    const ending = duty;
    duty = null;
    await ending?.end();
  }

  const tick = (): Promise<void> => {
    ticking ??= (async () => {
      await duty?.tick();
      tickedAt = now().toISOString();
      metrics.waiting.set(duty?.waiting ?? 0);
    })().finally(() => {
      ticking = null;
    });
    return ticking;
  };

  const inTurn = (): Promise<void> => {
    turn = turn.then(takeTurn);
    return turn;
  };

  return {
    async start() {
      outbox.onState(recordState(tenants.store));
      await inTurn();
      leaseTimer = setInterval(() => void inTurn(), LEASE_EVERY_MS);
      leaseTimer.unref();
      minute = everyMinute(tick);
    },
    async stop() {
      if (leaseTimer) clearInterval(leaseTimer);
      minute?.stop();
      await turn;
      await ticking;
      const held = duty !== null;
      await endDuty();
      if (held) await lease.release().catch(() => undefined);
    },
    tick,
    idle: async () => duty?.idle(),
    status: () => ({
      watching: duty !== null,
      hearing: duty?.isHearing ?? false,
      tickedAt,
      waiting: duty?.waiting ?? 0,
      lagMs: duty?.queue.lagMs ?? 0,
      checked: checkedCount,
    }),
  };
}
