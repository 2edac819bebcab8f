import type { Day, Instant } from './day.ts';

/** Where a shop's clocks stand unless its settings say otherwise: Dakar, which is UTC all year. */
export const DEFAULT_TIMEZONE = 'Africa/Dakar';

/** By name; null for one that no table here knows. */
const zones = new Map<string, Intl.DateTimeFormat | null>();

/** What the clocks of `timezone` show at `at`: `YYYY-MM-DDTHH:MM:SS`; those of Dakar for one that nobody knows. */
export function localTime(at: Instant, timezone: string = DEFAULT_TIMEZONE): string {
  const zone = isUtc(timezone) ? null : zoneOf(timezone);
  if (!zone) return at.slice(0, 19);
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of zone.formatToParts(Date.parse(at))) part[type] = value;
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}`;
}

/** The business day on which `at` falls by the clocks of `timezone` (an IANA name). */
export const businessDay = (at: Instant, timezone?: string): Day => localTime(at, timezone).slice(0, 10);

/** The hour of the day of `at`, 0..23. */
export const hourOf = (at: Instant, timezone?: string): number => Number(localTime(at, timezone).slice(11, 13));

/** `HH:MM` in minutes since midnight. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Minutes since the shop's midnight at `at`, 0..1439. */
export const minuteOfDay = (at: Instant, timezone?: string): number => minuteOf(localTime(at, timezone).slice(11, 16));

/** The instant at which the clocks of `timezone` show `time` (`HH:MM:SS`, or with milliseconds) on `day`. */
export function instantOf(day: Day, time: string, timezone: string): Instant {
  const local = Date.parse(`${day}T${time}Z`);
  if (isUtc(timezone)) return new Date(local).toISOString();
  // The offset that holds at the result, not at the guess, counts near a change of clocks.
  const guess = local - offsetMs(local, timezone);
  return new Date(local - offsetMs(guess, timezone)).toISOString();
}

/** The instant at which clocks that are `offset` minutes ahead of UTC show `time` on `day`. */
export const instantAt = (day: Day, time: string, offset: number): Instant =>
  new Date(Date.parse(`${day}T${time}Z`) - offset * 60_000).toISOString();

const isUtc = (timezone: string): boolean => timezone === DEFAULT_TIMEZONE || timezone === 'UTC';

/** Milliseconds by which the clocks of `timezone` are ahead of UTC at the instant `ms`. */
const offsetMs = (ms: number, timezone: string): number =>
  Date.parse(`${localTime(new Date(ms).toISOString(), timezone)}Z`) - Math.floor(ms / 1000) * 1000;

function zoneOf(timezone: string): Intl.DateTimeFormat | null {
  const known = zones.get(timezone);
  if (known !== undefined) return known;
  const zone = zoneFormat(timezone);
  zones.set(timezone, zone);
  return zone;
}

function zoneFormat(timezone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch {
    return null;
  }
}
