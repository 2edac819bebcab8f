import type { Instant } from './day.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' });
  formats.set(timezone, format);
  return format;
}

/** The hour of the day of an instant in a timezone, 0..23. */
export const hourOf = (at: Instant, timezone = 'Africa/Dakar'): number =>
  Number(
    timezone === 'Africa/Dakar' || timezone === 'UTC' ? at.slice(11, 13) : formatOf(timezone).format(new Date(at)),
  );
