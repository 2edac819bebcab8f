import type { Alert, AlertChannel } from '../documents/alert.ts';
import type { AlertEvent, Sent } from '../documents/alert-event.ts';
import { minuteOfDay } from '../shared/clock.ts';
import type { Instant } from '../shared/day.ts';
import { daily, singly, type Told, toldAt } from './occasions.ts';
import { type Person, type Reach, reach } from './people.ts';
import { type DueMessage, parseMessageId, sentKey } from './sent.ts';
import { digestTime, minutesLater, minutesUntil, quietFor } from './shop-clock.ts';

/** More events than this for one person at once make one message. */
const MAX_SINGLE = 3;

/** What is due now, and when more may be without any change of the shop's documents. */
export interface Dues {
  readonly messages: readonly DueMessage[];
  readonly nextAt: Instant | null;
}

/** A message that told an event which is closed by now. */
export interface ToldEarlier {
  readonly subject: string;
  readonly occasion: string;
  readonly sent: Pick<Sent, 'channel' | 'recipient' | 'state' | 'at' | 'toldAt'>;
}

/**
 * What is due now for the open events of one alert: each event once to each address by each channel, again after each
 * repeat interval while nobody has acknowledged it, never in quiet hours. With a digest all are told in one message a
 * day. Many at once make one message. Nothing is due of an alert that is off, nor of what is closed or acknowledged.
 * `earlier`: what was told of the same subjects within the repeat interval.
 */
export function dueMessages(
  alert: Alert,
  openEvents: readonly AlertEvent[],
  people: readonly Person[],
  now: Instant,
  timezone: string,
  earlier: readonly ToldEarlier[] = [],
): Dues {
  const waiting = openEvents
    .filter((event) => !event.closedAt && !event.acknowledgedAt && event.alertId === alert._id)
    .sort((a, b) => (a._id < b._id ? -1 : 1));
  if (!alert.isActive || waiting.length === 0) return { messages: [], nextAt: null };
  const minute = minuteOfDay(now, timezone);
  const { quietFrom, quietUntil } = alert.conditions;
  const quiet = quietFor(quietFrom, quietUntil, minute);
  if (quiet > 0) return { messages: [], nextAt: minutesLater(now, quiet) };

  const digestAt = digestTime(alert.conditions);
  const occasionOf = digestAt === undefined ? singly(alert, now) : daily(alert, now, timezone, digestAt);
  const told = toldByEvent(waiting, openEvents, earlier, now);
  const ways = waysOf(alert, people);
  const messages: DueMessage[] = [];
  const next: Instant[] = digestAt === undefined ? [] : [minutesLater(now, minutesUntil(digestAt, minute) || 1440)];
  for (const { channel, recipients, reach: reached } of ways) {
    const [recipient = ''] = recipients;
    const due: { event: AlertEvent; key: string }[] = [];
    for (const event of waiting) {
      const sources = recipients.map((one) => told(event, channel, one));
      const { occasion, nextAt } = occasionOf(event, {
        own: sources.flatMap(({ own }) => own),
        earlier: sources.flatMap((source) => source.earlier),
      });
      if (occasion !== null) due.push({ event, key: sentKey(channel, occasion, recipient) });
      if (nextAt !== null) next.push(nextAt);
    }
    const together = digestAt !== undefined || due.length > MAX_SINGLE;
    for (const events of together ? parts(due, ways.length) : due.map((one) => [one])) {
      const first = events[0];
      if (first) messages.push({ id: `${first.event._id}|${first.key}`, channel, recipient, reach: reached, events });
    }
  }
  return { messages, nextAt: next.sort()[0] ?? null };
}

/** One address, or somebody who has none, and those of the alert's recipients who are reached there. */
interface Way {
  readonly channel: AlertChannel;
  readonly recipients: string[];
  readonly reach: Reach;
}

/** Every way in which an alert is told: a person and the same person's number typed by hand are one. */
function waysOf(alert: Alert, people: readonly Person[]): Way[] {
  const ways = new Map<string, Way>();
  for (const recipient of new Set(alert.recipients)) {
    for (const channel of new Set(alert.channels)) {
      const reached = reach(recipient, channel, people);
      if (!reached) continue;
      const key = `${channel} ${'missing' in reached ? recipient : `to ${reached.address.toLowerCase()}`}`;
      const way = ways.get(key);
      if (way) way.recipients.push(recipient);
      else ways.set(key, { channel, recipients: [recipient], reach: reached });
    }
  }
  return [...ways.values()];
}

/** Messages of at most so many events. */
const MAX_TOGETHER = 200;
/** An event names the others that its messages tell: so many names over all recipients and channels fit into it. */
const MAX_NAMED = 2_000;
const parts = <T>(all: readonly T[], ways: number): T[][] => {
  const size = Math.min(MAX_TOGETHER, Math.floor(MAX_NAMED / Math.max(1, ways)));
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
};

const NOTHING: readonly Told[] = [];

/**
 * What each event has told whom: by its own word, or by that of the message of another, after a crash left it unmarked.
 */
function toldByEvent(
  waiting: readonly AlertEvent[],
  openEvents: readonly AlertEvent[],
  earlier: readonly ToldEarlier[],
  now: Instant,
) {
  const own = new Map<string, Told[]>();
  const before = new Map<string, Told[]>();
  const seen = new Set<string>();
  const add = (to: Map<string, Told[]>, id: string, told: Told) => to.set(id, [...(to.get(id) ?? []), told]);
  const note = (eventId: string, key: string, sent: Sent) => {
    if (seen.has(`${eventId}|${key}`)) return;
    seen.add(`${eventId}|${key}`);
    const { channel, recipient } = sent;
    add(own, `${eventId} ${channel} ${recipient}`, { occasion: key.split(':')[1] ?? '', at: toldAt(sent, now) });
  };
  for (const { _id, sent } of waiting) for (const [key, one] of Object.entries(sent)) note(_id, key, one);
  for (const { sent } of openEvents) {
    for (const lead of Object.values(sent)) {
      for (const other of lead.others ?? []) {
        const found = parseMessageId(other);
        if (found) note(found.eventId, found.key, lead);
      }
    }
  }
  for (const { subject, occasion, sent } of earlier) {
    add(before, `${subject} ${sent.channel} ${sent.recipient}`, { occasion, at: toldAt(sent, now) });
  }
  return ({ _id, subject }: AlertEvent, channel: AlertChannel, recipient: string) => ({
    own: own.get(`${_id} ${channel} ${recipient}`) ?? NOTHING,
    earlier: before.get(`${subject} ${channel} ${recipient}`) ?? NOTHING,
  });
}
