import type { Instant } from '@digiboost/domain/shared/day';
import type { Outcome } from '../channel.ts';
import { type Delivery, type DeliveryChannel, deliveryKey, type OnState } from '../delivery.ts';
import { type AttemptParts, createAttempts } from './attempts.ts';
import { type DeliveryDocument, isUnreported, newDocument } from './delivery-document.ts';
import { afterNews, type ProviderNews, resent } from './delivery-machine.ts';
import type { MessageKind } from './outbox-store.ts';
import { createReports } from './reports.ts';
import { createSlots } from './slots.ts';

/** Where messages wait until a provider has taken them. */
export interface Outbox {
  /** Stores the deliveries, then tries those that are due; one whose id is already stored is left as it is. */
  enqueue(deliveries: readonly Delivery[]): Promise<void>;
  /** How many more messages the shop may send in the 24 hours that end now. */
  left(tenantId: string, kind?: MessageKind): Promise<number>;
  /** Who is told of new states. There is one listener; states that nobody heard are kept until there is. */
  onState(listener: OnState): void;
}

/** The outbox with what its timers, its webhooks and its routes need. */
export interface OutboxEngine extends Outbox {
  /** Does everything that is due now; resolves once it is done, with when to look again (ms since 1970), or null. */
  run(): Promise<number | null>;
  /** Takes a provider's news of the delivery with this key; false when there is no such delivery. */
  news(key: string, news: ProviderNews): Promise<boolean>;
  /**
   * Sends a failed delivery anew, to `address`; null when there is none with this key in the shop, or it has not
   * failed.
   */
  resend(tenantId: string, key: string, address: string): Promise<DeliveryDocument | null>;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
}

/** What an outbox is made of. */
export interface OutboxParts extends AttemptParts {
  /**
   * Messages of one shop in 24 hours: what its people write in alerts must not flood strangers, nor cost without end.
   */
  readonly perDay?: number;
  /** Told when something will have to be done, ms since 1970, if that may be sooner than what `run` answered. */
  readonly wake?: (at: number) => void;
  /** Told what came of each try. */
  readonly tried?: (channel: DeliveryChannel, outcome: Outcome) => void;
}

/** What a shop may send in 24 hours unless the deployment says otherwise: alerts and tests, and as many answers. */
export const MESSAGES_PER_DAY = 500;
const DAY_MS = 24 * 3_600_000;
const BATCH = 200;
/** Calls to providers at one moment. */
const AT_ONCE = 16;
/** A provider that refuses more for now is left alone at least this long, ms. */
const SHORTEST_PAUSE_MS = 1_000;

/** An outbox over a store. Nothing happens by itself: `run` does what is due, timers are the caller's. */
export function createOutbox(parts: OutboxParts): OutboxEngine {
  const { store, log, now, wake = () => {}, tried = () => {}, perDay = MESSAGES_PER_DAY } = parts;
  const instant = (): Instant => now().toISOString();
  const underWay = new Map<string, Promise<void>>();
  const pausedUntil = new Map<DeliveryChannel, number>();
  const slots = createSlots(AT_ONCE);
  const reports = createReports(parts);
  const { attempt, look } = createAttempts(parts, (channel, outcome) => {
    tried(channel, outcome);
    if (outcome.kind !== 'later' || outcome.reason !== 'rate-limited') return;
    pausedUntil.set(channel, now().getTime() + Math.max(SHORTEST_PAUSE_MS, outcome.retryAfterMs ?? 0));
  });

  const isPaused = ({ delivery, phase }: DeliveryDocument): boolean =>
    phase === 'WAITING' && (pausedUntil.get(delivery.channel) ?? 0) > now().getTime();

  /** Does what is due about one delivery; a second call while the first is under way waits for that one. */
  const handle = (doc: DeliveryDocument): Promise<void> => {
    const running = underWay.get(doc._id);
    if (running) return running;
    const work = slots(doc.delivery.tenantId, () => step(doc))
      .then((after) => {
        if (after) wake(Math.max(Date.parse(after.dueAt), pausedUntil.get(after.delivery.channel) ?? 0));
      })
      .catch((err: unknown) => log.error({ err, delivery: doc._id }, 'a delivery could not be handled'))
      .finally(() => {
        underWay.delete(doc._id);
      });
    underWay.set(doc._id, work);
    return work;
  };

  async function step(doc: DeliveryDocument): Promise<DeliveryDocument | null> {
    // While it waited for a slot, its provider may have asked for a pause.
    if (isPaused(doc)) return { ...doc, dueAt: instant() };
    let current: DeliveryDocument | null = doc;
    if (doc.phase === 'WAITING') current = await attempt(doc);
    else if (doc.phase === 'ATTEMPTING') {
      current = await look(doc);
      if (current?.phase === 'WAITING' && current.dueAt <= instant()) current = await attempt(current);
    }
    // What the view told may be older than what this server has told since.
    else current = await store.get(deliveryKey(doc.delivery.id));
    return current?.phase === 'DONE' ? reports.report(current) : current;
  }

  /** Does what a provider's news brought, after whatever is under way. */
  async function followUp(id: DeliveryDocument['_id'], key: string): Promise<void> {
    await underWay.get(id);
    const doc = await store.get(key).catch(() => null);
    const isDue = doc && (doc.phase === 'DONE' ? isUnreported(doc) : doc.dueAt <= instant());
    if (isDue) await handle(doc);
  }

  const handleAll = (docs: readonly DeliveryDocument[]): Promise<unknown> =>
    Promise.all(docs.filter((doc) => !isPaused(doc)).map(handle));

  const outbox: OutboxEngine = {
    async enqueue(deliveries) {
      const at = instant();
      const unique = new Map(deliveries.map((delivery) => [delivery.id, newDocument(delivery, at)]));
      const stored = await store.insert([...unique.values()]);
      // The caller goes on: whatever happens now, the deliveries are stored.
      void handleAll(stored.filter(({ dueAt }) => dueAt <= at));
      for (const { dueAt, phase } of stored) if (dueAt > at && phase !== 'DONE') wake(Date.parse(dueAt));
    },
    async left(tenantId, kind = 'alert') {
      const since = new Date(now().getTime() - DAY_MS).toISOString();
      return Math.max(0, perDay - (await store.made(tenantId, kind, since)));
    },
    onState(heard) {
      reports.listen(heard);
      wake(now().getTime());
    },
    async run() {
      let nextAt: number | null = null;
      for (;;) {
        const due = await store.due(now(), BATCH);
        nextAt = due.nextAt;
        const fresh = due.docs.filter((doc) => !underWay.has(doc._id) && !isPaused(doc));
        await handleAll(fresh);
        if (due.docs.length < BATCH || fresh.length === 0) break;
      }
      await outbox.idle();
      const pauses = [...pausedUntil.values()].filter((until) => until > now().getTime());
      return [nextAt, ...pauses].reduce<number | null>(
        (first, at) => (at === null ? first : first === null ? at : Math.min(first, at)),
        null,
      );
    },
    async news(key, news) {
      const doc = await store.get(key);
      if (!doc) return false;
      let changed = false;
      const moved = await store.change(doc, (fresh) => {
        const after = afterNews(fresh, news, now());
        changed = after !== null;
        return after;
      });
      if (moved && changed) void followUp(moved._id, key);
      return true;
    },
    async resend(tenantId, key, address) {
      const doc = await store.get(key);
      if (!doc || doc.delivery.tenantId !== tenantId) return null;
      let asked = false;
      const waiting = await store.change(doc, (fresh) => {
        asked = fresh.state === 'FAILED' || fresh.state === 'DOUBTFUL';
        return asked ? resent(fresh, address, now()) : null;
      });
      if (!asked || !waiting) return null;
      await reports.mention(waiting);
      void handle(waiting);
      return waiting;
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
  return outbox;
}
