import type { StockPoint } from './stock-series.ts';

/** A chart of `points` in a box of `width` x `height`: a line that steps from day to day, in the box's own units. */
export interface StockPath {
  readonly line: string;
  readonly area: string;
  /** Height of zero, and of the product's minimum; null when it lies outside. */
  readonly zero: number;
  readonly minimum: number | null;
}

/** The path of the stock over the days. The scale always holds zero and the minimum. */
export function stockPath(points: readonly StockPoint[], minStock: number, width: number, height: number): StockPath {
  const levels = points.map((point) => point.onHand);
  const top = Math.max(1, minStock, ...levels);
  const bottom = Math.min(0, ...levels);
  const y = (level: number): number => Math.round((1 - (level - bottom) / (top - bottom)) * height * 10) / 10;
  const step = width / Math.max(1, points.length);
  const x = (index: number): number => Math.round(index * step * 10) / 10;
  let line = '';
  levels.forEach((level, index) => {
    line += index === 0 ? `M0 ${y(level)}H${x(1)}` : `V${y(level)}H${x(index + 1)}`;
  });
  return {
    line,
    area: line ? `${line}V${y(0)}H0Z` : '',
    zero: y(0),
    minimum: minStock > 0 ? y(minStock) : null,
  };
}
