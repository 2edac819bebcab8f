import { must } from '@digiboost/domain/shared/must';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatDayShort } from '@digiboost/domain/french';
import type { ChartContent, ChartSeries } from './content.ts';
import { type Ink, inkOf, TONES } from './ink.ts';
import { drawMarks, MARK_ROOM } from './plot-marks.ts';
import { dayAt, dayTicks, positionOf } from './ticks.ts';

/** CSS pixels that a day's name takes on the axis, at the default text size. */
const DAY_ROOM = 64;
const VALUE_ROOM = 40;

/** A chart: what its frame needs to know of it. */
export interface Plot {
  /** Draws it for the first time; the rest is for a drawn one. */
  draw(): void;
  /** The day nearest to a place on the screen. */
  indexAt(clientX: number): number;
  /** Where a day's line stands, in CSS pixels from the corner of the host. */
  placeOf(index: number): { readonly left: number; readonly top: number; readonly height: number };
  resize(width: number, height: number): void;
  /** Draws again in the colours of now. */
  repaint(): void;
  destroy(): void;
}

interface PlotOptions extends ChartContent {
  readonly width: number;
  readonly height: number;
  /** Writes a value on the axis, in little room. */
  readonly formatAxis: (value: number) => string;
}

/** Makes the chart that `draw` puts into `host`: each takes a task, together they would hold the page up. */
export function makePlot(host: HTMLElement, options: PlotOptions): Plot {
  const { days, series, marks, formatAxis } = options;
  let ink = inkOf(host);
  const positions = days.map(positionOf);
  const [first = 0, last = 0] = [positions[0], positions.at(-1)];
  const gap = positions.reduce((least, at, index) => Math.min(least, at - (positions[index - 1] ?? -1e9)), 366);
  const edge = days.length > 1 ? gap / 2 + 0.1 : 1;
  const columns = columnsOf(series, () => ink);
  const font = (): string => `${ink.text}px ${ink.font}`;
  const axis = {
    stroke: () => ink.soft,
    font: font(),
    ticks: { show: false },
    gap: 6,
  };

  let draw = (): void => undefined;
  const plot = new uPlot(
    {
      width: options.width,
      height: options.height,
      padding: [marks.length > 0 ? MARK_ROOM * (ink.text / 14) : 12, 12, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: [first - edge, last + edge] },
        y: {
          range: (_plot, low, high) => {
            const top = Math.max(high ?? 0, 0);
            const bottom = Math.min(low ?? 0, 0);
            return top === bottom ? [0, 1] : [bottom * 1.08, top * 1.08];
          },
        },
      },
      axes: [
        {
          ...axis,
          size: ink.text + 14,
          grid: { show: false },
          border: { show: true, width: 1, stroke: () => ink.line },
          splits: (self) => {
            const most = self.bbox.width / uPlot.pxRatio / (DAY_ROOM * (ink.text / 14));
            return dayTicks(dayAt(first), dayAt(last), most).map(positionOf);
          },
          values: (_plot, splits) => splits.map((at) => formatDayShort(dayAt(at))),
        },
        {
          ...axis,
          space: VALUE_ROOM,
          grid: { width: 1, stroke: () => ink.grid },
          // Rounded figures that would stand twice stand once.
          values: (_plot, splits) => {
            const texts = splits.map(formatAxis);
            return texts.map((text, index) => (text === texts[index - 1] ? '' : text));
          },
          size: (self, values) => {
            self.ctx.save();
            self.ctx.font = font();
            const widest = Math.max(0, ...(values ?? []).map((value) => self.ctx.measureText(value).width));
            self.ctx.restore();
            return Math.ceil(widest) + 10;
          },
        },
      ],
      series: [{}, ...columns.series],
      bands: columns.bands,
      hooks: { draw: [(self) => drawMarks(self, { days, marks }, ink)] },
    },
    [positions, ...columns.data],
    (self, init) => {
      draw = () => {
        host.append(self.root);
        init();
      };
    },
  );

  return {
    draw,
    indexAt(clientX) {
      const { left } = plot.over.getBoundingClientRect();
      return Math.min(Math.max(plot.posToIdx(clientX - left), 0), days.length - 1);
    },
    placeOf(index) {
      const box = plot.over;
      const left = box.offsetLeft + plot.valToPos(positions[index] ?? first, 'x');
      return { left, top: box.offsetTop, height: box.offsetHeight };
    },
    resize(width, height) {
      if (width !== plot.width || height !== plot.height) plot.setSize({ width, height });
    },
    repaint() {
      ink = inkOf(host);
      // The paths keep the colours in which they were made.
      plot.redraw(true);
    },
    destroy: () => plot.destroy(),
  };
}

type Column = (number | null)[];

/** uPlot's columns of the series: a band is three of them. */
function columnsOf(
  series: readonly ChartSeries[],
  ink: () => Ink,
): { data: Column[]; series: uPlot.Series[]; bands: uPlot.Band[] } {
  const data: Column[] = [];
  const drawn: uPlot.Series[] = [];
  const bands: uPlot.Band[] = [];
  const add = (values: readonly (number | null)[], look: uPlot.Series): number => {
    data.push(values.map((value) => (value !== null && Number.isFinite(value) ? value : null)));
    return drawn.push(look);
  };
  const isPair = series.filter(({ kind }) => kind === 'bars').length === 2;
  let bars = 0;
  for (const { kind, values, lower, upper, tone = 'accent' } of series) {
    const stroke = (): string => ink()[TONES[tone].line];
    if (kind === 'bars') {
      // Two stand side by side, so that neither hides the other.
      const align = !isPair ? 0 : bars === 0 ? -1 : 1;
      bars += 1;
      const paths = must(uPlot.paths.bars)({ align, size: isPair ? [0.39, 28] : [0.78, 56], radius: 0.12 });
      add(values, { paths, width: 0, fill: stroke, points: { show: false } });
      continue;
    }
    const points = { size: 6, fill: stroke };
    if (kind === 'band' && lower && upper) {
      const edge = { stroke, width: 1, dash: [2, 3], points: { show: false } };
      const low = add(lower, edge);
      const high = add(upper, edge);
      bands.push({ series: [high, low], fill: () => ink()[TONES[tone].fill] });
      add(values, { stroke, width: 2.25, dash: [7, 4], points });
    } else add(values, { stroke, width: 2.25, points });
  }
  return { data, series: drawn, bands };
}
