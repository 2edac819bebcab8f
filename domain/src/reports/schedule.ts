import type { ReportSchedule } from '../documents/report.ts';
import { authorOf, creationStamp, lastStamp } from '../documents/stamps.ts';
import type { SalesPeriod } from '../kpis/sales-period.ts';
import { businessDay, DEFAULT_TIMEZONE, instantOf } from '../shared/clock.ts';
import { addDays, type Day, type Instant, weekday } from '../shared/day.ts';
import { monthOf } from './period.ts';

/** When by the shop's clock the reports of a day, a week or a month are made: before it opens. */
const MADE_AT = '06:00:00';

/** A report that is due: when, and of which days. */
export interface DueReport {
  readonly at: Instant;
  readonly period: SalesPeriod;
}

type Timing = Pick<ReportSchedule, 'frequency' | 'from' | 'to' | 'createdAt'>;
type Repeated = Exclude<ReportSchedule['frequency'], 'ONCE'>;

/** The first day of the day, week or month in which `day` lies. */
const firstOf = (frequency: Repeated, day: Day): Day =>
  frequency === 'DAILY' ? day : frequency === 'WEEKLY' ? addDays(day, -weekday(day)) : monthOf(day).from;

/** The first day of the next one. */
const nextFirst = (frequency: Repeated, first: Day): Day =>
  frequency === 'MONTHLY' ? addDays(monthOf(first).to, 1) : addDays(first, frequency === 'DAILY' ? 1 : 7);

/** The newest report that a schedule wanted by `now`, whether it was switched on then or not; null before the first. */
export function lastDue(schedule: Timing, now: Instant, timezone = DEFAULT_TIMEZONE): DueReport | null {
  const { frequency, from, to, createdAt } = schedule;
  if (frequency === 'ONCE') return from && to && createdAt <= now ? { at: createdAt, period: { from, to } } : null;
  let first = firstOf(frequency, businessDay(now, timezone));
  // Early on its first day, that of the time before is the newest.
  if (instantOf(first, MADE_AT, timezone) > now) first = firstOf(frequency, addDays(first, -1));
  const last = addDays(first, -1);
  return { at: instantOf(first, MADE_AT, timezone), period: { from: firstOf(frequency, last), to: last } };
}

/** When a schedule wants its next report; null when it wants none. */
export function nextDue(
  schedule: Timing & Pick<ReportSchedule, 'isActive'>,
  now: Instant,
  timezone = DEFAULT_TIMEZONE,
): Instant | null {
  const { frequency, isActive } = schedule;
  if (!isActive || frequency === 'ONCE') return null;
  const first = firstOf(frequency, businessDay(now, timezone));
  const own = instantOf(first, MADE_AT, timezone);
  return own > now ? own : instantOf(nextFirst(frequency, first), MADE_AT, timezone);
}

/** What decides that a report is due: what was due before one of them changed is not made afterwards. */
const DECISIVE = ['isActive', 'frequency', 'reportType'] as const;

/**
 * The report that `schedule` wants made by `now` and that may not be there yet: the newest one only, so that after an
 * outage of days one is made. Null when it is switched off, or was made or switched on since.
 */
export function dueReport(schedule: ReportSchedule, now: Instant, timezone?: string): DueReport | null {
  if (!schedule.isActive) return null;
  const due = lastDue(schedule, now, timezone);
  const stamps = DECISIVE.map((field) => lastStamp(schedule.edits[field] ?? []) || creationStamp(schedule));
  const isOlder = (stamp: string): boolean => due !== null && authorOf(stamp).at <= due.at;
  return due && (schedule.frequency === 'ONCE' || stamps.every(isOlder)) ? due : null;
}
