import { addDays, type Day, daysBetween, weekday } from '../shared/day.ts';

/** The days from..to, both included. */
export interface SalesPeriod {
  readonly from: Day;
  readonly to: Day;
}

/** What a period is cut into: days, weeks from Monday on, or calendar months. */
export type SalesStep = 'DAY' | 'WEEK' | 'MONTH';

/** How many days a period has; 0 when it ends before it begins. */
export const periodLength = ({ from, to }: SalesPeriod): number => Math.max(daysBetween(from, to) + 1, 0);

/** As many days, just before: of whole weeks, the same weekdays. */
export function periodBefore(period: SalesPeriod): SalesPeriod {
  const length = periodLength(period);
  return { from: addDays(period.from, -length), to: addDays(period.from, -1) };
}

/** The first day of the step in which `day` lies. */
export function stepStart(day: Day, step: SalesStep): Day {
  if (step === 'MONTH') return `${day.slice(0, 7)}-01`;
  return step === 'WEEK' ? addDays(day, -weekday(day)) : day;
}

/** The period in steps, oldest first; the first and the last are cut where the period begins and ends. */
export function periodSteps(period: SalesPeriod, step: SalesStep): SalesPeriod[] {
  const steps: SalesPeriod[] = [];
  for (let from = period.from; from <= period.to; ) {
    const next = nextStart(stepStart(from, step), step);
    let to = addDays(next, -1);
    if (to > period.to) to = period.to;
    steps.push({ from, to });
    // No day follows the last of the calendar.
    if (next <= from) break;
    from = next;
  }
  return steps;
}

function nextStart(start: Day, step: SalesStep): Day {
  // 31 days after the first of a month always lie in the next one.
  if (step === 'MONTH') return stepStart(addDays(start, 31), 'MONTH');
  return addDays(start, step === 'WEEK' ? 7 : 1);
}
