import { randomUUID } from 'node:crypto';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Logger } from 'pino';
import { backoff } from './backoff.ts';
import type { Channel, Finding, Message, Outcome } from './channel.ts';
import { type Delivery, type DeliveryChannel, deliveryKey, type OnState } from './delivery.ts';
import { type DeliveryDocument, inState, isUnreported, newDocument, settled } from './delivery-document.ts';
import { afterFinding, afterNews, afterTry, claimed, type ProviderNews, probing, resent } from './delivery-machine.ts';
import type { OutboxStore } from './outbox-store.ts';
import { sentenceOfReason } from './reasons.ts';

/** Where messages wait until a provider has taken them. */
export interface Outbox {
  /** Stores the deliveries, then tries those that are due; one whose id is already stored is left as it is. */
  enqueue(deliveries: readonly Delivery[]): Promise<void>;
  /** Who is told of new states. There is one listener; states that nobody heard are kept until there is. */
  onState(listener: OnState): void;
}

/** The outbox with what its timers, its webhooks and its routes need. */
export interface OutboxEngine extends Outbox {
  /** Does everything that is due now; resolves once it is done, with when to look again (ms since 1970), or null. */
  run(): Promise<number | null>;
  /** Takes a provider's news of the delivery with this key; false when there is no such delivery. */
  news(key: string, news: ProviderNews): Promise<boolean>;
  /** Sends a failed delivery anew; null when there is none with this key in the shop, or it has not failed. */
  resend(tenantId: string, key: string): Promise<DeliveryDocument | null>;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
}

/** What an outbox is made of. */
export interface OutboxParts {
  readonly store: OutboxStore;
  readonly channels: Readonly<Record<DeliveryChannel, Channel>>;
  /** Whether whoever holds this number has asked for no more messages. */
  readonly isStopped: (number: string) => Promise<boolean>;
  readonly log: Logger;
  readonly now: () => Date;
  readonly random: () => number;
  /** Told when something will have to be done, ms since 1970, if that may be sooner than what `run` answered. */
  readonly wake?: (at: number) => void;
}

const BATCH = 200;
/** Calls to providers at one moment. */
const AT_ONCE = 16;
/** Changes of one document by others that a change of ours may meet. */
const TRIES = 8;

/** An outbox over a store. Nothing happens by itself: `run` does what is due, timers are the caller's. */
export function createOutbox(parts: OutboxParts): OutboxEngine {
  const { store, channels, log, now, random, wake = () => {} } = parts;
  const instant = (): Instant => now().toISOString();
  const underWay = new Map<string, Promise<void>>();
  const pausedUntil = new Map<DeliveryChannel, number>();
  let listener: OnState | null = null;

  const isPaused = ({ delivery, phase }: DeliveryDocument): boolean =>
    phase === 'WAITING' && (pausedUntil.get(delivery.channel) ?? 0) > now().getTime();

  /** Does what is due about one delivery; a second call while the first is under way waits for that one. */
  const handle = (doc: DeliveryDocument): Promise<void> => {
    const running = underWay.get(doc._id);
    if (running) return running;
    const work = step(doc)
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
    let current: DeliveryDocument | null = doc;
    if (doc.phase === 'WAITING') current = await attempt(doc);
    else if (doc.phase === 'ATTEMPTING') {
      current = await look(doc);
      if (current?.phase === 'WAITING' && current.dueAt <= instant()) current = await attempt(current);
    }
    return current?.phase === 'DONE' ? report(current) : current;
  }

  const messageOf = ({ delivery, templateOnly }: DeliveryDocument): Message => ({
    delivery,
    key: deliveryKey(delivery.id),
    templateOnly: templateOnly ?? false,
  });

  async function attempt(doc: DeliveryDocument): Promise<DeliveryDocument | null> {
    const { channel, deadline } = doc.delivery;
    if (instant() >= deadline) {
      return change(doc, (fresh) => inState(fresh, 'FAILED', instant(), fresh.reason ?? 'expired'));
    }
    const claim = randomUUID();
    const mine = await store.save(claimed(doc, claim, now()));
    // Another server took it.
    if (!mine.ok) return null;
    const outcome = await send(mine.value);
    if (outcome.kind === 'later' && outcome.reason === 'rate-limited') {
      pausedUntil.set(channel, now().getTime() + (outcome.retryAfterMs ?? 1_000));
    }
    const { provider } = channels[channel];
    log[outcome.kind === 'sent' ? 'info' : 'warn'](
      { delivery: doc._id, tenantId: doc.delivery.tenantId, channel, provider, ...summaryOf(outcome) },
      'a delivery was tried',
    );
    const wait = backoff(mine.value.attempts, random, outcome.kind === 'later' ? outcome.retryAfterMs : 0);
    return conclude(mine.value, claim, (fresh) => afterTry(fresh, outcome, provider, now(), wait));
  }

  async function send(doc: DeliveryDocument): Promise<Outcome> {
    const { delivery } = doc;
    try {
      const isAnswer = delivery.alertType === 'REPLY';
      if (delivery.channel === 'WHATSAPP' && !isAnswer && (await parts.isStopped(delivery.address))) {
        return { kind: 'refused', reason: 'opted-out' };
      }
    } catch {
      // Nothing has been sent yet.
      return { kind: 'later', reason: 'no-answer' };
    }
    try {
      return await channels[delivery.channel].send(messageOf(doc));
    } catch (err) {
      log.error({ err, delivery: doc._id }, 'a channel failed in an unexpected way');
      return { kind: 'unknown', reason: 'no-answer' };
    }
  }

  /** Finds out about a try whose answer was lost, by a crash or on the way. */
  async function look(doc: DeliveryDocument): Promise<DeliveryDocument | null> {
    const claim = randomUUID();
    const mine = await store.save(probing(doc, claim, now()));
    if (!mine.ok) return null;
    const channel = channels[doc.delivery.channel];
    const attemptedAt = new Date(doc.attemptedAt ?? doc.createdAt);
    const finding: Finding = channel.repeatable
      ? { kind: 'absent' }
      : await (channel.find?.(messageOf(doc), attemptedAt) ?? Promise.resolve({ kind: 'unknown' as const })).catch(
          () => ({ kind: 'unreachable' as const }),
        );
    log.warn({ delivery: doc._id, finding: finding.kind, provider: channel.provider }, 'a lost answer was looked for');
    const wait = backoff(mine.value.probes, random);
    return conclude(mine.value, claim, (fresh) => afterFinding(fresh, finding, channel.provider, now(), wait));
  }

  /** Stores what came of a try, unless somebody else has taken the delivery over and this tells nothing sure. */
  const conclude = (
    mine: DeliveryDocument,
    claim: string,
    next: (fresh: DeliveryDocument) => DeliveryDocument,
  ): Promise<DeliveryDocument | null> =>
    change(mine, (fresh) => {
      const after = next(fresh);
      if (fresh.phase === 'DONE') {
        // The provider's news was quicker than its answer.
        const { messageId, asText } = after;
        if (fresh.messageId !== undefined || messageId === undefined) return fresh;
        return fresh.state === 'FAILED' ? after : { ...fresh, messageId, ...(asText ? { asText } : {}) };
      }
      return fresh.claim === claim || after.phase === 'DONE' ? after : fresh;
    });

  /** Changes a document, again on its newest revision whenever somebody else was first; null when it has gone. */
  async function change(
    doc: DeliveryDocument,
    next: (fresh: DeliveryDocument) => DeliveryDocument | null,
  ): Promise<DeliveryDocument | null> {
    let fresh: DeliveryDocument | null = doc;
    for (let tries = 0; fresh && tries < TRIES; tries += 1) {
      const changed = next(fresh);
      if (!changed || changed === fresh) return fresh;
      const saved = await store.save(changed);
      if (saved.ok) return saved.value;
      fresh = await store.get(deliveryKey(doc.delivery.id));
    }
    return fresh;
  }

  async function report(doc: DeliveryDocument): Promise<DeliveryDocument | null> {
    const heard = !isUnreported(doc) || (listener !== null && (await tell(doc)));
    const after = await change(doc, (fresh) => {
      if (fresh.phase !== 'DONE') return null;
      if (heard) return fresh.state === doc.state ? settled(fresh, now()) : { ...fresh, reported: doc.state };
      const wait = backoff(fresh.reports + 1, random);
      return { ...fresh, reports: fresh.reports + 1, dueAt: new Date(now().getTime() + wait).toISOString() };
    });
    // News came in while the listener wrote.
    return heard && after?.phase === 'DONE' && isUnreported(after) ? report(after) : after;
  }

  async function tell({ _id, delivery, state, stateAt, reason }: DeliveryDocument): Promise<boolean> {
    try {
      await listener?.(delivery, state, sentenceOfReason(reason), stateAt);
      return true;
    } catch (err) {
      log.warn({ err, delivery: _id }, 'the state of a delivery could not be told');
      return false;
    }
  }

  /** Does what a provider's news brought, after whatever is under way. */
  async function followUp(id: DeliveryDocument['_id'], key: string): Promise<void> {
    await underWay.get(id);
    const doc = await store.get(key).catch(() => null);
    const isDue = doc && (doc.phase === 'DONE' ? isUnreported(doc) : doc.dueAt <= instant());
    if (isDue) await handle(doc);
  }

  async function handleAll(docs: readonly DeliveryDocument[]): Promise<void> {
    const queue = docs.filter((doc) => !isPaused(doc));
    const worker = async () => {
      for (let doc = queue.shift(); doc; doc = queue.shift()) {
        if (!isPaused(doc)) await handle(doc);
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, queue.length) }, worker));
  }

  const outbox: OutboxEngine = {
    async enqueue(deliveries) {
      const at = instant();
      const unique = new Map(deliveries.map((delivery) => [delivery.id, newDocument(delivery, at)]));
      const stored = await store.insert([...unique.values()]);
      // The caller goes on: whatever happens now, the deliveries are stored.
      void handleAll(stored.filter(({ dueAt }) => dueAt <= at));
      for (const { dueAt } of stored) if (dueAt > at) wake(Date.parse(dueAt));
    },
    onState(heard) {
      listener = heard;
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
      const moved = await change(doc, (fresh) => {
        const after = afterNews(fresh, news, now());
        changed = after !== null;
        return after;
      });
      if (moved && changed) void followUp(moved._id, key);
      return true;
    },
    async resend(tenantId, key) {
      const doc = await store.get(key);
      if (!doc || doc.delivery.tenantId !== tenantId) return null;
      let asked = false;
      const waiting = await change(doc, (fresh) => {
        asked = fresh.state === 'FAILED' || fresh.state === 'DOUBTFUL';
        return asked ? resent(fresh, now()) : null;
      });
      if (!asked || !waiting) return null;
      void handle(waiting);
      return waiting;
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
  return outbox;
}

/** What the log may say of an outcome: no text, no address. */
const summaryOf = (outcome: Outcome) =>
  outcome.kind === 'sent' ? { outcome: 'sent' } : { outcome: outcome.kind, reason: outcome.reason };
