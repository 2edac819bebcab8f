import type { AlertChannel } from '../documents/alert.ts';
import type { AlertEvent, Sent } from '../documents/alert-event.ts';
import type { Instant } from '../shared/day.ts';
import { MAX_TIMES } from './occasions.ts';
import type { Reach } from './people.ts';

/** One message that is due: about one event, or several. */
export interface DueMessage {
  /** The same whoever finds it due: made of the first event, the channel, the recipient and the occasion. */
  readonly id: string;
  readonly channel: AlertChannel;
  readonly recipient: string;
  readonly reach: Reach;
  /** The events that it tells, each with the key under which its `sent` says so; the first gives the message its id. */
  readonly events: readonly { readonly event: AlertEvent; readonly key: string }[];
}

/** A key of `sent`: `<channel>:<occasion>:<recipient>`, at most 55 characters without dots. */
export const sentKey = (channel: AlertChannel, occasion: string, recipient: string): string =>
  `${channel}:${occasion}:${shortRecipient(recipient)}`;

/** The recipient itself when it is short and plain, else its beginning and a hash (FNV-1a). */
function shortRecipient(recipient: string): string {
  if (/^[\w+@-]{1,30}$/.test(recipient)) return recipient;
  let hash = 0x811c9dc5;
  for (let i = 0; i < recipient.length; i++) hash = Math.imul(hash ^ recipient.charCodeAt(i), 0x01000193);
  return `${recipient.replaceAll(/[^\w@-]/g, '').slice(0, 20)}~${(hash >>> 0).toString(16)}`;
}

/** The id of the message that tells `event` under `key`. */
export const messageId = (event: Pick<AlertEvent, '_id' | 'sent'>, key: string): string =>
  event.sent[key]?.message ?? `${event._id}|${key}`;

/** The id of a message among those of all shops: two of them may sell the same thing at the same instant. */
export const deliveryId = (tenantId: string, message: string): string => `${tenantId}/${message}`;

/** The message of a delivery's id. */
export const messageOfDelivery = (id: string): string => id.slice(id.indexOf('/') + 1);

/** The event and the key of its `sent` that a message's id (or one of the `others`) names. */
export function parseMessageId(id: string): { readonly eventId: AlertEvent['_id']; readonly key: string } | null {
  const [, eventId, key] = /^(alertEvent:[^|]+)\|(.+)$/.exec(id) ?? [];
  return eventId && key ? { eventId: eventId as AlertEvent['_id'], key } : null;
}

/** What each event of a message gets into its `sent` when the message is queued, or cannot be. */
export function marksOf(
  message: DueMessage,
  at: Instant,
): { readonly event: AlertEvent; readonly key: string; readonly sent: Sent }[] {
  const { channel, recipient, events, reach: reached } = message;
  const missing = 'missing' in reached ? reached.missing : null;
  const plain: Sent = missing
    ? { channel, recipient, at, state: 'FAILED', reason: missing }
    : { channel, recipient, at, state: 'QUEUED' };
  const others = events.slice(1).map(({ event, key }) => `${event._id}|${key}`);
  return events.map(({ event, key }, index) => {
    const link: Pick<Sent, 'others' | 'message'> =
      events.length === 1 ? {} : index === 0 ? { others } : { message: message.id };
    return { event, key, sent: { ...plain, ...link } };
  });
}

/**
 * The earlier entries of `event` for the recipient and channel of `sent` without the names of what they told too, of
 * which the newest message says it again: each repetition would make the document longer by all of them.
 */
export function unnamed(event: AlertEvent, { channel, recipient }: Sent): Record<string, Sent> {
  const found: Record<string, Sent> = {};
  // A hundred events told to twenty people many times have thousands of entries: nothing is made of most of them.
  for (const key of Object.keys(event.sent)) {
    const sent = event.sent[key];
    if (!sent?.others || sent.channel !== channel || sent.recipient !== recipient) continue;
    const { others: _named, ...plain } = sent;
    found[key] = plain;
  }
  return found;
}

/**
 * Whether the message that `event` was told by just now is the last one that its recipient gets of it by this channel.
 */
export const isLastTime = (
  { sent }: Pick<AlertEvent, 'sent'>,
  { channel, recipient }: Pick<DueMessage, 'channel' | 'recipient'>,
): boolean =>
  Object.values(sent).filter((one) => one.channel === channel && one.recipient === recipient).length >= MAX_TIMES;

/**
 * What a delivery's state may become: a provider's words may arrive late and in any order, but nothing is unread again.
 */
const RANK: Readonly<Record<Sent['state'], number>> = {
  QUEUED: 0,
  FAILED: 1,
  DOUBTFUL: 1,
  SENT: 2,
  DELIVERED: 3,
  READ: 4,
};

/**
 * `sent` with the news `next` of it. Progress never goes back, but for two cases: what was sent may still fail, and
 * what failed or is in doubt may be queued again. Returns `sent` itself when the news is old.
 */
export function advance(sent: Sent, next: Pick<Sent, 'state' | 'at' | 'reason'>): Sent {
  if (sent.state === next.state && sent.reason === next.reason) return sent;
  const failsLate = next.state === 'FAILED' && sent.state === 'SENT';
  const triesAgain = next.state === 'QUEUED' && RANK[sent.state] === 1;
  if (!failsLate && !triesAgain && RANK[next.state] < RANK[sent.state]) return sent;
  const { reason: _old, ...rest } = sent;
  // Only what it was told at counts for the next time: it may be read much later.
  const isTold = RANK[sent.state] < 2;
  return {
    ...rest,
    state: next.state,
    at: next.at,
    toldAt: isTold ? next.at : (sent.toldAt ?? sent.at),
    ...(next.reason ? { reason: next.reason } : {}),
  };
}
