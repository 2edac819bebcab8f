import type { Column } from '@digiboost/domain/reports';
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
      const where = follows.where.map(({ there, here: own }) => `,${rangeOf(other, there)},$${here(own)}`);
      return `SUMIFS(${rangeOf(other, follows.sum)}${where.join('')})`;
    }
    case 'product':
      return `${here(follows.of)}*${here(follows.by)}`;
    case 'worth':
      return `MAX(${here(follows.of)},0)*${here(follows.by)}`;
    case 'difference':
      return `${here(follows.of)}-${here(follows.less)}`;
    case 'quotient':
      return `IF(${here(follows.by)}=0,"",${here(follows.of)}/${here(follows.by)})`;
  }
}

/** The formula of a column's total: the sum of the rows that a filter shows, or its rule applied to the totals. */
export function totalFormula(layout: TableLayout, column: Column): string | null {
  if (layout.totals === null || !column.total) return null;
  if (column.total === 'follows') return formulaIn(layout, column, layout.totals, new Map());
  const letter = letters(columnOf(layout, column.id));
  return `SUBTOTAL(109,${letter}${layout.first + 1}:${letter}${layout.last + 1})`;
}
