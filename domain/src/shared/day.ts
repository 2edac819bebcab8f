/** A calendar day of the shop, `YYYY-MM-DD`. Days compare and sort as strings. */
export type Day = string;

/** An instant in UTC as `Date.prototype.toISOString` writes it. Instants compare and sort as strings. */
export type Instant = string;

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timezone: string): Intl.DateTimeFormat => {
  let format = formats.get(timezone);
  if (!format) {
    // en-CA writes dates as YYYY-MM-DD.
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timezone, format);
  }
  return format;
};

/** The business day on which `at` falls in the shop's timezone (an IANA name; Dakar is UTC all year). */
export const businessDay = (at: Instant, timezone = 'Africa/Dakar'): Day =>
  timezone === 'Africa/Dakar' || timezone === 'UTC' ? at.slice(0, 10) : formatOf(timezone).format(new Date(at));

/** The day `count` days after `day` (before, when negative). */
export const addDays = (day: Day, count: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);

/** The number of days from `from` to `to`; negative when `to` comes first. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** A day as the number of days since 1970-01-01. */
export const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** The day of a number of days since 1970-01-01. */
export const dayOfNumber = (number: number): Day => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** Day of the week, 0 = Monday … 6 = Sunday. */
export const weekday = (day: Day): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** Whether `value` is a real calendar day written `YYYY-MM-DD`. */
export const isDay = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value) && addDaysSafe(value) === value;

/** Whether `value` is an instant exactly as `toISOString` writes it. */
export const isInstant = (value: string): boolean => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return false;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === value;
};

function addDaysSafe(day: string): string | null {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString().slice(0, 10);
}
