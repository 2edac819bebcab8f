import type { CellRule, Term, Value } from '../paper.ts';
import { HEADING, type Heading } from './treasury.ts';

/** A whole column of another table. */
export const plus = (table: string, column: string): Term => ({ sign: 1, table, column });
/** Taken off instead of added. */
export const less = (term: Term): Term => ({ ...term, sign: term.sign === 1 ? -1 : 1 });
/** One cell of a table. */
export const cell = (table: string, row: number, column: string): Term => ({ sign: 1, table, column, row });
/** What the journal of the treasury holds under a heading. */
export const journal = (heading: Heading, column: 'net' | 'spent' | 'drawer' | 'bank'): Term => ({
  ...plus('treasury', column),
  where: [{ there: 'heading_n', is: HEADING[heading] }],
});

/** A line of a statement: its letter, what it says, and what each of its columns adds up. */
export interface Line {
  readonly key: string;
  readonly letter?: string;
  readonly label: string;
  readonly isStrong?: true;
  readonly cells: Readonly<Record<string, readonly Term[] | number | null>>;
}

/** The rows of a statement and the rules of their cells. */
export function rowsOf(lines: readonly Line[], columns: readonly string[]) {
  const cells: CellRule[] = [];
  const rows = lines.map(({ letter = '', label, cells: own }, row): Value[] => [
    letter,
    label,
    ...columns.map((column) => {
      const given = own[column] ?? null;
      if (given === null || typeof given === 'number') return given;
      cells.push({ row, column, terms: given });
      return null;
    }),
  ]);
  return { rows, cells, strong: lines.flatMap(({ isStrong }, row) => (isStrong ? [row] : [])) };
}

/** Where the line of a key stands. */
export const rowIn =
  (lines: readonly string[]) =>
  (key: string): number =>
    lines.indexOf(key);
