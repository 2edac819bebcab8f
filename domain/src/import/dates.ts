import { addDays, type Day, isDay } from '../shared/day.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Cell } from './table.ts';
import { cellText, fold } from './text.ts';

/** A day, and the time of day (`HH:MM:SS`) when the cell tells one. */
export interface DayTime {
  readonly day: Day;
  readonly time: string | null;
  /**
   * Minutes by which the cell's clock is ahead of UTC, where it says so ("Z", "GMT", "+01:00"); else the shop's clock.
   */
  readonly offset: number | null;
}

/**
 * Why a cell is no day: nothing like one, a month without its day, a day without its year, a machine's seconds, or a
 * day that never was.
 */
export type DateFault = 'not-a-date' | 'no-day' | 'no-year' | 'unix-time' | 'no-such-day';

const MONTHS: readonly (readonly string[])[] = [
  ['janvier', 'janv', 'jan', 'january'],
  ['fevrier', 'fevr', 'fev', 'feb', 'february'],
  ['mars', 'mar', 'march'],
  ['avril', 'avr', 'apr', 'april'],
  ['mai', 'may'],
  ['juin', 'jun', 'june'],
  ['juillet', 'juil', 'jul', 'july'],
  ['aout', 'aou', 'aug', 'august'],
  ['septembre', 'sept', 'sep', 'september'],
  ['octobre', 'oct', 'october'],
  ['novembre', 'nov', 'november'],
  ['decembre', 'dec', 'december'],
];
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

/** Whether a word names a month, in full or shortened: "mars", "déc", "Mar". */
export const isMonthName = (word: string): boolean => MONTH_OF.has(fold(word));

const TIME =
  /(?:^|[\s,T])(\d{1,2})\s?(?:[:h]|heures?)\s?(\d{2})?(?:\s?[:m]\s?(\d{2})(?:[.,]\d+)?s?)?\s?([ap]\.?\s?m\.?)?\s?(z|(?:gmt|utc)?\s?[+-]\d\d(?::?\d\d)?|gmt|utc)?$/i;
const ZONE_NAME = /\s*\([^()]*\)$/;
/** Words between a day and its time, or before a day. */
const BETWEEN = /(?:\s*,|\s+(?:à|a|at|le))+$/i;
const BEFORE = /^(?:le|du|au|date\s*:)\s+/i;
const NUMERIC = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})$/;
const NO_YEAR = /^(\d{1,2})[/.-](\d{1,2})$/;
const YEAR_FIRST = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/;
const EIGHT_DIGITS = /^\d{8}$/;
const FOURTEEN_DIGITS = /^(\d{8})T?(\d\d)(\d\d)(\d\d)(Z?)$/i;
const MONTH_AND_YEAR = /^(?:\d{1,2}[/.-]\d{4}|\d{4}[/.-]\d{1,2})$/;
/** Seconds or milliseconds since 1970, from 2001 to 2096. */
const UNIX = /^[1-3]\d{9}(?:\d{3})?(?:[.,]\d+)?$/;
// A spreadsheet's day 60 (29 February 1900) never was; from 61 on, days count from 30 December 1899.
const SERIAL_ORIGIN = '1899-12-30';
const FIRST_SERIAL = 20_000;
const LAST_SERIAL = 80_000;
const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;

/** A browser's own writing of a date is the longest. */
const LONGEST = 90;

const two = (value: number): string => String(value).padStart(2, '0');
const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

function dayOf(year: number, month: number, date: number): Result<Day, DateFault> {
  const day = `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
  return isDay(day) ? ok(day) : fail('no-such-day');
}

/** The two numbers of a cell before its year, in the order in which they are written, or null. */
export function dayAndMonth(cell: Cell): [number, number] | null {
  if (typeof cell !== 'string' || cell.length > LONGEST) return null;
  const { rest } = withoutTime(cellText(cell));
  const match = NUMERIC.exec(rest) ?? NO_YEAR.exec(rest);
  return match ? [Number(match[1]), Number(match[2])] : null;
}

/** The time of day in a cell of its own ("14h05", "2:05 PM", or the fraction of a day), or null. */
export function parseTime(cell: Cell): string | null {
  if (typeof cell === 'number') return cell >= 0 && cell < 1 ? timeOfFraction(cell) : null;
  const text = cellText(cell);
  return text.length > LONGEST ? null : withoutTime(text).time;
}

const timeOfFraction = (fraction: number): string => {
  const seconds = Math.min(Math.round(fraction * 86_400), 86_399);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};

interface Timed {
  readonly rest: string;
  readonly time: string | null;
  readonly offset: number | null;
}

function withoutTime(written: string): Timed {
  const text = written.replace(ZONE_NAME, '').replace(BEFORE, '');
  const compact = FOURTEEN_DIGITS.exec(text);
  const match = compact ? null : TIME.exec(text);
  if (!match && !compact) return { rest: text, time: null, offset: null };
  const [start, hours, minutes, seconds] = compact
    ? [8, compact[2], compact[3], compact[4]]
    : [match?.index ?? 0, match?.[1], match?.[2], match?.[3]];
  const half = match?.[4]?.[0]?.toLowerCase();
  const zone = compact ? compact[5] : match?.[5];
  let hour = Number(hours);
  if (half === 'p' && hour < 12) hour += 12;
  if (half === 'a' && hour === 12) hour = 0;
  const [minute, second] = [Number(minutes ?? 0), Number(seconds ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return { rest: text, time: null, offset: null };
  return {
    rest: text.slice(0, start).trim().replace(BETWEEN, ''),
    time: `${two(hour)}:${two(minute)}:${two(second)}`,
    offset: zone ? offsetOf(zone) : null,
  };
}

/** Minutes ahead of UTC that "Z", "GMT", "+01", "GMT+0100" or "-05:30" mean. */
function offsetOf(zone: string): number {
  const match = /([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? 0 - minutes : minutes;
}

/**
 * The day in a cell: "12/03/2026", "03/12/2025 à 14:30", "3-déc-25", "2026-03-12T14:05Z", 20260312 or a spreadsheet's
 * serial number; else why it is none. A day without a year ("12 mars", "03/12") is none, or, with `upTo`, the latest
 * such day up to that one.
 */
export function readDate(cell: Cell, order: 'dmy' | 'mdy', upTo?: Day): Result<DayTime, DateFault> {
  if (typeof cell === 'number') return fromNumber(cell);
  const text = cellText(cell);
  if (text === '' || text.length > LONGEST) return fail('not-a-date');
  if (UNIX.test(text)) return fail('unix-time');
  const { rest, time, offset } = withoutTime(text);
  const day = fromText(rest, order, upTo);
  if (day.ok) return ok({ day: day.value, time, offset });
  return /^\d{5}(?:[.,]\d+)?$/.test(text) ? fromNumber(Number(text.replace(',', '.'))) : day;
}

function fromNumber(value: number): Result<DayTime, DateFault> {
  if (Number.isInteger(value) && value > 19_000_101 && value < 21_000_101) {
    const day = fromText(String(value), 'dmy');
    return day.ok ? ok({ day: day.value, time: null, offset: null }) : day;
  }
  if (UNIX.test(String(value))) return fail('unix-time');
  if (!(value >= FIRST_SERIAL && value < LAST_SERIAL)) return fail('not-a-date');
  const whole = Math.floor(value);
  const time = whole === value ? null : timeOfFraction(value - whole);
  return ok({ day: addDays(SERIAL_ORIGIN, whole), time, offset: null });
}

function fromText(text: string, order: 'dmy' | 'mdy', upTo?: Day): Result<Day, DateFault> {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return dayOf(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  if (EIGHT_DIGITS.test(text)) return fromEightDigits(text);
  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const [, a = '', b = '', year = ''] = numeric;
    return order === 'dmy' ? dayOf(fullYear(year), Number(b), Number(a)) : dayOf(fullYear(year), Number(a), Number(b));
  }
  if (MONTH_AND_YEAR.test(text)) return fail('no-day');
  const [, first, second] = NO_YEAR.exec(text) ?? [];
  if (first !== undefined && second !== undefined) {
    return order === 'dmy' ? latest(Number(second), Number(first), upTo) : latest(Number(first), Number(second), upTo);
  }
  return fromWords(fold(text).split(' '), upTo);
}

/** The latest day of that month and date up to `upTo`, within a year of it. */
function latest(month: number, date: number, upTo: Day | undefined): Result<Day, DateFault> {
  // 2000 has every day that any year has.
  if (!dayOf(2000, month, date).ok) return fail('no-such-day');
  if (upTo === undefined) return fail('no-year');
  const year = Number(upTo.slice(0, 4));
  const own = dayOf(year, month, date);
  return own.ok && own.value <= upTo ? own : dayOf(year - 1, month, date);
}

/** 20251203, or 03122025: only one of the readings has a year of our time. */
function fromEightDigits(text: string): Result<Day, DateFault> {
  const plausible = (year: string) => Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR;
  const [first, last] = [text.slice(0, 4), text.slice(4)];
  const yearFirst = plausible(first) ? dayOf(Number(first), Number(text.slice(4, 6)), Number(text.slice(6))) : null;
  if (yearFirst?.ok) return yearFirst;
  if (plausible(last)) return dayOf(Number(last), Number(text.slice(2, 4)), Number(text.slice(0, 2)));
  return yearFirst ?? fail('not-a-date');
}

/** "12 mars 2026", "jeudi 1er mars 26", "Mar 12 2026", "mar. 3 déc. 2025" (a Tuesday). */
function fromWords(words: string[], upTo: Day | undefined): Result<Day, DateFault> {
  const named = words.filter((word) => MONTH_OF.has(word));
  const month = MONTH_OF.get(named.find((word) => word !== 'mar') ?? named[0] ?? '');
  const numbers = words.map((word) => /^(\d{1,4})(?:er|st|nd|rd|th)?$/.exec(word)?.[1]).filter((n) => n !== undefined);
  if (month === undefined) return fail('not-a-date');
  const [date, year] = numbers;
  if (numbers.length === 1 && words.length <= 3) {
    // "12 mars" is a day, "mars 25" may be a year.
    const isDayFirst = /^\d{1,2}(?:er)?$/.test(words.at(-2) ?? '') && MONTH_OF.has(words.at(-1) ?? '');
    return isDayFirst ? latest(month, Number(date), upTo) : fail('no-day');
  }
  if (numbers.length !== 2 || !date || !year) return fail('not-a-date');
  return date.length === 4 ? dayOf(Number(date), month, Number(year)) : dayOf(fullYear(year), month, Number(date));
}
