/** A calendar day of the shop, `YYYY-MM-DD`. Days compare and sort as strings. */
export type Day = string;

/** An instant in UTC as `Date.prototype.toISOString` writes it. Instants compare and sort as strings. */
export type Instant = string;

const DAY_MS = 86_400_000;

/** The day `count` days after `day` (before, when negative). */
export const addDays = (day: Day, count: number): Day => dayOfNumber(dayNumber(day) + count);

/** The number of days from `from` to `to`; negative when `to` comes first. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

const days = new Map<number, Day>();
const numbers = new Map<Day, number>();
/** Days that are remembered: more than the years that a shop looks back on. */
const REMEMBERED = 4_000;

/** A day as the number of days since 1970-01-01. */
export function dayNumber(day: Day): number {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  const number = Date.parse(`${day}T00:00:00Z`) / DAY_MS;
  return remember(numbers, day, number);
}

/** The day of a number of days since 1970-01-01. */
export function dayOfNumber(number: number): Day {
  return days.get(number) ?? remember(days, number, new Date(number * DAY_MS).toISOString().slice(0, 10));
}

// A list of products asks for the same few days thousands of times; reading and writing a date costs a hundred lookups.
function remember<K, V>(known: Map<K, V>, key: K, value: V): V {
  if (known.size >= REMEMBERED) known.clear();
  known.set(key, value);
  return value;
}

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
