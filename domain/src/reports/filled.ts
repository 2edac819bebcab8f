import { must } from '../shared/must.ts';
import type { CellRule, Column, Follows, Section, Table, Term, Value } from './paper.ts';

/** Sums of decimals are cut where a double no longer counts: 0.1 + 0.2 is 0.3. */
const exact = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;

/** To the franc, half away from 0, as worksheets round. */
const toFranc = (value: number): number => Math.sign(value) * Math.round(Math.abs(exact(value))) + 0;

const indexOf = ({ id, columns }: Table, column: string): number => {
  const index = columns.findIndex((own) => own.id === column);
  if (index < 0) throw new Error(`The table ${id} has no column ${column}.`);
  return index;
};

const numberOf = (value: Value | undefined): number => (typeof value === 'number' ? value : 0);

/** A rule of the columns of one row. */
type OfRow = Exclude<Follows, { kind: 'sumWhere' }>;

/** What a rule makes of the values of its columns. */
function combined(kind: OfRow['kind'], a: number, b: number, whole: number): Value {
  switch (kind) {
    case 'product':
      return exact(a * b);
    case 'share':
      return whole === 0 ? 0 : toFranc((a * b) / whole);
    case 'worth':
      return exact(Math.max(a, 0) * b);
    case 'difference':
      return exact(a - b);
    case 'quotient':
      return b === 0 ? null : a / b;
  }
}

/** The columns that a rule names. */
const operands = (follows: OfRow): readonly string[] =>
  follows.kind === 'difference'
    ? [follows.of, follows.less]
    : [follows.of, follows.by, ...(follows.kind === 'share' ? [follows.whole] : [])];

const ofValues = ({ kind }: OfRow, [a = 0, b = 0, whole = 0]: readonly number[]): Value => combined(kind, a, b, whole);

/** The sections with the values of the columns, cells and figures that follow from others. */
export function filled(sections: readonly Section[]): Section[] {
  const given = new Map(sections.flatMap(({ table }) => (table ? [[table.id, table] as const] : [])));
  const made = new Map<string, Table>();
  const tableOf = (id: string): Table => {
    const known = made.get(id) ?? filledTable(must(given.get(id), `table ${id}`), tableOf);
    made.set(id, known);
    return known;
  };
  return sections.map((section) => ({
    ...section,
    ...(section.figures
      ? {
          figures: section.figures.map((figure) => {
            if (!figure.cell) return figure;
            const table = tableOf(figure.cell.table);
            return { ...figure, value: table.rows[figure.cell.row]?.[indexOf(table, figure.cell.column)] ?? null };
          }),
        }
      : {}),
    ...(section.table ? { table: tableOf(section.table.id) } : {}),
  }));
}

function filledTable(table: Table, tableOf: (id: string) => Table): Table {
  const rows = table.rows.map((row) => [...row]);
  fillCells({ ...table, rows }, rows, tableOf);
  const isFilled = new Set<number>();
  const fill = (index: number): void => {
    const follows = table.columns[index]?.follows;
    if (!follows || isFilled.has(index)) return;
    isFilled.add(index);
    if (follows.kind === 'sumWhere') {
      const sums = sumsBy(tableOf(follows.table), follows);
      const keys = follows.where.flatMap((own) => ('here' in own ? [indexOf(table, own.here)] : []));
      for (const row of rows) row[index] = exact(sums.get(keyOf(row, keys)) ?? 0);
      return;
    }
    const places = operands(follows).map((column) => indexOf(table, column));
    for (const place of places) fill(place);
    for (const row of rows)
      row[index] = ofValues(
        follows,
        places.map((at) => numberOf(row[at])),
      );
  };
  table.columns.forEach((_, index) => {
    fill(index);
  });
  return { ...table, rows };
}

/** Works out the cells that follow from others, whatever the order in which they stand. */
function fillCells(table: Table, rows: Value[][], tableOf: (id: string) => Table): void {
  const placeOf = (row: number, column: string): string => `${row} ${column}`;
  const open = new Map((table.cells ?? []).map((rule) => [placeOf(rule.row, rule.column), rule]));
  const fill = (rule: CellRule): void => {
    if (!open.delete(placeOf(rule.row, rule.column))) return;
    for (const { table: other, row, column } of rule.terms) {
      const first = other === table.id && row !== undefined ? open.get(placeOf(row, column)) : undefined;
      if (first) fill(first);
    }
    const sum = rule.terms.reduce(
      (total, term) => total + term.sign * termOf(term, term.table === table.id ? table : tableOf(term.table)),
      0,
    );
    must(rows[rule.row], 'row')[indexOf(table, rule.column)] = toFranc(sum);
  };
  for (const rule of table.cells ?? []) fill(rule);
}

function termOf({ column, row, where = [] }: Term, table: Table): number {
  const at = indexOf(table, column);
  if (row !== undefined) return numberOf(table.rows[row]?.[at]);
  const keys = where.map(({ there, is }) => [indexOf(table, there), is] as const);
  return table.rows.reduce(
    (sum, own) => (keys.every(([key, is]) => own[key] === is) ? sum + numberOf(own[at]) : sum),
    0,
  );
}

const keyOf = (row: readonly Value[], columns: readonly number[]): string =>
  columns.length === 1 ? String(row[columns[0] ?? 0]) : JSON.stringify(columns.map((column) => row[column]));

function sumsBy(table: Table, { sum, where }: Follows & { kind: 'sumWhere' }): Map<string, number> {
  const keys = where.flatMap((own) => ('here' in own ? [indexOf(table, own.there)] : []));
  const fixed = where.flatMap((own) => ('is' in own ? [[indexOf(table, own.there), own.is] as const] : []));
  const at = indexOf(table, sum);
  const sums = new Map<string, number>();
  for (const row of table.rows) {
    if (!fixed.every(([column, is]) => row[column] === is)) continue;
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
    totals[index] = ofValues(
      follows,
      operands(follows).map((column) => numberOf(totals[indexOf(table, column)])),
    );
  });
  return totals;
}

/** Whether anything stands under the columns of a table. */
export const hasTotals = ({ columns }: { readonly columns: readonly Column[] }): boolean =>
  columns.some(({ total }) => total !== undefined);
