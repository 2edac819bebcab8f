import {
  type Figure,
  hasTotals,
  type Paper,
  type Section,
  type Table,
  totalsOf,
  type Value,
  written,
} from '@digiboost/domain/reports';
import { jsPDF } from 'jspdf';
import { autoTable } from 'jspdf-autotable';
import { COLOURS } from '../colours.ts';
import { drawChart } from './chart.ts';
import { FONT, useFont } from './font.ts';
import { PAGE, Page, WIDTH } from './page.ts';
import { drawSeal } from './seal.ts';

/** Figures beside each other. */
const FIGURES_A_ROW = 3;
const FIGURE_HEIGHT = 20;
const GAP = 4;

/** `paper` as a document of A4 pages. `onProgress` is told 0..1. */
export function pdfDocument(
  paper: Paper,
  onProgress: (share: number) => void = () => undefined,
): Uint8Array<ArrayBuffer> {
  const doc = new jsPDF({ unit: 'mm', format: 'a4', compress: true });
  useFont(doc);
  doc.setProperties({
    title: `${paper.title} ${paper.subject}`,
    author: paper.from[0] ?? '',
    creator: 'Digiboost PME',
  });
  // Else they are the moment, and chance: the same paper is the same file.
  doc.setCreationDate(new Date(paper.madeAt));
  doc.setFileId('0'.repeat(32));
  doc.setLanguage('fr');
  const page = new Page(doc);
  head(page, paper);
  paper.sections.forEach((section, index) => {
    drawSection(page, section);
    onProgress((index + 1) / (paper.sections.length + 1));
  });
  notes(page, paper.notes);
  if (paper.seal) drawSeal(page, paper.seal);
  feet(page, paper);
  onProgress(1);
  return new Uint8Array(doc.output('arraybuffer'));
}

function head(page: Page, { title, from, subject, made }: Paper): void {
  const { doc } = page;
  doc.setFillColor(`#${COLOURS.accent}`);
  doc.rect(0, 0, PAGE.width, 4, 'F');
  const [name = '', ...reach] = from;
  page.text(name, 11, 'inkSoft', 'bold');
  if (reach.length > 0) page.text(reach.join(' · '), 8.5, 'inkSoft');
  page.y += 3;
  page.text(title, 20, 'accentPress', 'bold');
  page.text(`${subject.charAt(0).toUpperCase()}${subject.slice(1)}`, 12, 'ink');
  page.text(made, 8.5, 'inkSoft');
  page.y += 3;
}

function drawSection(page: Page, section: Section): void {
  const { title, figures = [], texts = [], table, charts = [], isTold } = section;
  page.need(heightOf(section));
  page.y += 2;
  page.text(title, 13, 'accentPress', 'bold');
  page.y += 1.5;
  for (const text of texts) page.text(text, 9.5);
  if (texts.length > 0) page.y += 2;
  drawFigures(page, figures);
  if (table) for (const chart of charts) drawChart(page, table, chart);
  if (table && !isTold) drawTable(page, table);
  page.y += GAP;
}

/** A row of a table, in mm. */
const ROW = 6.2;

/** About how high a section is, in mm; one that may well be divided says what its beginning needs. */
function heightOf({ figures = [], texts = [], table, charts = [], isTold }: Section): number {
  const rows = table?.rows.length ?? 0;
  const drawn = charts.map(({ form, rows: most = rows }) => (form === 'bars' ? Math.min(most, rows) * ROW : 70));
  const above = 12 + texts.length * 6 + Math.ceil(figures.length / FIGURES_A_ROW) * (FIGURE_HEIGHT + GAP);
  const whole = above + drawn.reduce((sum, own) => sum + own, 0) + (table && !isTold ? (rows + 2) * ROW : 0);
  return whole > PAGE.height / 2 ? above + 30 : whole;
}

function drawFigures(page: Page, figures: readonly Figure[]): void {
  const width = (WIDTH - GAP * (FIGURES_A_ROW - 1)) / FIGURES_A_ROW;
  for (let first = 0; first < figures.length; first += FIGURES_A_ROW) {
    page.need(FIGURE_HEIGHT + GAP);
    figures.slice(first, first + FIGURES_A_ROW).forEach(({ label, value, kind, note }, index) => {
      const x = PAGE.margin + index * (width + GAP);
      page.doc.setFillColor(`#${COLOURS.accentSoft}`);
      page.doc.roundedRect(x, page.y, width, FIGURE_HEIGHT, 1.5, 1.5, 'F');
      page.write(8, 'inkSoft');
      page.doc.text(page.clipped(label, width - 6), x + 3, page.y + 5);
      page.write(14, 'ink', 'bold');
      page.doc.text(page.clipped(written(value, kind), width - 6), x + 3, page.y + 11.5);
      if (!note) return;
      page.write(7.5, 'inkSoft');
      page.doc.text(page.clipped(note, width - 6), x + 3, page.y + 16.5);
    });
    page.y += FIGURE_HEIGHT + GAP;
  }
}

/** Columns from which a table is written smaller. */
const DENSE = 8;

/** Characters up to which a text stays on one line; a column of longer ones is broken, else it pushes others off. */
const KEPT = 24;

function drawTable(page: Page, table: Table): void {
  const isBroken = (index: number): boolean => table.rows.some((row) => `${row[index] ?? ''}`.length > KEPT);
  const shown = table.columns.flatMap((column, index) => (column.isKey ? [] : [{ column, index }]));
  const cells = (values: readonly Value[]): string[] =>
    shown.map(({ column, index }) => written(values[index] ?? null, column.kind));
  const totals = hasTotals(table) ? totalsOf(table) : null;
  const isDense = shown.length > DENSE;
  const strong = new Set(table.strong);
  const foot =
    totals &&
    shown.map(({ column, index }, at) =>
      column.total ? written(totals[index] ?? null, column.kind) : at === 0 ? 'Total' : '',
    );
  autoTable(page.doc, {
    startY: page.y,
    margin: { left: PAGE.margin, right: PAGE.margin, top: PAGE.top, bottom: PAGE.bottom },
    head: [shown.map(({ column }) => column.label)],
    body: table.rows.map(cells),
    ...(foot ? { foot: [foot], showFoot: 'lastPage' as const } : {}),
    theme: 'plain',
    rowPageBreak: 'avoid',
    styles: {
      font: FONT,
      fontSize: isDense ? 6.8 : 8.5,
      cellPadding: isDense ? 1 : 1.4,
      textColor: `#${COLOURS.ink}`,
      overflow: 'linebreak',
    },
    headStyles: { fillColor: `#${COLOURS.accent}`, textColor: '#ffffff', fontStyle: 'bold' },
    footStyles: { fillColor: `#${COLOURS.accentSoft}`, fontStyle: 'bold' },
    alternateRowStyles: { fillColor: `#${COLOURS.stripe}` },
    columnStyles: Object.fromEntries(
      shown.map(({ column, index }, at) => [
        at,
        column.kind === 'text' || column.kind === 'day'
          ? { cellWidth: column.isWide || isBroken(index) ? ('auto' as const) : ('wrap' as const) }
          : { halign: 'right' as const, cellWidth: 'wrap' as const },
      ]),
    ),
    didParseCell: ({ section, column, row, cell }) => {
      if (section === 'body' && strong.has(row.index)) {
        cell.styles.fontStyle = 'bold';
        cell.styles.fillColor = `#${COLOURS.accentSoft}`;
      }
      const kind = shown[column.index]?.column.kind;
      if (section !== 'body' && kind !== 'text' && kind !== 'day') cell.styles.halign = 'right';
    },
  });
  page.y = lastTableEnd(page) + GAP;
}

/** mm from the top at which the last table ended: the plugin notes it on the document. */
const lastTableEnd = ({ doc }: Page): number =>
  (doc as unknown as { readonly lastAutoTable: { readonly finalY: number } }).lastAutoTable.finalY;

function notes(page: Page, said: readonly string[]): void {
  page.need(20);
  page.text('Comment lire ce document', 10, 'inkSoft', 'bold');
  for (const note of said) page.text(note, 8, 'inkSoft');
}

function feet(page: Page, paper: Paper): void {
  const { doc } = page;
  const count = doc.getNumberOfPages();
  for (let number = 1; number <= count; number += 1) {
    doc.setPage(number);
    page.write(7.5, 'inkSoft');
    const y = PAGE.height - 10;
    doc.text(page.clipped(`${paper.from[0] ?? ''} · ${paper.title} ${paper.subject}`, WIDTH - 24), PAGE.margin, y);
    doc.text(`Page ${number} / ${count}`, PAGE.width - PAGE.margin, y, { align: 'right' });
  }
}
