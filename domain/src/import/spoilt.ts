import { gtinOf } from '../shared/gtin.ts';
import { isMonthName } from './dates.ts';

const SCIENTIFIC = /^(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i;

/** Whether a spreadsheet has shown a number's first digits only: 6,04E+12. */
export const isScientific = (text: string): boolean => SCIENTIFIC.test(text.trim());

/**
 * What is left of a code or barcode when a spreadsheet takes it for a number: no zeros before it, no ".0" after it.
 * '' for what no spreadsheet would take for a number.
 */
export function spoiltKey(text: string): string {
  const digits = text
    .trim()
    .replace(/[.,]0+$/, '')
    .replace(/[\s-]/g, '');
  return /^\d+$/.test(digits) ? digits.replace(/^0+(?=\d)/, '') : '';
}

/** Whether `whole` may have become `shown` in a spreadsheet: 6,04E+12 of 6040000000017. */
export function mayHaveBeen(shown: string, whole: string): boolean {
  const match = SCIENTIFIC.exec(shown.trim());
  const digits = spoiltKey(whole);
  if (!match || digits === '') return false;
  const [, first = '', decimals = '', power = ''] = match;
  if (digits.length !== Number(power) + 1) return false;
  const seen = decimals.replace(/0+$/, '').length;
  const rounded = Math.round(Number(`${digits[0]}.${digits.slice(1)}`) * 10 ** seen);
  return rounded === Math.round(Number(`${first}.${decimals || '0'}`) * 10 ** seen);
}

const FIGURES = /^(?:\d{1,2}\/\d{1,2}\/\d{2,4}|\d{4}-\d{2}-\d{2}|\d{2}\/\d{4})(?:[ T].*)?$/;

/** Whether a spreadsheet shows a code as a day: "12-mars", "mars-12". In capitals it may be a shop's own: "MAR-12". */
export function isShownAsDay(text: string): boolean {
  if (FIGURES.test(text)) return true;
  const parts = text.split(/[- /]/);
  const figures = parts.filter((part) => /^\d{1,4}$/.test(part));
  const isDay = figures.length > 0 && parts.length === figures.length + 1 && parts.some(isMonthName);
  return isDay && parts.length <= 3 && text !== text.toUpperCase();
}

/** Whether a number may be a day of 2000 to 2050 as a spreadsheet keeps it: 45363 is 12 March 2024. */
export const isDayNumber = (value: number): boolean => Number.isInteger(value) && value > 36_525 && value < 55_153;

/** Barcodes that systems write when there is none: nothing but one digit, or 1234567890123. */
export const isPlaceholder = (barcode: string): boolean =>
  /^(\d)\1*$/.test(barcode) ||
  (gtinOf(barcode) !== null && '12345678901234567890'.startsWith(barcode.replace(/^0+/, '')));

/** A barcode without the decimals of a number, spaces, and dashes between the digits of an article's number. */
export const plainBarcode = (text: string): string =>
  text
    .replace(/^(\d+)[.,]0+$/, '$1')
    .replace(/ /g, '')
    .replace(/^[\d-]+$/, (digits) => (gtinOf(digits) === null ? digits : digits.replaceAll('-', '')));
