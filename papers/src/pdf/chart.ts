import { formatDayShort } from '@digiboost/domain/french';
import { type Chart, type Table, type Value, type ValueKind, written } from '@digiboost/domain/reports';
import { COLOURS } from '../colours.ts';
import { PAGE, type Page, WIDTH } from './page.ts';

const HEIGHT = 52;
const BAR = 6;
/** mm left of the plot for what its lines are worth. */
const SCALE = 18;
/** Names under a plot at most: more would run into each other. */
const MOST_NAMES = 8;

interface Drawn {
  readonly label: string;
  readonly kind: ValueKind;
  readonly values: readonly number[];
  readonly colour: string;
}

/** Draws a chart of `table` at the page's place, as lines and boxes, and goes on below it. */
export function drawChart(page: Page, table: Table, chart: Chart): void {
  const rows = table.rows.slice(0, chart.rows);
  if (rows.length === 0) return;
  const columnOf = (id: string): number => table.columns.findIndex((column) => column.id === id);
  const nameAt = columnOf(chart.names);
  const nameKind = table.columns[nameAt]?.kind ?? 'text';
  const names = rows.map((row) => nameOf(row[nameAt] ?? null, nameKind));
  const drawn = chart.series.map((id, index): Drawn => {
    const at = columnOf(id);
    const values = rows.map((row) => (typeof row[at] === 'number' ? row[at] : 0));
    const { label = id, kind = 'count' } = table.columns[at] ?? {};
    return { label, kind, values, colour: `#${COLOURS.series[index % COLOURS.series.length]}` };
  });
  if (chart.form === 'bars') lyingBars(page, names, drawn);
  else plot(page, names, drawn, chart.form);
}

const nameOf = (value: Value, kind: ValueKind): string =>
  kind === 'day' && typeof value === 'string' ? formatDayShort(value) : written(value, kind);

function lyingBars(page: Page, names: readonly string[], [series]: readonly Drawn[]): void {
  if (!series) return;
  const { doc } = page;
  const left = PAGE.margin + 52;
  const most = Math.max(...series.values, 1);
  const width = WIDTH - 52 - 26;
  page.need(Math.min(names.length, 4) * BAR);
  names.forEach((name, index) => {
    page.need(BAR);
    const value = series.values[index] ?? 0;
    page.write(8.5);
    doc.text(page.clipped(name, 50), PAGE.margin, page.y + 4);
    doc.setFillColor(series.colour);
    doc.rect(left, page.y + 1, Math.max((Math.max(value, 0) / most) * width, 0.2), BAR - 2.2, 'F');
    page.write(8.5, 'inkSoft');
    doc.text(written(value, series.kind), left + (Math.max(value, 0) / most) * width + 1.5, page.y + 4);
    page.y += BAR;
  });
  page.y += 2;
}

/** Tops of a scale whose quarters are round. */
const TOPS = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10];

/** The next round number from `most` on. */
function roundUp(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
  return TOPS.map((step) => step * power).find((step) => step >= most) ?? 10 * power;
}

function plot(page: Page, names: readonly string[], drawn: readonly Drawn[], form: 'columns' | 'line'): void {
  const { doc } = page;
  page.need(HEIGHT + 14);
  legend(page, drawn);
  const values = drawn.flatMap((series) => series.values);
  const top = roundUp(Math.max(...values, 1));
  const low = Math.min(...values, 0);
  const bottom = low < 0 ? -roundUp(-low) : 0;
  const left = PAGE.margin + SCALE;
  const width = WIDTH - SCALE;
  const base = page.y + HEIGHT;
  const yOf = (value: number): number => base - ((value - bottom) / (top - bottom)) * HEIGHT;
  const slot = width / names.length;

  doc.setLineWidth(0.15);
  for (let line = 0; line <= 4; line += 1) {
    const value = bottom + ((top - bottom) * line) / 4;
    doc.setDrawColor(`#${COLOURS.line}`);
    doc.line(left, yOf(value), left + width, yOf(value));
    page.write(7.5, 'inkSoft');
    doc.text(written(value, drawn[0]?.kind ?? 'count'), left - 1.5, yOf(value) + 1, { align: 'right' });
  }
  drawn.forEach((series, index) => {
    const xOf = (at: number): number => left + slot * (at + 0.5);
    if (form === 'columns') {
      const own = (slot * 0.7) / drawn.length;
      doc.setFillColor(series.colour);
      series.values.forEach((value, at) => {
        const y = Math.min(yOf(value), yOf(0));
        doc.rect(left + slot * (at + 0.15) + own * index, y, own, Math.abs(yOf(value) - yOf(0)), 'F');
      });
      return;
    }
    doc.setDrawColor(series.colour);
    doc.setLineWidth(0.5);
    series.values.forEach((value, at) => {
      const before = series.values[at - 1];
      if (before !== undefined) doc.line(xOf(at - 1), yOf(before), xOf(at), yOf(value));
    });
    if (series.values.length === 1) doc.circle(xOf(0), yOf(series.values[0] ?? 0), 0.6, 'S');
  });
  const every = Math.ceil(names.length / MOST_NAMES);
  page.write(7.5, 'inkSoft');
  names.forEach((name, index) => {
    if (index % every === 0) doc.text(name, left + slot * (index + 0.5), base + 4.5, { align: 'center' });
  });
  page.y = base + 9;
}

function legend(page: Page, drawn: readonly Drawn[]): void {
  let x = PAGE.margin + SCALE;
  for (const { label, colour } of drawn) {
    page.doc.setFillColor(colour);
    page.doc.rect(x, page.y, 3, 3, 'F');
    page.write(8, 'inkSoft');
    page.doc.text(label, x + 4.5, page.y + 2.6);
    x += page.doc.getTextWidth(label) + 12;
  }
  page.y += 7;
}
