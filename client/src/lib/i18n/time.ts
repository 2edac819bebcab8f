import { NARROW } from './number.ts';

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
export function formatTime(instant: string, timezone = 'Africa/Dakar'): string {
  if (timezone === 'Africa/Dakar' || timezone === 'UTC') return instant.slice(11, 16);
  return new Intl.DateTimeFormat('fr', { timeZone: timezone, hour: '2-digit', minute: '2-digit' }).format(
    new Date(instant),
  );
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
