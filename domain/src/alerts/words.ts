import type { Day } from '../shared/day.ts';
import { unitFor } from '../shared/unit.ts';

/** French words for figures, as messages and sentences need them. */

// The space that French sets before double punctuation.
export const NARROW = '\u202f';

/**
 * A name as one line of a message, whatever a document holds: no control characters, no turned direction, no half
 * characters, which CouchDB refuses. What is longer than `max` is cut between two characters.
 */
export function oneLine(text: string, max = 200): string {
  const plain = text
    .replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Surrogate}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return cut(plain, max);
}

/** The first `max` UTF-16 units of a text, less the half of a character that would be left. */
export const cut = (text: string, max: number): string => text.slice(0, max).replace(/[\ud800-\udbff]$/, '');

const number = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 3 });
const date = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' });
const shortDate = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });

/** `1 234,5`. */
export const inWords = (value: number): string => number.format(value);

/** `12 sacs`, `1 sac`, `12 kg`. */
export const amount = (quantity: number | undefined, unit: string | undefined): string =>
  quantity === undefined ? '' : `${inWords(quantity)}${unit ? ` ${unitFor(quantity, unit)}` : ''}`;

/** `jeudi 26 novembre`. */
export const longDay = (day: Day): string => date.format(new Date(`${day}T00:00:00Z`));

/** `26 novembre 2026`. */
export const fullDay = (day: Day): string => shortDate.format(new Date(`${day}T00:00:00Z`));

/** `3 jours`, `1 jour`, `moins d’un jour`; days are rounded down. */
export function days(count: number): string {
  const whole = Math.floor(count);
  if (whole < 1) return 'moins d’un jour';
  return whole === 1 ? '1 jour' : `${inWords(whole)} jours`;
}

/** `2 jours` or `36 heures`. */
export function hours(count: number): string {
  if (count % 24 === 0) return count === 24 ? '24 heures' : `${inWords(count / 24)} jours`;
  return count === 1 ? '1 heure' : `${inWords(count)} heures`;
}

/** `tous les jours`, `toutes les 6 heures`. */
export function every(count: number): string {
  if (count % 24 === 0) return count === 24 ? 'tous les jours' : `tous les ${inWords(count / 24)} jours`;
  return count === 1 ? 'toutes les heures' : `toutes les ${inWords(count)} heures`;
}

/** `87,5 %`. */
export const percent = (rate: number): string =>
  `${new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 }).format(rate * 100)}${NARROW}%`;

/** `12 500 F`. */
export const francs = (value: number): string => `${inWords(Math.round(value))}${NARROW}F`;

/** `a`, `a et b`, `a, b et c`; or with `ou`. */
export const list = (items: readonly string[], link: 'et' | 'ou' = 'et'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${link} ${items.at(-1)}`;

/** `22 h`, `7 h 30`. */
export function clock(time: string): string {
  const [hour = '0', minute = '00'] = time.split(':');
  return `${Number(hour)}\u00a0h${minute === '00' ? '' : `\u00a0${minute}`}`;
}

/** The interval of a predicted rupture: `entre jeudi 26 novembre et samedi 28 novembre`, one day, or what has no known end. */
export function dayRange(from: Day, to: Day | undefined): string {
  if (to === undefined) return `à partir du ${longDay(from)}`;
  return to === from ? longDay(from) : `entre ${longDay(from)} et ${longDay(to)}`;
}
