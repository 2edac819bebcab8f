import { Columns } from './columns.ts';
import { readNumber } from './numbers.ts';
import type { Cell, Table } from './table.ts';
import { cellText, isBlank } from './text.ts';
import { IMPORT_KINDS } from './types.ts';

const HEADER_SEARCH = 20;

/**
 * The row that names the columns, and the names as they are to be read: a heading over several of them is part of each.
 * Where the file names none, the row before its first (-1 for none), and no names.
 */
export interface Header {
  readonly headerIndex: number;
  readonly header: readonly Cell[];
}

/** The names of a table's columns. */
export const headerOf = ({ rows, headerIndex, header }: Table): readonly Cell[] => header ?? rows[headerIndex] ?? [];

/** The texts above the columns: titles, a day, who the goods come from. */
export const textsAbove = ({ rows, headerIndex }: Table): string[] =>
  rows.slice(0, Math.max(0, headerIndex)).flatMap((row) => row.slice(0, 6).map(cellText));

/**
 * The row that names the columns: of the first twenty, the one with the best known names; else the first with text,
 * unless it holds numbers already: then it is the first of the data.
 */
export function findHeader(rows: Table['rows']): Header {
  let best: Header | null = null;
  let bestScore = 0;
  for (let headerIndex = 0; headerIndex < Math.min(rows.length, HEADER_SEARCH); headerIndex++) {
    const own = rows[headerIndex] ?? [];
    const score = namesScore(own);
    if (score > bestScore + 0.01) [best, bestScore] = [{ headerIndex, header: own }, score];
    const both = underHeadings(rows[headerIndex - 1] ?? [], own);
    const bothScore = both ? namesScore(both) : 0;
    if (both && bothScore > bestScore + 0.5) [best, bestScore] = [{ headerIndex, header: both }, bothScore];
  }
  if (best && !isData(best)) return best;
  const headerIndex = Math.max(
    0,
    rows.findIndex((row) => row.some((cell) => !isBlank(cell))),
  );
  const first = rows[headerIndex] ?? [];
  return first.some(isNumber) ? { headerIndex: headerIndex - 1, header: [] } : { headerIndex, header: first };
}

const isNumber = (cell: Cell): boolean => readNumber(cell, 'comma').ok;

/** Numbers, and no more than one word that may name a column: a product's own row, such as "Savon;250;pièce". */
const isData = ({ header }: Header): boolean => header.some(isNumber) && namedIn(header) < 2;

const namedIn = (row: readonly Cell[]): number =>
  Math.max(...IMPORT_KINDS.map((kind) => new Columns(row, []).matches(kind).length));

/** How well the cells of a row are names of columns. */
function namesScore(row: readonly Cell[]): number {
  const columns = new Columns(row, []);
  return Math.max(...IMPORT_KINDS.map((kind) => columns.matches(kind).reduce((sum, match) => sum + match.score, 0)));
}

/** The names of a row with the headings above them ("Prix" over "Achat" and "Vente"), or null without headings. */
function underHeadings(above: readonly Cell[], own: readonly Cell[]): Cell[] | null {
  if (above.filter((cell) => !isBlank(cell)).length < 2) return null;
  let heading: Cell = '';
  return Array.from({ length: Math.max(above.length, own.length) }, (_, column) => {
    const [top, bottom] = [above[column], own[column]];
    if (!isBlank(top)) heading = top;
    if (isBlank(bottom)) return top;
    const over = isBlank(top) ? heading : top;
    return cellText(over) === cellText(bottom) ? bottom : `${cellText(over)} ${cellText(bottom)}`;
  });
}
