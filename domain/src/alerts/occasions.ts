import type { Alert } from '../documents/alert.ts';
import type { AlertEvent, Sent } from '../documents/alert-event.ts';
import { businessDay, minuteOf, minuteOfDay } from '../shared/clock.ts';
import type { Instant } from '../shared/day.ts';
import { startOfMinute } from './shop-clock.ts';

/** How often one event is told to one person by one channel, at most; the last message says that it is the last. */
export const MAX_TIMES = 30;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What has waited for so long to be sent is given up. */
const HELD_MS = DAY_MS;

/** One message that told an event, or an earlier event of the same subject. */
export interface Told {
  /** `0`, `1` … or `d20261122` in a digest. */
  readonly occasion: string;
  /** ms since 1970. */
  readonly at: number;
}

/** What one recipient has been told by one channel. */
export interface ToldSoFar {
  /** Of the event itself. */
  readonly own: readonly Told[];
  /** Of earlier events of its subject, as far as they matter. */
  readonly earlier: readonly Told[];
}

/** Under which name an event is due now (null: it is not), and when it may be without any change. */
export interface Occasion {
  readonly occasion: string | null;
  readonly nextAt: Instant | null;
}

/** Decides for one event and one recipient. */
export type OccasionOf = (event: Pick<AlertEvent, 'triggeredAt'>, told: ToldSoFar) => Occasion;

const NEVER: Occasion = { occasion: null, nextAt: null };
const instant = (ms: number): Instant => new Date(ms).toISOString();

/**
 * When a message reached its provider (ms): when it was queued, as long as nothing has been heard of it. What still
 * waits counts as told now, so that an outage does not end with all the reminders at once.
 */
export function toldAt({ state, at, toldAt: known = at }: Pick<Sent, 'state' | 'at' | 'toldAt'>, now: Instant): number {
  return state === 'QUEUED' ? Math.min(Date.parse(now), Date.parse(at) + HELD_MS) : Date.parse(known);
}

/**
 * At once, and again a repeat interval after the last message. A subject whose earlier event was told less than an
 * interval ago waits until the interval is over, so that a shelf that empties four times a morning is told once.
 */
export function singly({ conditions: { repeatHours } }: Alert, now: Instant): OccasionOf {
  const nowMs = Date.parse(now);
  return (_event, { own, earlier }) => {
    if (own.length >= MAX_TIMES) return NEVER;
    if (repeatHours === undefined) return own.length === 0 ? { occasion: '0', nextAt: null } : NEVER;
    const every = repeatHours * HOUR_MS;
    const dueAt = Math.max(...[...own, ...earlier].map(({ at }) => at + every));
    if (nowMs < dueAt) return { occasion: null, nextAt: instant(dueAt) };
    const numbers = own.map(({ occasion }) => (occasion.startsWith('d') ? 0 : Number(occasion)));
    const goesOn = own.length + 1 < MAX_TIMES;
    return { occasion: String(Math.max(-1, ...numbers) + 1), nextAt: goesOn ? instant(nowMs + every) : null };
  };
}

/**
 * In the latest digest whose time has come, be it yesterday's that an outage kept back: what was noticed before its
 * time and never told, or told so many days ago as the repeat interval has.
 */
export function daily(
  { conditions: { repeatHours } }: Alert,
  now: Instant,
  timezone: string,
  digestAt: string,
): OccasionOf {
  const sinceDigest = (minuteOfDay(now, timezone) - minuteOf(digestAt) + 1440) % 1440;
  const digest = startOfMinute(now) - sinceDigest * 60_000;
  const day = compact(businessDay(instant(digest), timezone));
  const dayOf = ({ occasion, at }: Told): string =>
    occasion.startsWith('d') ? occasion.slice(1) : compact(businessDay(instant(at), timezone));
  return ({ triggeredAt }, { own, earlier }) => {
    if (Date.parse(triggeredAt) >= digest || own.length >= MAX_TIMES) return NEVER;
    const last = [...own, ...(repeatHours === undefined ? [] : earlier)].map(dayOf).sort().at(-1);
    const isRepeat =
      last !== undefined && repeatHours !== undefined && last < day && daysApart(last, day) * 24 >= repeatHours;
    return last === undefined || isRepeat ? { occasion: `d${day}`, nextAt: null } : NEVER;
  };
}

const compact = (day: string): string => day.replaceAll('-', '');
const dateOf = (day: string): number =>
  Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}T00:00:00Z`);
const daysApart = (from: string, to: string): number => (dateOf(to) - dateOf(from)) / DAY_MS;
