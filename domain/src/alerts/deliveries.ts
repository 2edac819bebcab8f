import type { Alert, AlertChannel } from '../documents/alert.ts';
import type { AlertEvent, Sent } from '../documents/alert-event.ts';
import { businessDay, type Instant } from '../shared/day.ts';
import { type Person, reach } from './people.ts';
import { type DueMessage, parseMessageId, sentKey } from './sent.ts';
import { after, minuteOfDay, minutesUntil, quietFor } from './shop-clock.ts';

/** How often one event is told to one person by one channel, at most. */
const MAX_TIMES = 30;
/** More events than this for one person at once make one message. */
const MAX_SINGLE = 3;
const HOUR_MS = 3_600_000;

/** What is due now, and when more may be without any change of the shop's documents. */
export interface Dues {
  readonly messages: readonly DueMessage[];
  readonly nextAt: Instant | null;
}

/**
 * What is due now for the open events of one alert: each event once to each recipient by each channel, again after each
 * repeat interval while nobody has acknowledged it, never in quiet hours. With a digest all are told in one message a day.
 * Many at once make one message. Nothing is due of an alert that is off, nor of what is closed or acknowledged.
 */
export function dueMessages(
  alert: Alert,
  openEvents: readonly AlertEvent[],
  people: readonly Person[],
  now: Instant,
  timezone: string,
): Dues {
  const waiting = openEvents.filter((event) => !event.closedAt && !event.acknowledgedAt && event.alertId === alert._id);
  if (!alert.isActive || waiting.length === 0) return { messages: [], nextAt: null };
  const minute = minuteOfDay(now, timezone);
  const { digestAt, quietFrom, quietUntil } = alert.conditions;
  const quiet = digestAt === undefined ? quietFor(quietFrom, quietUntil, minute) : 0;
  if (quiet > 0) return { messages: [], nextAt: after(now, quiet) };

  const occasionOf = digestAt === undefined ? singly(alert, now) : daily(alert, now, timezone, digestAt);
  const named = namedByOthers(openEvents);
  const messages: DueMessage[] = [];
  const next: Instant[] = digestAt === undefined ? [] : [after(now, minutesUntil(digestAt, minute) || 1440)];
  const ways = Math.max(1, new Set(alert.recipients).size * new Set(alert.channels).size);
  for (const recipient of new Set(alert.recipients)) {
    for (const channel of new Set(alert.channels)) {
      const reached = reach(recipient, channel, people);
      if (!reached) continue;
      const due: { event: AlertEvent; key: string }[] = [];
      for (const event of [...waiting].sort((a, b) => (a._id < b._id ? -1 : 1))) {
        const { occasion, nextAt } = occasionOf(event, told(event, channel, recipient, named));
        if (occasion !== null) due.push({ event, key: sentKey(channel, occasion, recipient) });
        if (nextAt !== null) next.push(nextAt);
      }
      const together = digestAt !== undefined || due.length > MAX_SINGLE;
      for (const events of together ? parts(due, ways) : due.map((one) => [one])) {
        const first = events[0];
        if (first) messages.push({ id: `${first.event._id}|${first.key}`, channel, recipient, reach: reached, events });
      }
    }
  }
  return { messages, nextAt: next.sort()[0] ?? null };
}

/** Messages of at most so many events. */
const MAX_TOGETHER = 200;
/** An event names the others that its messages tell: so many names over all recipients and channels fit into it. */
const MAX_NAMED = 2_000;
const parts = <T>(all: readonly T[], ways: number): T[][] => {
  const size = Math.min(MAX_TOGETHER, Math.floor(MAX_NAMED / ways));
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
};

/** The keys under which messages of other events tell each event: a crash may have left it unmarked itself. */
function namedByOthers(events: readonly AlertEvent[]): Map<string, Map<string, Sent>> {
  const named = new Map<string, Map<string, Sent>>();
  for (const { sent } of events) {
    for (const lead of Object.values(sent)) {
      for (const other of lead.others ?? []) {
        const found = parseMessageId(other);
        if (!found) continue;
        const own = named.get(found.eventId) ?? new Map<string, Sent>();
        named.set(found.eventId, own.set(found.key, lead));
      }
    }
  }
  return named;
}

/** The occasions on which an event was told to somebody by one channel: `0`, `1` …, or `d20261122` in a digest. */
function told(
  event: AlertEvent,
  channel: AlertChannel,
  recipient: string,
  named: ReadonlyMap<string, ReadonlyMap<string, Sent>>,
): string[] {
  const all = new Map([...(named.get(event._id) ?? []), ...Object.entries(event.sent)]);
  return [...all]
    .filter(([, sent]) => sent.channel === channel && sent.recipient === recipient)
    .map(([key]) => key.split(':')[1] ?? '');
}

interface Occasion {
  readonly occasion: string | null;
  readonly nextAt: Instant | null;
}

/** Occasion n is n repeat intervals after the event was noticed; those that were missed meanwhile are left out. */
function singly({ conditions: { repeatHours } }: Alert, now: Instant) {
  return (event: AlertEvent, before: readonly string[]): Occasion => {
    const start = Date.parse(event.triggeredAt);
    const every = repeatHours === undefined ? Number.POSITIVE_INFINITY : repeatHours * HOUR_MS;
    const n = Math.max(0, Math.floor((Date.parse(now) - start) / every));
    const isDue =
      before.length === 0 || (before.length < MAX_TIMES && before.every((occasion) => numberOf(occasion) < n));
    const goesOn = Number.isFinite(every) && before.length + (isDue ? 1 : 0) < MAX_TIMES;
    return {
      occasion: isDue ? String(n) : null,
      nextAt: goesOn ? new Date(start + (n + 1) * every).toISOString() : null,
    };
  };
}

/** A digest counts as told on its day; one that became an alert of its own later goes on from its first occasion. */
const numberOf = (occasion: string): number => (occasion.startsWith('d') ? 0 : Number(occasion));

/** Today's digest, once its time has come, tells what was noticed before it. */
function daily({ conditions: { repeatHours } }: Alert, now: Instant, timezone: string, digestAt: string) {
  const today = businessDay(now, timezone).replaceAll('-', '');
  const minute = minuteOfDay(now, timezone);
  const sinceDigest = 1440 - (minutesUntil(digestAt, minute) || 1440);
  // The digest of today is over midnight ago until its own time has come.
  const hasCome = sinceDigest <= minute;
  const digest = after(now, -sinceDigest).slice(0, 16);
  return (event: AlertEvent, before: readonly string[]): Occasion => {
    const last = before
      .map((occasion) => occasion.slice(1))
      .sort()
      .at(-1);
    const isNew = last === undefined;
    const isRepeat =
      last !== undefined && repeatHours !== undefined && last < today && daysApart(last, today) * 24 >= repeatHours;
    const isDue =
      hasCome && event.triggeredAt.slice(0, 16) <= digest && (isNew || isRepeat) && before.length < MAX_TIMES;
    return { occasion: isDue ? `d${today}` : null, nextAt: null };
  };
}

const dateOf = (compact: string): number =>
  Date.parse(`${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6, 8)}T00:00:00Z`);
const daysApart = (from: string, to: string): number => (dateOf(to) - dateOf(from)) / (24 * HOUR_MS) || 0;
