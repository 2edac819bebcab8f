import { type DayRow, toDayRow } from '../day-row.ts';

/** A day of the rice on which only what is said happened, for tests. */
export const aDay = (row: Pick<DayRow, 'day'> & Partial<DayRow>): DayRow => ({
  ...toDayRow('product:riz', row.day, [0, 0, 0, 0, 0]),
  ...row,
});
