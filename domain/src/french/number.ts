import { NARROW } from './typography.ts';
import { unitFor } from './unit.ts';

const ANY_SPACE = /[\s\u00a0\u2000-\u200b\u202f\u205f\u3000]/g;

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, NARROW);

/**
 * A number the way French writes it: 1234.5 → "1 234,5". Written by hand: the phone's own tables differ between
 * versions. At most `decimals` decimals, trailing zeros dropped unless `fixed`; a minus sign, never a hyphen.
 */
export function formatNumber(value: number, decimals = 0, fixed = false): string {
  if (!Number.isFinite(value)) return '—';
  const [whole = '0', rest = ''] = Math.abs(value).toFixed(decimals).split('.');
  const fraction = fixed ? rest : rest.replace(/0+$/, '');
  const text = fraction ? `${group(whole)},${fraction}` : group(whole);
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** FCFA, to the franc: 1250000 → "1 250 000 F". */
export const formatMoney = (amount: number): string => `${formatNumber(amount)}${NARROW}F`;

/** FCFA with the decimals that a unit cost may carry: 12.5 → "12,50 F", 12 → "12 F". */
export const formatUnitCost = (amount: number): string =>
  `${formatNumber(amount, Number.isInteger(amount) ? 0 : 2, true)}${NARROW}F`;

/**
 * A quantity, at most 3 decimals, with its unit when given: 12.5, "kg" → "12,5 kg"; 3, "sac" → "3 sacs"; '' for none.
 */
export const formatQuantity = (quantity: number | undefined, unit?: string): string => {
  if (quantity === undefined) return '';
  return unit ? `${formatNumber(quantity, 3)}${NARROW}${unitFor(quantity, unit)}` : formatNumber(quantity, 3);
};

/** A ratio as a percentage: 0.953 → "95,3 %". */
export const formatPercent = (ratio: number, decimals = 1): string =>
  `${formatNumber(ratio * 100, decimals)}${NARROW}%`;

/** A volume of data, in decimal units as operators bill it: 1234567 → "1,2 Mo". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${formatNumber(bytes)}${NARROW}o`;
  if (bytes < 999_500) return `${formatNumber(bytes / 1e3)}${NARROW}ko`;
  if (bytes < 999_950_000) return `${formatNumber(bytes / 1e6, 1)}${NARROW}Mo`;
  return `${formatNumber(bytes / 1e9, 1)}${NARROW}Go`;
}

/** How many decimals a typed number may carry. */
interface NumberRule {
  readonly decimals: number;
}

/**
 * Reads a number as French is typed: "1 500,00", "1.500", "12,5", "12.5". Null when it is not a number or carries more
 * decimals than `rule` allows. "1.500" is 1 500 whatever is typed; where three decimals make no sense (money), so is
 * "1,500".
 */
function parseNumber(text: string, rule: NumberRule): number | null {
  const compact = text
    .replace(ANY_SPACE, '')
    .replace(/^[−–]/, '-')
    .replace(/(?:fcfa|cfa|xof|f)\.?$/i, '');
  if (!/^-?\d[\d.,]*$/.test(compact) && !/^-?[.,]\d+$/.test(compact)) return null;
  const marks = compact.replace(/[^.,]/g, '');
  const last = Math.max(compact.lastIndexOf('.'), compact.lastIndexOf(','));
  const tail = last < 0 ? '' : compact.slice(last + 1);
  const repeated = marks.length > 1 && new Set(marks).size === 1;
  const isDotted = marks === '.' && /^-?[1-9]/.test(compact);
  const grouped =
    last >= 0 && tail.length === 3 && (repeated || (marks.length === 1 && (rule.decimals < 3 || isDotted)));
  const head = grouped || last < 0 ? compact : compact.slice(0, last);
  if (!/^-?(?:[1-9]\d{0,2}(?:[.,]\d{3})+|\d*)$/.test(head)) return null;
  const fraction = grouped ? '' : tail.replace(/0+$/, '');
  if (fraction.length > rule.decimals) return null;
  const value = Number(`${head.replace(/[.,]/g, '') || '0'}.${fraction || '0'}`);
  if (!Number.isFinite(value) || Math.abs(value) > 1e12) return null;
  return value === 0 ? 0 : value;
}

/** A typed amount in whole FCFA, or null. */
export const parseMoney = (text: string): number | null => parseNumber(text, { decimals: 0 });

/** A typed unit cost in FCFA with at most 2 decimals, or null. */
export const parseUnitCost = (text: string): number | null => parseNumber(text, { decimals: 2 });

/** A typed quantity with at most 3 decimals, or null. */
export const parseQuantity = (text: string): number | null => parseNumber(text, { decimals: 3 });
