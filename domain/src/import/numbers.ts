import { cellText } from './text.ts';
import type { Cell, DecimalStyle } from './types.ts';

/** Which sign separates decimals in a column. */
export type Decimal = 'comma' | 'dot';

const MONEY_WORD = String.raw`(?:f\s?\.?\s?cfa|cfa|xof|francs?|frs?|f|euros?|eur|gbp|usd|[€£$])\.?`;
const CURRENCY = new RegExp(`^${MONEY_WORD}(?=[\\s\\d-])|${MONEY_WORD}$`, 'gi');
const SPACES = /[\s'’_]/g;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i;

/** The digits, signs and separators of a cell, without currency or spaces; a final or bracketed minus comes first. */
function bare(text: string): string {
  let digits = text.replace(/[−–]/g, '-').replace(CURRENCY, '').replace(SPACES, '');
  if (/^\(.*\)$/.test(digits)) digits = `-${digits.slice(1, -1)}`;
  if (/^[\d.,]+-$/.test(digits)) digits = `-${digits.slice(0, -1)}`;
  return digits.replace(/^\+/, '');
}

/**
 * The decimal sign that the cells of a column show. "12,5" and "0.85" decide; "1.500" may be either, and whole francs
 * suggest thousands. Without evidence: thousands where `whole` numbers are expected, else the French comma.
 */
export function decimalOf(cells: Iterable<Cell>, style: DecimalStyle, whole: boolean): Decimal {
  if (style !== 'auto') return style;
  let threeAfterDot = false;
  let threeAfterComma = false;
  for (const cell of cells) {
    if (typeof cell !== 'string' || cell.length > 40) continue;
    const digits = bare(cell);
    const dot = digits.lastIndexOf('.');
    const comma = digits.lastIndexOf(',');
    if (dot < 0 && comma < 0) continue;
    if (dot >= 0 && comma >= 0) return dot > comma ? 'dot' : 'comma';
    const at = Math.max(dot, comma);
    const sign = dot >= 0 ? 'dot' : 'comma';
    // Two of the same sign, or groups of three after a leading digit, may be thousands; anything else is decimals.
    if (digits.indexOf(dot >= 0 ? '.' : ',') !== at) return sign === 'dot' ? 'comma' : 'dot';
    if (!/^-?[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) return sign;
    if (sign === 'dot') threeAfterDot = true;
    else threeAfterComma = true;
  }
  return threeAfterComma && !threeAfterDot && whole ? 'dot' : 'comma';
}

/** The number in a cell ("1 500,00 FCFA", "1.500", "(12)", "3,5-"), or null when there is none. */
export function parseNumber(cell: Cell, decimal: Decimal): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell !== 'string') return null;
  const text = cellText(cell);
  if (text === '' || text.length > 60) return null;
  const digits = bare(text);
  if (SCIENTIFIC.test(digits)) return finite(Number(digits.replace(',', '.')));
  const [point, group] = decimal === 'comma' ? [',', '.'] : ['.', ','];
  const parts = digits.split(point);
  if (parts.length > 2) return null;
  const [integer = '', fraction = ''] = parts;
  const groups = integer.replace(/^-/, '').split(group);
  // Groups of thousands have three digits, all but the first: "12.5" under a decimal comma is not 125.
  if (groups.length > 1 && !groups.every((part, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part)))
    return null;
  const plain = `${integer.startsWith('-') ? '-' : ''}${groups.join('')}${fraction ? `.${fraction}` : ''}`;
  return /^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(plain) ? finite(Number(plain)) : null;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? (value === 0 ? 0 : value) : null);
