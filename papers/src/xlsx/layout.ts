import { hasTotals, type Paper, type Section, type Table } from '@digiboost/domain/reports';
import { letters } from './xml.ts';

/** Where the parts of a section stand on its sheet. Rows and columns count from 0. */
export interface SheetLayout {
  readonly section: Section;
  readonly sheetName: string;
  /** The first row of the figures, of the texts. */
  readonly figures: number;
  readonly texts: number;
  readonly table: TableLayout | null;
  /** The row at which charts begin when they stand below everything else. */
  readonly end: number;
}

/** Where a table stands: the totals above its head, so that they stay in sight. */
export interface TableLayout {
  readonly table: Table;
  readonly sheetName: string;
  readonly totals: number | null;
  readonly head: number;
  readonly first: number;
  readonly last: number;
}

/** The rows above all else: title, shop and subject, then one left empty. */
const TOP = 3;

/** Sheet names of 31 characters at most, without what Excel refuses, none twice. */
function sheetNames(sections: readonly Section[]): string[] {
  const taken = new Set<string>();
  return sections.map(({ name }) => {
    const plain = name.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, 28);
    let own = plain;
    for (let n = 2; taken.has(own.toLowerCase()); n += 1) own = `${plain} ${n}`;
    taken.add(own.toLowerCase());
    return own;
  });
}

/** The sheets of a paper, one for each of its sections. */
export function layoutOf({ sections }: Paper): SheetLayout[] {
  const names = sheetNames(sections);
  return sections.map((section, index) => {
    const sheetName = names[index] ?? section.name;
    const figures = TOP;
    const texts = figures + (section.figures?.length ?? 0) + (section.figures?.length ? 1 : 0);
    let row = texts + (section.texts?.length ?? 0) + (section.texts?.length ? 1 : 0);
    let table: TableLayout | null = null;
    if (section.table) {
      const totals = hasTotals(section.table) ? row : null;
      const head = totals === null ? row : row + 1;
      // A table of Excel's has one row at least.
      const last = head + Math.max(section.table.rows.length, 1);
      table = { table: section.table, sheetName, totals, head, first: head + 1, last };
      row = last + 2;
    }
    return { section, sheetName, figures, texts, table, end: row };
  });
}

/** The place of a column in its table. */
export const columnOf = ({ table }: TableLayout, id: string): number => {
  const index = table.columns.findIndex((column) => column.id === id);
  if (index < 0) throw new Error(`The table ${table.id} has no column ${id}.`);
  return index;
};

/** The cells of a column's values, as formulas name them: 'Par jour'!$C$6:$C$36; the first `rows` of them. */
export function rangeOf(layout: TableLayout, id: string, rows?: number): string {
  const letter = letters(columnOf(layout, id));
  const last = rows === undefined ? layout.last : Math.min(layout.last, layout.head + rows);
  return `'${layout.sheetName}'!$${letter}$${layout.first + 1}:$${letter}$${last + 1}`;
}
