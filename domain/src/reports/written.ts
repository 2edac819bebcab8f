import { formatDate, formatMoney, formatNumber, formatPercent, formatUnitCost } from '../french/index.ts';
import type { Value, ValueKind } from './paper.ts';

const WRITTEN: Readonly<Record<Exclude<ValueKind, 'text' | 'day'>, (value: number) => string>> = {
  count: (value) => formatNumber(value),
  money: formatMoney,
  cost: formatUnitCost,
  quantity: (value) => formatNumber(value, 3),
  rate: (value) => formatPercent(value),
  decimal: (value) => formatNumber(value, 1),
};

/**
 * A value in words and figures, as screens and documents write it: a dash where there is none. An empty text stays
 * empty, to be filled in by hand.
 */
export function written(value: Value, kind: ValueKind): string {
  if (value === null) return '—';
  if (typeof value === 'string') return kind === 'day' ? formatDate(value) : value;
  return kind === 'text' || kind === 'day' ? String(value) : WRITTEN[kind](value);
}
