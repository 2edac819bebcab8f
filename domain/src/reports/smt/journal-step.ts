import { formatMonth } from '../../french/time.ts';
import type { Day } from '../../shared/day.ts';
import type { Column, Value } from '../paper.ts';

/** How finely journals are kept: what happened on one day, or in one month, is one line of each kind. */
export type JournalStep = 'DAY' | 'MONTH';

/** 202603 of a day in March 2026. */
export const monthNumber = (day: Day): number => Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7));
/** The order of texts by their characters. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The day or month of a line, as journals order by it. */
export const timeOf = (day: Day, step: JournalStep): string => (step === 'DAY' ? day : `${day.slice(0, 7)}-01`);
/** The column that says it. */
export const timeColumn = (step: JournalStep): Column => ({
  id: 'day',
  label: step === 'DAY' ? 'Jour' : 'Mois',
  kind: step === 'DAY' ? 'day' : 'text',
});
/** The same as journals write it. */
export const written = (time: string, step: JournalStep): Value => (step === 'DAY' ? time : formatMonth(time));

/** Sums by a key, in the order of the keys. */
export class Sums<T> {
  readonly #sums = new Map<string, { of: T; sum: [number, number] }>();

  add(key: string, of: T, first: number, second = 0): void {
    const known = this.#sums.get(key) ?? { of, sum: [0, 0] };
    known.sum = [known.sum[0] + first, known.sum[1] + second];
    this.#sums.set(key, known);
  }

  get rows(): { readonly of: T; readonly sum: readonly [number, number] }[] {
    return [...this.#sums].sort(([a], [b]) => inOrder(a, b)).map(([, row]) => row);
  }
}

/** What came in less what went out, for the sums of the statements. */
export const difference = (id: string, label: string, of: string, less: string): Column => ({
  id,
  label,
  kind: 'money',
  total: 'sum',
  isKey: true,
  follows: { kind: 'difference', of, less },
});
