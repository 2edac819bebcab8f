/** Where a phone keeps how far the first day of a shop is; and what it says there once that is over. */
export const firstDayKey = (tenant: string): string => `first-day:${tenant}`;
export const FIRST_DAY_DONE = 'done';

/** Whether the first day of a shop was begun on this phone, and not ended. */
export const isFirstDayBegun = (tenant: string, storage: Pick<Storage, 'getItem'> | undefined): boolean =>
  ![null, undefined, FIRST_DAY_DONE].includes(storage?.getItem(firstDayKey(tenant)));
