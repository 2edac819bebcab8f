import { type Paper, totalsOf, type Value, type ValueKind } from '@digiboost/domain/reports';
import { cellFormula, cellReference, formulaIn, totalFormula } from './formulas.ts';
import type { SheetLayout, TableLayout } from './layout.ts';
import type { SharedStrings } from './shared-strings.ts';
import { fixedStyle, valueStyle } from './styles.ts';
import { escaped, excelDay, letters, MAIN, RELATIONSHIPS, XML } from './xml.ts';

/** Rows written in one part of the text. */
const ROWS_AT_ONCE = 500;

/** How wide each column of a sheet is, in characters. */
const WIDTHS: Readonly<Record<ValueKind, number>> = {
  text: 16,
  day: 12,
  count: 10,
  money: 13,
  cost: 12,
  quantity: 11,
  rate: 11,
  decimal: 11,
};

/** What the sheets of one workbook share. */
export interface SheetContext {
  readonly paper: Paper;
  readonly strings: SharedStrings;
  readonly tables: ReadonlyMap<string, TableLayout>;
}

/** A sheet's XML in parts; each part but the last says how many rows of its table it holds. */
export function* sheetParts(layout: SheetLayout, context: SheetContext, hasDrawing: boolean): Generator<string> {
  const { table } = layout;
  yield head(layout);
  yield `<sheetData>${above(layout, context)}`;
  if (table) yield* tableRows(table, context);
  yield `</sheetData>${foot(table, hasDrawing)}`;
}

/** The columns of a sheet that holds no table: figures with their notes, or texts alone. */
const FIGURES = [34, 18, 44];
const TEXTS = [110];

function head({ table, section }: SheetLayout): string {
  const columns = table?.table.columns ?? [];
  const others = table ? [] : section.figures ? FIGURES : TEXTS;
  const wide = others.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const cols = columns.map((column, index) => {
    const width = Math.max(column.isWide ? 34 : WIDTHS[column.kind], Math.min(column.label.length + 3, 18));
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${column.isKey ? ' hidden="1"' : ''}/>`;
  });
  const frozen = table
    ? `<pane ySplit="${table.first}" topLeftCell="A${table.first + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A${table.first + 1}" sqref="A${table.first + 1}"/>`
    : '';
  return `${XML}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0" showGridLines="${table ? 1 : 0}">${frozen}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="14"/><cols>${[...wide, ...cols].join('')}</cols>`;
}

function foot(table: TableLayout | null, hasDrawing: boolean): string {
  const isWide = (table?.table.columns.filter(({ isKey }) => !isKey).length ?? 0) > 7;
  return `<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="${isWide ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P / &amp;N</oddFooter></headerFooter>${hasDrawing ? '<drawing r:id="rId1"/>' : ''}${table ? `<tableParts count="1"><tablePart r:id="rId${hasDrawing ? 2 : 1}"/></tableParts>` : ''}</worksheet>`;
}

/** One row of the sheet, from the cells that are not empty. */
const rowOf = (row: number, cells: readonly string[], height = ''): string =>
  `<row r="${row + 1}"${height}>${cells.join('')}</row>`;

function above({ section, figures, texts, table }: SheetLayout, { paper, strings, tables }: SheetContext): string {
  const text = (row: number, column: number, value: string, style: number): string =>
    textCell(row, column, strings.numberOf(value), style);
  const rows = [
    rowOf(0, [text(0, 0, section.title, fixedStyle('title'))], ' ht="24" customHeight="1"'),
    rowOf(1, [
      text(1, 0, `${paper.from[0] ?? ''} · ${paper.title} ${paper.subject} · ${paper.made}`, fixedStyle('label')),
    ]),
  ];
  section.figures?.forEach(({ label, value, kind, note, cell }, index) => {
    const row = figures + index;
    rows.push(
      rowOf(row, [
        text(row, 0, label, fixedStyle('plain')),
        cell
          ? formulaCell(row, 1, cellReference(cell, tables), value, valueStyle(kind, 'total'))
          : valueCell(row, 1, value, kind, 'total', strings),
        ...(note ? [text(row, 2, note, fixedStyle('label'))] : []),
      ]),
    );
  });
  // Alone on its sheet a text may be long.
  const style = fixedStyle(table || section.figures ? 'plain' : 'note');
  section.texts?.forEach((said, index) => {
    rows.push(rowOf(texts + index, [text(texts + index, 0, said, style)]));
  });
  return rows.join('');
}

function* tableRows(layout: TableLayout, { strings, tables }: SheetContext): Generator<string> {
  const { table, totals, head: headRow, first } = layout;
  const { columns, rows } = table;
  const strong = new Set(table.strong);
  const rules = new Map((table.cells ?? []).map((rule) => [`${rule.row} ${rule.column}`, rule]));
  if (totals !== null) yield totalRow(layout, totals, strings);
  yield rowOf(
    headRow,
    columns.map(({ label, kind }, index) => {
      const style = fixedStyle(kind === 'text' ? 'head' : 'figureHead');
      return textCell(headRow, index, strings.numberOf(label), style);
    }),
    ' ht="28" customHeight="1"',
  );
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    let part = '';
    for (const [index, values] of rows.slice(from, from + ROWS_AT_ONCE).entries()) {
      const row = first + from + index;
      const place = strong.has(from + index) ? 'total' : 'body';
      const cells = columns.map((column, at) => {
        const value = values[at] ?? null;
        const rule = rules.get(`${from + index} ${column.id}`);
        const formula = rule ? cellFormula(rule, tables) : formulaIn(layout, column, row, tables);
        return formula === null
          ? valueCell(row, at, value, column.kind, place, strings)
          : formulaCell(row, at, formula, value, valueStyle(column.kind, place));
      });
      part += rowOf(row, cells);
    }
    yield part;
  }
}

function totalRow(layout: TableLayout, row: number, strings: SharedStrings): string {
  const totals = totalsOf(layout.table);
  const { columns } = layout.table;
  const labelAt = columns.findIndex(({ isKey, total }) => !isKey && !total);
  const cells = columns.map((column, at) => {
    const formula = totalFormula(layout, column);
    if (formula !== null) return formulaCell(row, at, formula, totals[at] ?? null, valueStyle(column.kind, 'total'));
    const style = valueStyle('text', 'total');
    return at === labelAt
      ? textCell(row, at, strings.numberOf('Total affiché'), style)
      : `<c r="${letters(at)}${row + 1}" s="${style}"/>`;
  });
  return rowOf(row, cells);
}

const textCell = (row: number, column: number, text: number, style: number): string =>
  `<c r="${letters(column)}${row + 1}" s="${style}" t="s"><v>${text}</v></c>`;

function valueCell(
  row: number,
  column: number,
  value: Value,
  kind: ValueKind,
  place: 'body' | 'total',
  strings: SharedStrings,
): string {
  const style = valueStyle(kind, place);
  if (value === null || value === '')
    return place === 'total' ? `<c r="${letters(column)}${row + 1}" s="${style}"/>` : '';
  if (typeof value === 'string' && kind !== 'day') return textCell(row, column, strings.numberOf(value), style);
  const number = typeof value === 'string' ? excelDay(value) : value;
  return `<c r="${letters(column)}${row + 1}" s="${style}"><v>${number}</v></c>`;
}

/** A formula with what it comes to: readers that do not reckon show that. */
const formulaCell = (row: number, column: number, formula: string, value: Value, style: number): string => {
  const at = `<c r="${letters(column)}${row + 1}" s="${style}"`;
  const text = `<f>${escaped(formula)}</f>`;
  return value === null ? `${at} t="str">${text}<v></v></c>` : `${at}>${text}<v>${value}</v></c>`;
};
