import type { CostedRow } from '../cost.ts';
import { type DayRow, toDayRow } from '../day-row.ts';

const DAY_MS = 86_400_000;

/** A day of the rice on which only what is said happened, at its beginning, for tests. */
export const aDay = (row: Pick<DayRow, 'day'> & Partial<DayRow>): DayRow => ({
  ...toDayRow('product:riz', row.day, row.day * DAY_MS, [0, 0, 0, 0, 0, 0, 0, 0]),
  ...row,
});

/** `days` of a product of which each unit cost the same. */
export const atCost = (days: Iterable<DayRow>, unitCost: number): CostedRow[] =>
  [...days].map((row) => ({ ...row, unitCost }));
