import webpush from 'web-push';
import type { Channel, Message, Outcome } from '../channel.ts';
import type { PushConfig } from '../notify-config.ts';
import { retryAfterMs } from '../outbox/backoff.ts';
import { isPushService } from './push-services.ts';
import type { PushSubscriptions, PushTarget } from './push-subscriptions.ts';
import { vapidPublicKey } from './vapid.ts';

const TIMEOUT_MS = 15_000;
/** A notification's text: push services take 4 kB in all, encrypted. */
const MAX_TEXT = 600;

/** What the push channel needs beside its key. */
export interface PushParts {
  readonly subscriptions: PushSubscriptions;
  readonly now: () => Date;
}

/**
 * Notifications by the browsers' push services (Web Push, RFC 8030), encrypted for the phone. The topic makes a
 * service replace an unread notification by its repetition, so that repeating one does no harm.
 */
export function pushChannel(config: PushConfig, { subscriptions, now }: PushParts): Channel {
  const { privateKey, subject, otherServices } = config;
  const vapidDetails = { subject, publicKey: vapidPublicKey(privateKey), privateKey };

  return {
    kind: 'PUSH',
    provider: 'webpush',
    repeatable: true,
    async send(message) {
      const userId = message.delivery.address;
      const targets = (await subscriptions.of(userId)).filter(({ endpoint }) => isPushService(endpoint, otherServices));
      const outcomes = await Promise.all(targets.map((target) => sendTo(target, message, userId)));
      // One phone that has it is enough; the others must not be told twice on its account.
      const rank = { sent: 0, later: 1, unknown: 2, refused: 3 };
      const [best] = outcomes.sort((a, b) => rank[a.kind] - rank[b.kind]);
      return best ?? { kind: 'refused', reason: 'no-subscription' };
    },
  };

  async function sendTo(target: PushTarget, { delivery, key }: Message, userId: string): Promise<Outcome> {
    const { title, text, url } = delivery.content;
    const payload = JSON.stringify({
      title,
      body: text.replaceAll('*', '').slice(0, MAX_TEXT),
      url: url ?? '/alertes',
      tag: delivery.eventId || key,
    });
    const secondsLeft = Math.floor((Date.parse(delivery.deadline) - now().getTime()) / 1000);
    const options = { vapidDetails, TTL: Math.max(0, secondsLeft), urgency: 'high', topic: key } as const;
    let request: webpush.RequestDetails;
    try {
      request = webpush.generateRequestDetails(target, payload, options);
    } catch {
      // No browser made these keys: nothing can be written to them, today or later.
      await subscriptions.remove(userId, target.endpoint);
      return { kind: 'refused', reason: 'no-subscription' };
    }
    try {
      const { headers, body } = request;
      const { 'Content-Length': _length, ...rest } = headers as Record<string, string>;
      const answer = await fetch(target.endpoint, {
        method: 'POST',
        headers: rest,
        body: new Uint8Array(body ?? []),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.body?.cancel();
      return await outcomeOf(answer, target, userId);
    } catch {
      return { kind: 'later', reason: 'no-answer' };
    }
  }

  async function outcomeOf(answer: Response, { endpoint }: PushTarget, userId: string): Promise<Outcome> {
    const wait = retryAfterMs(answer.headers.get('retry-after'), now());
    if (answer.ok) return { kind: 'sent' };
    if (answer.status === 404 || answer.status === 410) {
      // The browser has taken its consent back, or is gone.
      await subscriptions.remove(userId, endpoint);
      return { kind: 'refused', reason: 'no-subscription' };
    }
    if (answer.status === 429) return { kind: 'later', reason: 'provider-down', retryAfterMs: wait };
    if (answer.status >= 500) return { kind: 'later', reason: 'provider-down', retryAfterMs: wait };
    return { kind: 'refused', reason: 'refused' };
  }
}
