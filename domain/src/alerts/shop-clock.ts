import type { AlertConditions } from '../documents/alert.ts';
import { minuteOf } from '../shared/clock.ts';
import type { Instant } from '../shared/day.ts';

const DAY_MINUTES = 1440;

/** Minutes from `minute` until the next `time`; 0 when it is now. */
export const minutesUntil = (time: string, minute: number): number =>
  (minuteOf(time) - minute + DAY_MINUTES) % DAY_MINUTES;

/**
 * Minutes until the quiet hours end, 0 outside them. They may run over midnight; without both bounds there are none.
 */
export function quietFor(from: string | undefined, until: string | undefined, minute: number): number {
  if (from === undefined || until === undefined || from === until) return 0;
  const length = minutesUntil(until, minuteOf(from));
  const left = minutesUntil(until, minute);
  return left > 0 && left <= length ? left : 0;
}

/** When the minute of `at` began, ms since 1970. */
export const startOfMinute = (at: Instant): number => Math.floor(Date.parse(at) / 60_000) * 60_000;

/** The beginning of the minute that comes `minutes` after the one of `at`. */
export const minutesLater = (at: Instant, minutes: number): Instant =>
  new Date(startOfMinute(at) + minutes * 60_000).toISOString();

/** When the one message of a day comes: at the end of the quiet hours when its own time lies in them. */
export function digestTime({ digestAt, quietFrom, quietUntil }: AlertConditions): string | undefined {
  return digestAt !== undefined && quietFor(quietFrom, quietUntil, minuteOf(digestAt)) > 0 ? quietUntil : digestAt;
}
