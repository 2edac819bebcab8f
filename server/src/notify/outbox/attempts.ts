import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Channel, Finding, Message, Outcome } from '../channel.ts';
import { type DeliveryChannel, deliveryKey } from '../delivery.ts';
import type { RefusalOf } from '../refusals.ts';
import { backoff } from './backoff.ts';
import { type DeliveryDocument, inState } from './delivery-document.ts';
import { afterFinding, afterTry, claimed, probing } from './delivery-machine.ts';
import type { OutboxStore } from './outbox-store.ts';

/** What calling providers needs. */
export interface AttemptParts {
  readonly store: OutboxStore;
  readonly channels: Readonly<Record<DeliveryChannel, Channel>>;
  readonly refusalOf: RefusalOf;
  readonly log: Logger;
  readonly now: () => Date;
  /** Uniform in [0, 1): spreads the retries. */
  readonly random: () => number;
}

/** Calls to providers; each resolves to the document after it, or null when another server has taken it. */
export interface Attempts {
  /** Sends a waiting delivery, or gives it up when its time is over. */
  attempt(doc: DeliveryDocument): Promise<DeliveryDocument | null>;
  /** Finds out about a try whose answer was lost, by a crash or on the way. */
  look(doc: DeliveryDocument): Promise<DeliveryDocument | null>;
}

/** The calls of one server. `onOutcome` hears what came of each try. */
export function createAttempts(
  { store, channels, refusalOf, log, now, random }: AttemptParts,
  onOutcome: (channel: DeliveryChannel, outcome: Outcome) => void,
): Attempts {
  const messageOf = ({ delivery, templateOnly }: DeliveryDocument): Message => ({
    delivery,
    key: deliveryKey(delivery.id),
    templateOnly: templateOnly ?? false,
  });

  async function attempt(doc: DeliveryDocument): Promise<DeliveryDocument | null> {
    const { channel, deadline } = doc.delivery;
    if (now().toISOString() >= deadline) {
      return store.change(doc, (fresh) => inState(fresh, 'FAILED', now().toISOString(), fresh.reason ?? 'expired'));
    }
    const claim = randomUUID();
    const mine = await store.save(claimed(doc, claim, now()));
    // Another server took it.
    if (!mine.ok) return null;
    const outcome = await send(mine.value);
    onOutcome(channel, outcome);
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
      const refusal = delivery.alertType === 'REPLY' ? null : await refusalOf(delivery);
      if (refusal) return { kind: 'refused', reason: refusal };
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
    store.change(mine, (fresh) => {
      const after = next(fresh);
      if (fresh.phase === 'DONE') {
        // The provider's news was quicker than its answer.
        const { messageId, asText } = after;
        if (fresh.messageId !== undefined || messageId === undefined) return fresh;
        return fresh.state === 'FAILED' ? after : { ...fresh, messageId, ...(asText ? { asText } : {}) };
      }
      return fresh.claim === claim || after.phase === 'DONE' ? after : fresh;
    });

  return { attempt, look };
}

/** What the log may say of an outcome: no text, no address. */
const summaryOf = (outcome: Outcome) =>
  outcome.kind === 'sent' ? { outcome: 'sent' } : { outcome: outcome.kind, reason: outcome.reason };
