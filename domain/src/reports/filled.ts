import { must } from '../shared/must.ts';
import type { Column, Follows, Section, Table, Value } from './paper.ts';

/** Sums of decimals are cut where a double no longer counts: 0.1 + 0.2 is 0.3. */
const exact = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;

const indexOf = ({ id, columns }: Table, column: string): number => {
  const index = columns.findIndex((own) => own.id === column);
  if (index < 0) throw new Error(`The table ${id} has no column ${column}.`);
  return index;
};

const numberOf = (value: Value | undefined): number => (typeof value === 'number' ? value : 0);

/** What a rule of two columns makes of their values. */
function combined(kind: Exclude<Follows['kind'], 'sumWhere'>, a: number, b: number): Value {
  switch (kind) {
    case 'product':
      return exact(a * b);
    case 'worth':
      return exact(Math.max(a, 0) * b);
    case 'difference':
      return exact(a - b);
    case 'quotient':
      return b === 0 ? null : a / b;
  }
}

/** The columns that a rule of two columns names. */
const operands = (follows: Exclude<Follows, { kind: 'sumWhere' }>): readonly [string, string] =>
  follows.kind === 'difference' ? [follows.of, follows.less] : [follows.of, follows.by];

/** The sections with the values of the columns that follow from others. */
export function filled(sections: readonly Section[]): Section[] {
  const given = new Map(sections.flatMap(({ table }) => (table ? [[table.id, table] as const] : [])));
  const made = new Map<string, Table>();
  const tableOf = (id: string): Table => {
    const known = made.get(id) ?? filledTable(must(given.get(id), `table ${id}`), tableOf);
    made.set(id, known);
    return known;
  };
  return sections.map((section) => (section.table ? { ...section, table: tableOf(section.table.id) } : section));
}

function filledTable(table: Table, tableOf: (id: string) => Table): Table {
  const rows = table.rows.map((row) => [...row]);
  table.columns.forEach(({ follows }, index) => {
    if (!follows) return;
    if (follows.kind === 'sumWhere') {
      const sums = sumsBy(tableOf(follows.table), follows);
      const keys = follows.where.map(({ here }) => indexOf(table, here));
      for (const row of rows) row[index] = exact(sums.get(keyOf(row, keys)) ?? 0);
      return;
    }
    const [a, b] = operands(follows).map((column) => indexOf(table, column)) as [number, number];
    for (const row of rows) row[index] = combined(follows.kind, numberOf(row[a]), numberOf(row[b]));
  });
  return { ...table, rows };
}

const keyOf = (row: readonly Value[], columns: readonly number[]): string =>
  columns.length === 1 ? String(row[columns[0] ?? 0]) : JSON.stringify(columns.map((column) => row[column]));

function sumsBy(table: Table, { sum, where }: Follows & { kind: 'sumWhere' }): Map<string, number> {
  const keys = where.map(({ there }) => indexOf(table, there));
  const at = indexOf(table, sum);
  const sums = new Map<string, number>();
  for (const row of table.rows) {
    const key = keyOf(row, keys);
    sums.set(key, (sums.get(key) ?? 0) + numberOf(row[at]));
  }
  return sums;
}

/** What stands under each column of a filled table; null under those without a total. */
export function totalsOf(table: Table): Value[] {
  const totals: Value[] = table.columns.map(({ total }, index) =>
    total === 'sum' ? exact(table.rows.reduce((sum, row) => sum + numberOf(row[index]), 0)) : null,
  );
  table.columns.forEach(({ total, follows }, index) => {
    if (total !== 'follows' || !follows || follows.kind === 'sumWhere') return;
    const [a, b] = operands(follows).map((column) => numberOf(totals[indexOf(table, column)])) as [number, number];
    totals[index] = combined(follows.kind, a, b);
  });
  return totals;
}

/** Whether anything stands under the columns of a table. */
export const hasTotals = ({ columns }: { readonly columns: readonly Column[] }): boolean =>
  columns.some(({ total }) => total !== undefined);
