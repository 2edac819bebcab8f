import { localTime } from '../shared/clock.ts';
import type { Day, Instant } from '../shared/day.ts';
import { formatNumber } from './number.ts';
import { NARROW } from './typography.ts';

const WEEKDAYS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];
const WEEKDAYS_SHORT = ['dim.', 'lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.'];
const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];
const MONTHS_SHORT = [
  'janv.',
  'févr.',
  'mars',
  'avr.',
  'mai',
  'juin',
  'juil.',
  'août',
  'sept.',
  'oct.',
  'nov.',
  'déc.',
];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly weekday: number;
}

function partsOf(day: string): DayParts {
  const at = new Date(`${day}T00:00:00Z`);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), date: at.getUTCDate(), weekday: at.getUTCDay() };
}

const ordinal = (date: number): string => (date === 1 ? '1er' : String(date));

/** A day in a list: "jeu. 26 nov."; with its year when it is not `today`'s. `day` is YYYY-MM-DD. */
export function formatDay(day: string, today?: string): string {
  const { year, month, date, weekday } = partsOf(day);
  const text = `${WEEKDAYS_SHORT[weekday]} ${ordinal(date)} ${MONTHS_SHORT[month]}`;
  return today && today.slice(0, 4) !== day.slice(0, 4) ? `${text} ${year}` : text;
}

/** A day in full: "jeudi 26 novembre 2026". */
export function formatDayLong(day: string): string {
  const { year, month, date, weekday } = partsOf(day);
  return `${WEEKDAYS[weekday]} ${ordinal(date)} ${MONTHS[month]} ${year}`;
}

/** A day of these weeks: "jeudi 26 novembre". */
export function formatWeekday(day: Day): string {
  const { month, date, weekday } = partsOf(day);
  return `${WEEKDAYS[weekday]} ${ordinal(date)} ${MONTHS[month]}`;
}

/** A day without its weekday: "26 novembre 2026". */
export function formatDate(day: Day): string {
  const { year, month, date } = partsOf(day);
  return `${ordinal(date)} ${MONTHS[month]} ${year}`;
}

/**
 * From one day to another, or no known end: "entre jeudi 26 novembre et samedi 28 novembre", "à partir du jeudi 26
 * novembre".
 */
export function formatDayRange(from: Day, to: Day | undefined): string {
  if (to === undefined) return `à partir du ${formatWeekday(from)}`;
  return to === from ? formatWeekday(from) : `entre ${formatWeekday(from)} et ${formatWeekday(to)}`;
}

/** A day without its weekday, on an axis: "26 nov.". */
export function formatDayShort(day: string): string {
  const { month, date } = partsOf(day);
  return `${ordinal(date)} ${MONTHS_SHORT[month]}`;
}

/** The month of a day: "novembre 2026". */
export function formatMonth(day: string): string {
  const { year, month } = partsOf(day);
  return `${MONTHS[month]} ${year}`;
}

/** A day seen from today: "aujourd’hui", "hier", else "jeu. 26 nov.". */
export function formatDayNear(day: string, today: string): string {
  const gap = (Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / DAY;
  if (gap === 0) return 'aujourd’hui';
  return gap === 1 ? 'hier' : formatDay(day, today);
}

/** The time of an instant in the shop's timezone: "14:05". */
export const formatTime = (instant: Instant, timezone?: string): string => localTime(instant, timezone).slice(11, 16);

/** A time of the day as it is said, from `HH:MM`: "22 h", "7 h 30". */
export function formatHour(time: string): string {
  const [hour = '0', minute = '00'] = time.split(':');
  return `${Number(hour)}\u00a0h${minute === '00' ? '' : `\u00a0${minute}`}`;
}

/** Whole days, rounded down: "moins d’un jour", "1 jour", "3 jours". */
export function formatDays(count: number): string {
  const whole = Math.floor(count);
  if (whole < 1) return 'moins d’un jour';
  return whole === 1 ? '1 jour' : `${formatNumber(whole)} jours`;
}

/** Hours, in days from two whole ones on: "36 heures", "2 jours". */
export function formatHours(count: number): string {
  if (count % 24 === 0) return count === 24 ? '24 heures' : `${formatNumber(count / 24)} jours`;
  return count === 1 ? '1 heure' : `${formatNumber(count, 3)} heures`;
}

/** How often something comes, from hours: "tous les jours", "toutes les 6 heures". */
export function formatEvery(count: number): string {
  if (count % 24 === 0) return count === 24 ? 'tous les jours' : `tous les ${formatNumber(count / 24)} jours`;
  return count === 1 ? 'toutes les heures' : `toutes les ${formatNumber(count, 3)} heures`;
}

/** How long something lasted, in its largest unit: "moins d’une minute", "12 min", "3 h", "2 jours". */
export function formatDuration(ms: number): string {
  if (ms < MINUTE) return 'moins d’une minute';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}${NARROW}min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)}${NARROW}h`;
  const days = Math.floor(ms / DAY);
  return days === 1 ? '1 jour' : `${days} jours`;
}

/** How long ago an instant was, seen from `now`: "à l’instant", "il y a 3 h". A later instant is "à l’instant". */
export function formatAgo(instant: string, now: number): string {
  const ms = now - Date.parse(instant);
  return ms < MINUTE ? 'à l’instant' : `il y a ${formatDuration(ms)}`;
}
