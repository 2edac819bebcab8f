import { addDays, type Day, isDay } from '../shared/day.ts';
import { cellText, fold } from './text.ts';
import type { Cell, DateOrder } from './types.ts';

/** A day, and the time of day (`HH:MM:SS`) when the cell tells one. */
export interface DayTime {
  readonly day: Day;
  readonly time: string | null;
}

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
const TIME = /(?:^|[\sT])(\d{1,2})\s?[:h]\s?(\d{2})?(?:\s?:(\d{2})(?:[.,]\d+)?)?\s?(am|pm)?\s?(z|[+-]\d\d:?\d\d)?$/i;
const NUMERIC = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
// A spreadsheet's day 60 (29 February 1900) never was; from 61 on, days count from 30 December 1899.
const SERIAL_ORIGIN = '1899-12-30';
const FIRST_SERIAL = 20_000;
const LAST_SERIAL = 80_000;

const two = (value: number): string => String(value).padStart(2, '0');

function dayOf(year: number, month: number, date: number): Day | null {
  const day = `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
  return isDay(day) ? day : null;
}

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

/** Whether the cells of a column write the month first; without evidence the day comes first, as in French. */
export function dateOrderOf(cells: Iterable<Cell>, order: DateOrder): 'dmy' | 'mdy' {
  if (order !== 'auto') return order;
  for (const cell of cells) {
    if (typeof cell !== 'string' || cell.length > 40) continue;
    const match = NUMERIC.exec(withoutTime(cellText(cell)).rest);
    if (!match) continue;
    if (Number(match[1]) > 12) return 'dmy';
    if (Number(match[2]) > 12) return 'mdy';
  }
  return 'dmy';
}

/** The time of day in a cell of its own ("14h05", "2:05 PM", or the fraction of a day), or null. */
export function parseTime(cell: Cell): string | null {
  if (typeof cell === 'number') return cell >= 0 && cell < 1 ? timeOfFraction(cell) : null;
  const text = cellText(cell);
  return text.length > 40 ? null : withoutTime(text).time;
}

const timeOfFraction = (fraction: number): string => {
  const seconds = Math.min(Math.round(fraction * 86_400), 86_399);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};

function withoutTime(text: string): { rest: string; time: string | null } {
  const match = TIME.exec(text);
  if (!match) return { rest: text, time: null };
  const half = match[4]?.toLowerCase();
  let hour = Number(match[1]);
  if (half === 'pm' && hour < 12) hour += 12;
  if (half === 'am' && hour === 12) hour = 0;
  const minute = Number(match[2] ?? 0);
  const second = Number(match[3] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return { rest: text, time: null };
  return { rest: text.slice(0, match.index).trim(), time: `${two(hour)}:${two(minute)}:${two(second)}` };
}

/** The day in a cell: "12/03/2026", "2026-03-12 14:05", "12 mars 2026", 20260312 or a spreadsheet's serial number. */
export function parseDate(cell: Cell, order: 'dmy' | 'mdy'): DayTime | null {
  if (typeof cell === 'number') return fromNumber(cell);
  const text = cellText(cell);
  if (text === '' || text.length > 40) return null;
  const { rest, time } = withoutTime(text);
  const day = fromText(rest, order);
  if (day) return { day, time };
  return /^\d{5}(?:[.,]\d+)?$/.test(text) ? fromNumber(Number(text.replace(',', '.'))) : null;
}

function fromNumber(value: number): DayTime | null {
  if (Number.isInteger(value) && value > 19_000_101 && value < 21_000_101) {
    const day = fromText(String(value), 'dmy');
    return day === null ? null : { day, time: null };
  }
  if (!(value >= FIRST_SERIAL && value < LAST_SERIAL)) return null;
  const whole = Math.floor(value);
  return { day: addDays(SERIAL_ORIGIN, whole), time: whole === value ? null : timeOfFraction(value - whole) };
}

function fromText(text: string, order: 'dmy' | 'mdy'): Day | null {
  const yearFirst = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (yearFirst) return dayOf(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const [, a = '', b = '', year = ''] = numeric;
    return order === 'dmy' ? dayOf(fullYear(year), Number(b), Number(a)) : dayOf(fullYear(year), Number(a), Number(b));
  }
  return fromWords(fold(text).split(' '));
}

/** "12 mars 2026", "jeudi 1er mars 26", "Mar 12 2026". */
function fromWords(words: string[]): Day | null {
  const month = words.map((word) => MONTH_OF.get(word)).find((value) => value !== undefined);
  const numbers = words.map((word) => /^(\d{1,4})(?:er|st|nd|rd|th)?$/.exec(word)?.[1]).filter((n) => n !== undefined);
  const [date, year] = numbers;
  if (month === undefined || numbers.length !== 2 || !date || !year) return null;
  return date.length === 4 ? dayOf(Number(date), month, Number(year)) : dayOf(fullYear(year), month, Number(date));
}
