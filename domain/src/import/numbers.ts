import { unitFor } from '../french/unit.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Cell } from './table.ts';
import { cellText, fold } from './text.ts';
import type { DecimalStyle } from './types.ts';

/** Which sign separates decimals in a column. */
export type Decimal = 'comma' | 'dot';

/** A number as a cell writes it, and the words beside it ("12 sacs", "750 FCFA/kg"), '' without any. */
export interface WrittenNumber {
  readonly value: number;
  /** What the number counts or is the price of, folded: "sacs", "kg"; no currency. */
  readonly unit: string;
  /** It is a price: a currency stands beside it, or what it is the price of ("/kg"). */
  readonly isMoney: boolean;
}

/**
 * Why a cell is no number: nothing like one, one that only a person can read ("2 cartons + 5"), or one that is a
 * thousand times more with another decimal sign ("1,250").
 */
export type NumberFault = 'not-a-number' | 'unclear' | 'reads-two-ways';

const MONEY = String.raw`(?:f\s?\.?\s?c\.?f\.?a|cfa|xof|francs?(?:\s?cfa)?|frs?|f|euros?|eur|gbp|usd|[€£$])`;
const MONEY_BEFORE = new RegExp(String.raw`^${MONEY}\.?(?=[\s\d(+-])`, 'i');
const MONEY_AFTER = new RegExp(String.raw`^${MONEY}(?![\p{L}])\.?`, 'iu');
const TAX_AFTER = /^(?:ttc|ht|net)(?![\p{L}])\.?/iu;
/** "/kg", "le sac", "par carton", "l’unité": what a price is of. */
const PER = /^(?:\/|(?:par|le|la|les|l['’])\s*(?=\p{L}))/iu;
/** Swiss and French ways to say "and nothing after the comma", and East Africa's "/=". */
const NO_CENTS = /^(?:[.,]\s*[-–—]+|\/[-=])/;
const DIGITS = /^[+-]?(?:\d(?:[\d.,'’_]|\s(?=\d))*|[.,]\d+)/;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i;
const SPACED = /[\s'’_]/g;
const LONGEST = 60;

/** The parts of a cell: the sign, the digits with their separators, and what stands after them. */
function partsOf(cell: string): { digits: string; rest: string; isMoney: boolean } | null {
  let text = cellText(cell).replace(/[−–—](?=[\s\d(.,])/g, '-');
  let isMoney = false;
  const strip = (pattern: RegExp) => {
    const found = pattern.exec(text)?.[0];
    if (found === undefined) return false;
    text = text.slice(found.length).trim();
    return true;
  };
  if (strip(MONEY_BEFORE)) isMoney = true;
  text = text.replace(/^([+-])\s+/, '$1');
  const bracketed = /^\(([^()]*)\)(.*)$/.exec(text);
  if (bracketed) text = `-${bracketed[1]?.trim()}${bracketed[2]}`;
  const written = DIGITS.exec(text)?.[0];
  if (written === undefined) return null;
  text = text.slice(written.length).trim();
  let digits = written;
  // "500,-" and "3,5-": the mark after the number is no part of it.
  const open = /[.,]$/.exec(digits);
  if (open && /^[-–—]/.test(text)) {
    digits = digits.slice(0, -1);
    text = text.replace(/^[-–—]+\.?/, '').trim();
  } else if (/^[-](?!\s*\d)/.test(text) && !digits.startsWith('-')) {
    digits = `-${digits}`;
    text = text.slice(1).trim();
  }
  strip(NO_CENTS);
  if (strip(MONEY_AFTER)) isMoney = true;
  strip(NO_CENTS);
  strip(TAX_AFTER);
  return { digits: digits.replace(/^\+/, ''), rest: text, isMoney };
}

/** What the cells of a column show of their decimals: the sign, and whether any of them decides it. */
export interface ColumnNumbers {
  readonly decimal: Decimal;
  readonly isSure: boolean;
}

const sure = (decimal: Decimal): ColumnNumbers => ({ decimal, isSure: true });

/**
 * The decimal sign that the cells of a column show. "12,5" and "0.85" decide; "1.500" may be either, and whole francs
 * suggest thousands. Without evidence: thousands where `whole` numbers are expected, else the French comma.
 */
export function decimalOf(cells: Iterable<Cell>, style: DecimalStyle, whole: boolean): ColumnNumbers {
  if (style !== 'auto') return sure(style);
  let threeAfterDot = false;
  let threeAfterComma = false;
  for (const cell of cells) {
    if (typeof cell !== 'string' || cell.length > LONGEST) continue;
    const digits = partsOf(cell)?.digits.replace(SPACED, '');
    if (!digits) continue;
    const dot = digits.lastIndexOf('.');
    const comma = digits.lastIndexOf(',');
    if (dot < 0 && comma < 0) continue;
    if (dot >= 0 && comma >= 0) return sure(dot > comma ? 'dot' : 'comma');
    const at = Math.max(dot, comma);
    const sign = dot >= 0 ? 'dot' : 'comma';
    // Two of the same sign, or groups of three after a leading digit, may be thousands; anything else is decimals.
    if (digits.indexOf(dot >= 0 ? '.' : ',') !== at) return sure(sign === 'dot' ? 'comma' : 'dot');
    if (!AMBIGUOUS.test(digits)) return sure(sign);
    if (sign === 'dot') threeAfterDot = true;
    else threeAfterComma = true;
  }
  const decimal = threeAfterComma && !threeAfterDot && whole ? 'dot' : 'comma';
  return { decimal, isSure: whole || !(threeAfterDot || threeAfterComma) };
}

/**
 * The decimal sign of cells that write both signs, thousands and decimals ("12,500.00"); null without any, or where
 * they contradict each other.
 */
export function fullStyle(cells: Iterable<Cell>): Decimal | null {
  const found = new Set<Decimal>();
  for (const cell of cells) {
    const written = typeof cell === 'string' && cell.length <= LONGEST ? FULL.exec(cell.replace(SPACED, '')) : null;
    if (written) found.add(written[1] === '.' ? 'dot' : 'comma');
  }
  const [only] = found;
  return found.size === 1 ? (only ?? null) : null;
}
const FULL = /^\D*\d{1,3}(?:(?:,\d{3})+(\.)|(?:\.\d{3})+(,))\d{1,2}(?:\D|$)/;

/** The sign of a cell that reads one way with a decimal comma and another with a decimal dot ("1.500"), else null. */
export function ambiguousSign(cell: Cell): Decimal | null {
  const digits = digitsOf(cell);
  if (!AMBIGUOUS.test(digits)) return null;
  return digits.includes(',') ? 'comma' : 'dot';
}

/** Whether a column writes all its decimals in threes ("0,750", "1250,000"): then "1,250" is one and a quarter. */
export function writesThousandths(cells: Iterable<Cell>, decimal: Decimal): boolean {
  let isShown = false;
  for (const cell of cells) {
    const digits = digitsOf(cell);
    const fraction = digits.split(decimal === 'comma' ? ',' : '.')[1];
    if (fraction === undefined) continue;
    if (fraction.length !== 3) return false;
    if (!AMBIGUOUS.test(digits)) isShown = true;
  }
  return isShown;
}

/** Whether a column holds whole numbers, but for those that read two ways. */
export function isWholeBesides(cells: Iterable<Cell>): boolean {
  let isShown = false;
  for (const cell of cells) {
    const digits = typeof cell === 'number' ? String(cell) : digitsOf(cell);
    if (digits === '' || AMBIGUOUS.test(digits)) continue;
    if (!/^-?\d+$/.test(digits)) return false;
    isShown = true;
  }
  return isShown;
}

const AMBIGUOUS = /^-?[1-9]\d{0,2}[.,]\d{3}$/;
const digitsOf = (cell: Cell): string =>
  typeof cell === 'string' && cell.length <= LONGEST ? (partsOf(cell)?.digits.replace(SPACED, '') ?? '') : '';

/** The number in a cell ("1 500,00 FCFA", "12 sacs", "(12)", "500,-"), or why there is none. */
export function readNumber(cell: Cell, decimal: Decimal): Result<WrittenNumber, NumberFault> {
  if (typeof cell === 'number')
    return Number.isFinite(cell) ? ok({ value: cell, unit: '', isMoney: false }) : fail('not-a-number');
  if (typeof cell !== 'string') return fail('not-a-number');
  const text = cellText(cell);
  if (text === '' || text.length > LONGEST) return fail('not-a-number');
  if (SCIENTIFIC.test(text)) return finite(Number(text.replace(',', '.')), '', false);
  const parts = partsOf(text);
  if (!parts) return fail('not-a-number');
  const value = inDigits(parts.digits, decimal);
  const unit = fold(parts.rest.replace(PER, ''));
  // "m2" and "m³" are units; any other digit after the number is a second number.
  if (/\d/.test(unit.replace(/\bm[23]\b/g, ''))) return fail('unclear');
  // "1O" is hardly one of anything.
  if (unit === 'o' || value === null) return fail(unit === 'o' ? 'unclear' : 'not-a-number');
  if (unit.split(' ').length > 3 || (unit === '' && parts.rest !== '')) return fail('not-a-number');
  return finite(value, unit, parts.isMoney || (unit !== '' && PER.test(parts.rest)));
}

const finite = (value: number, unit: string, isMoney: boolean): Result<WrittenNumber, NumberFault> =>
  Number.isFinite(value) ? ok({ value: value === 0 ? 0 : value, unit, isMoney }) : fail('not-a-number');

function inDigits(written: string, decimal: Decimal): number | null {
  // A space parts thousands, three digits at a time: "12 5" is no 125.
  if (/\s/.test(written) && !/^-?\d{1,3}(?:\s\d{3})+(?:[.,]\d*)?$/.test(written)) return null;
  const digits = written.replace(SPACED, '');
  const [point, group] = decimal === 'comma' ? [',', '.'] : ['.', ','];
  const parts = digits.split(point);
  if (parts.length > 2) return null;
  const [integer = '', fraction = ''] = parts;
  const groups = integer.replace(/^-/, '').split(group);
  // Groups of thousands have three digits, all but the first: "12.5" under a decimal comma is not 125.
  if (groups.length > 1 && !groups.every((part, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part)))
    return null;
  const plain = `${integer.startsWith('-') ? '-' : ''}${groups.join('')}${fraction ? `.${fraction}` : ''}`;
  return /^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(plain) ? Number(plain) : null;
}

const DAYS_OF: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      ['j,jr,jrs,jour,jours,d,day,days', 1],
      ['h,heure,heures,hour,hours', 1 / 24],
      ['sem,semaine,semaines,week,weeks', 7],
      ['mois,month,months', 30],
    ] as const
  ).flatMap(([words, days]) => words.split(',').map((word) => [word, days])),
);

/** Words that stand beside a number of days and change nothing. */
const LOOSE = new Set('ouvre,ouvres,ouvrable,ouvrables,environ,env,max,maximum,sous,dans,a,ou,et,de,to'.split(','));

/** A number of days as people write it: "7", "48h", "2 à 3 jours" (the longer), "1 semaine"; null when it is none. */
export function readDays(cell: Cell): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) && cell >= 0 ? Math.ceil(cell) : null;
  const text = cellText(cell);
  if (text.length > LONGEST || /^\s*-\s*\d/.test(text)) return null;
  const numbers = text.match(/\d+(?:[.,]\d+)?/g) ?? [];
  const units = fold(text.replace(/\d+(?:[.,]\d+)?/g, ' '))
    .split(' ')
    .filter((word) => word !== '' && !LOOSE.has(word));
  const factor = units[0] === undefined ? 1 : DAYS_OF[units[0]];
  if (numbers.length === 0 || numbers.length > 2 || units.length > 1 || factor === undefined) return null;
  return Math.ceil(Math.max(...numbers.map((number) => Number(number.replace(',', '.')))) * factor);
}

/** Whether the words beside a quantity name the product's unit: "sacs" beside a "sac de 25 kg", "kg", "pièces". */
export function isSameUnit(written: string, unit: string): boolean {
  const known = fold(unit);
  const first = known.split(' ')[0] ?? '';
  return [known, first, fold(unitFor(2, known)), fold(unitFor(2, first))].includes(written) || isPiece(written, known);
}

const PIECES = new Set('piece,pieces,pc,pcs,pce,pces,unite,unites,u,un,article,articles,unit,units'.split(','));
const isPiece = (a: string, b: string): boolean => PIECES.has(a) && PIECES.has(b);
