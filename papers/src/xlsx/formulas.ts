import type { CellRule, Column, Term } from '@digiboost/domain/reports';
import { columnOf, rangeOf, type TableLayout } from './layout.ts';
import { letters } from './xml.ts';

/** The formula of a column that follows from others, in `row`; null for one that follows from none. */
export function formulaIn(
  layout: TableLayout,
  { follows }: Column,
  row: number,
  tables: ReadonlyMap<string, TableLayout>,
): string | null {
  if (!follows) return null;
  const here = (id: string): string => `${letters(columnOf(layout, id))}${row + 1}`;
  switch (follows.kind) {
    case 'sumWhere': {
      const other = tables.get(follows.table);
      if (!other) throw new Error(`There is no table ${follows.table}.`);
      const where = follows.where.map(
        (own) => `,${rangeOf(other, own.there)},${'is' in own ? own.is : `$${here(own.here)}`}`,
      );
      return `SUMIFS(${rangeOf(other, follows.sum)}${where.join('')})`;
    }
    case 'product':
      return `${here(follows.of)}*${here(follows.by)}`;
    case 'share':
      return `ROUND(${here(follows.of)}*${here(follows.by)}/${here(follows.whole)},0)`;
    case 'worth':
      return `MAX(${here(follows.of)},0)*${here(follows.by)}`;
    case 'difference':
      return `${here(follows.of)}-${here(follows.less)}`;
    case 'quotient':
      return `IF(${here(follows.by)}=0,"",${here(follows.of)}/${here(follows.by)})`;
  }
}

const layoutNamed = (tables: ReadonlyMap<string, TableLayout>, id: string): TableLayout => {
  const layout = tables.get(id);
  if (!layout) throw new Error(`There is no table ${id}.`);
  return layout;
};

/** One cell of a table as formulas of other sheets name it: 'Bilan'!$C$7. */
export function cellReference(
  { table, column, row }: { readonly table: string; readonly column: string; readonly row: number },
  tables: ReadonlyMap<string, TableLayout>,
): string {
  const layout = layoutNamed(tables, table);
  return `'${layout.sheetName}'!$${letters(columnOf(layout, column))}$${layout.first + row + 1}`;
}

/** The formula of a cell that follows from others. */
export const cellFormula = ({ terms }: CellRule, tables: ReadonlyMap<string, TableLayout>): string =>
  `ROUND(${terms.map((term) => `${term.sign < 0 ? '-' : '+'}${termFormula(term, tables)}`).join('')},0)`;

function termFormula({ table, column, row, where }: Term, tables: ReadonlyMap<string, TableLayout>): string {
  if (row !== undefined) return cellReference({ table, column, row }, tables);
  const layout = layoutNamed(tables, table);
  if (!where) return `SUM(${rangeOf(layout, column)})`;
  const conditions = where.map(({ there, is }) => `,${rangeOf(layout, there)},${is}`);
  return `SUMIFS(${rangeOf(layout, column)}${conditions.join('')})`;
}

/** The formula of a column's total: the sum of the rows that a filter shows, or its rule applied to the totals. */
export function totalFormula(layout: TableLayout, column: Column): string | null {
  if (layout.totals === null || !column.total) return null;
  if (column.total === 'follows') return formulaIn(layout, column, layout.totals, new Map());
  const letter = letters(columnOf(layout, column.id));
  return `SUBTOTAL(109,${letter}${layout.first + 1}:${letter}${layout.last + 1})`;
}
