import { type Day, daysBetween } from '../shared/day.ts';
import { dayAndMonth, readDate } from './dates.ts';
import type { Cell } from './table.ts';
import type { DateOrder } from './types.ts';

/**
 * What the cells of a column show of their order: the day first, the month first, now one and now the other, nothing
 * that tells, or no such date.
 */
export type OrderEvidence = 'dmy' | 'mdy' | 'both' | 'either' | 'none';

/** Whether the cells of a column write the day or the month first: one that has no month 13 decides. */
export function orderEvidence(cells: Iterable<Cell>): OrderEvidence {
  const shown = new Set<'dmy' | 'mdy' | 'either'>();
  for (const cell of cells) {
    const numbers = dayAndMonth(cell);
    if (!numbers) continue;
    const [first, second] = numbers;
    if (first > 12) shown.add('dmy');
    else if (second > 12) shown.add('mdy');
    else if (first !== second) shown.add('either');
  }
  if (shown.has('dmy')) return shown.has('mdy') ? 'both' : 'dmy';
  return shown.has('mdy') ? 'mdy' : shown.has('either') ? 'either' : 'none';
}

/** Whether a cell is one day with the day first and another with the month first. */
export function isOfEitherOrder(cell: Cell): boolean {
  const [first, second] = dayAndMonth(cell) ?? [0, 0];
  return first !== second && first <= 12 && second <= 12;
}

/**
 * Whether only a person can tell which comes first: the cells show both, or nothing, and with the month first they are
 * the days of a shorter time, or are not after `today`.
 */
export function isOrderDoubtful(cells: readonly Cell[], order: DateOrder, today: Day): boolean {
  if (order !== 'auto') return false;
  const evidence = orderEvidence(cells);
  if (evidence !== 'either') return evidence === 'both';
  const spanOf = (as: 'dmy' | 'mdy') => {
    const days = cells.flatMap((cell) => {
      const read = readDate(cell, as, today);
      return read.ok ? [read.value.day] : [];
    });
    const [first = today, last = today] = [days.reduce(least, days[0] ?? today), days.reduce(most, days[0] ?? today)];
    return { span: daysBetween(first, last), isAhead: last > today };
  };
  const [dayFirst, monthFirst] = [spanOf('dmy'), spanOf('mdy')];
  return !monthFirst.isAhead && (dayFirst.isAhead || dayFirst.span > MUCH * (monthFirst.span + 1));
}
const least = (a: Day, b: Day): Day => (a < b ? a : b);
const most = (a: Day, b: Day): Day => (a > b ? a : b);
/** So many times longer a time speaks against reading the day first. */
const MUCH = 3;

/** The order in which to read the cells of a column; without evidence the day comes first, as in French. */
export function dateOrderOf(cells: Iterable<Cell>, order: DateOrder): 'dmy' | 'mdy' {
  if (order !== 'auto') return order;
  return orderEvidence(cells) === 'mdy' ? 'mdy' : 'dmy';
}
