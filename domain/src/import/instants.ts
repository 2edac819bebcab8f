import type { Day, Instant } from '../shared/day.ts';

const zones = new Map<string, Intl.DateTimeFormat>();

/** Minutes by which the clocks of `timezone` are ahead of UTC at the instant `ms`. */
function offsetMs(ms: number, timezone: string): number {
  let format = zones.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    zones.set(timezone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

/** The instant at which the shop's clocks show `time` (`HH:MM:SS`, or with milliseconds) on `day`. */
export function instantOf(day: Day, time: string, timezone: string): Instant {
  const local = Date.parse(`${day}T${time}Z`);
  if (timezone === 'Africa/Dakar' || timezone === 'UTC') return new Date(local).toISOString();
  // The offset that holds at the result, not at the guess, counts near a change of clocks.
  const guess = local - offsetMs(local, timezone);
  return new Date(local - offsetMs(guess, timezone)).toISOString();
}
