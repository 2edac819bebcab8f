import { dateOrderOf } from './date-order.ts';
import { readDate } from './dates.ts';
import { decimalOf, readNumber } from './numbers.ts';
import type { Cell } from './table.ts';
import { cellText, fold, isAbsent, isBlank, parseBoolean } from './text.ts';

/** What the cells of a column are like; shares are of those that are filled. */
export interface ColumnFacts {
  /** Cells looked at, filled or not. */
  readonly rows: number;
  /** Share of the rows that are filled. */
  readonly filled: number;
  readonly numbers: number;
  readonly wholes: number;
  readonly negatives: number;
  /** Texts or serial numbers that are days; plain numbers only when all are. */
  readonly days: number;
  /** Texts that can be nothing but days: no plain numbers, which may be prices or codes. */
  readonly writtenDays: number;
  /** Nothing but numbers of our years as a spreadsheet keeps them: days, or codes of which it made days. */
  readonly isSerials: boolean;
  /** Days without their year: "12/03", "12 mars". */
  readonly yearless: number;
  readonly yesNo: number;
  /** 8, 12, 13 or 14 digits, or 6.04E+12. */
  readonly barcodes: number;
  readonly letters: number;
  /** Different values. */
  readonly distinct: number;
  /** Mean length of the texts. */
  readonly length: number;
  /** 1, 2, 3 …: the number of the row. */
  readonly isCounting: boolean;
  readonly numbersIn: readonly (number | null)[];
  readonly words: ReadonlySet<string>;
}

const LOOKED_AT = 40;

/** More columns than this are not looked at: nobody names three hundred of them. */
export const MAX_COLUMNS = 100;

/** The columns that hold something, in a row. */
export const filledIn = (cells: readonly Cell[]): number[] =>
  cells.slice(0, MAX_COLUMNS).flatMap((cell, column) => (isBlank(cell) ? [] : [column]));

/**
 * How many cells a row of data fills at least, by how many each row fills: half of what the fullest tenth do, and more
 * than one. Titles, notes and the lines of a summary fill fewer.
 */
export function leastFilled(sizes: readonly number[]): number {
  const sorted = sizes.filter((size) => size > 0).sort((a, b) => b - a);
  return Math.max(2, (sorted[Math.floor(sorted.length / 10)] ?? 0) / 2);
}

/** The facts of one column of `rows`, the rows of data. */
export function columnFacts(rows: readonly (readonly Cell[])[], column: number): ColumnFacts {
  const cells = rows.map((row) => row[column]);
  const filled = cells.filter((cell) => !isAbsent(cell));
  const share = (is: (cell: Cell) => boolean) => (filled.length === 0 ? 0 : filled.filter(is).length / filled.length);
  const { decimal } = decimalOf(filled, 'auto', false);
  const order = dateOrderOf(filled, 'auto');
  const isSerials = hasSerials(filled);
  const numberOf = (cell: Cell): number | null => {
    const read = isBlank(cell) ? null : readNumber(cell, decimal);
    return read?.ok ? read.value.value : null;
  };
  const texts = filled.map((cell) => cellText(cell).slice(0, 300));
  const words = new Set(texts.map(fold));
  const values = cells.map(numberOf);
  const present = values.filter((value) => value !== null);
  return {
    rows: rows.length,
    filled: rows.length === 0 ? 0 : filled.length / rows.length,
    numbers: share((cell) => numberOf(cell) !== null),
    wholes: share((cell) => Number.isInteger(numberOf(cell) ?? 0.5)),
    negatives: share((cell) => (numberOf(cell) ?? 0) < 0),
    days: share((cell) => typeof cell !== 'number' && readDate(cell, order).ok) || (isSerials ? 1 : 0),
    writtenDays: share((cell) => typeof cell === 'string' && !PLAIN.test(cell) && readDate(cell, order).ok),
    isSerials,
    yearless: share((cell) => typeof cell === 'string' && isYearless(cell, order)),
    yesNo: share((cell) => parseBoolean(cell) !== null),
    barcodes: share((cell) => /^(?:\d{8}|\d{11,14}|\d[.,]\d+E\+1[0-3])$/i.test(cellText(cell).replace(/\s/g, ''))),
    letters: share((cell) => /\p{L}/u.test(cellText(cell).slice(0, LOOKED_AT))),
    distinct: filled.length === 0 ? 0 : words.size / filled.length,
    length: texts.length === 0 ? 0 : texts.reduce((sum, text) => sum + text.length, 0) / texts.length,
    isCounting:
      present.length > 1 && present.every((value, index) => index === 0 || value === (present[index - 1] ?? 0) + 1),
    numbersIn: values,
    words,
  };
}

/** "12.5" is a number first. */
function isYearless(cell: string, order: 'dmy' | 'mdy'): boolean {
  const read = /[/\p{L}-]/u.test(cell) ? readDate(cell, order) : null;
  return read !== null && !read.ok && read.error === 'no-year';
}

const PLAIN = /^\s*\d+(?:[.,]\d+)?\s*$/;

/** A column of spreadsheet dates holds nothing but serial numbers of our years. */
const hasSerials = (filled: readonly Cell[]): boolean =>
  filled.length > 0 && filled.every((cell) => typeof cell === 'number' && cell > 36_000 && cell < 60_000);
