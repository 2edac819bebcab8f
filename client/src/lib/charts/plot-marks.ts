import uPlot from 'uplot';
import type { ChartContent } from './content.ts';
import { type Ink, TONES } from './ink.ts';
import { positionOf } from './ticks.ts';

/** CSS pixels above the chart for the marks' words, at the default text size. */
export const MARK_ROOM = 26;

/** Draws each mark as a dashed line through its day, with its words above where they do not cover others. */
export function drawMarks(plot: uPlot, { marks }: Pick<ChartContent, 'days' | 'marks'>, ink: Ink): void {
  const { ctx, bbox } = plot;
  const scale = uPlot.pxRatio;
  const right = bbox.left + bbox.width;
  let free = Number.NEGATIVE_INFINITY;
  ctx.save();
  ctx.font = `600 ${ink.text * scale}px ${ink.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  for (const { day, label, tone } of [...marks].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const x = plot.valToPos(positionOf(day), 'x', true);
    if (x < bbox.left || x > right) continue;
    ctx.strokeStyle = ctx.fillStyle = ink[TONES[tone].line];
    ctx.lineWidth = 1.5 * scale;
    ctx.setLineDash([4 * scale, 3 * scale]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top - 2 * scale);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const half = 4 * scale;
    ctx.beginPath();
    ctx.moveTo(x - half, bbox.top - half);
    ctx.lineTo(x + half, bbox.top - half);
    ctx.lineTo(x, bbox.top + half);
    ctx.fill();

    ctx.fillStyle = tone === 'muted' ? ink.soft : ctx.fillStyle;
    const width = ctx.measureText(label).width;
    const left = Math.max(0, Math.min(x - width / 2, right - width));
    if (left < free) continue;
    ctx.fillText(label, left, bbox.top - 6 * scale);
    free = left + width + 8 * scale;
  }
  ctx.restore();
}
