import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, weekday } from '../shared/day.ts';
import { periodBefore, periodLength, periodSteps, stepStart } from './sales-period.ts';

describe('a period of sales', () => {
  test('is compared with as many days before: of a week, the same weekdays', () => {
    const week = { from: '2026-11-16', to: '2026-11-22' };
    expect(periodBefore(week)).toEqual({ from: '2026-11-09', to: '2026-11-15' });
    expect(weekday(periodBefore(week).from)).toBe(weekday(week.from));
    expect(periodBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-01-29', to: '2026-02-28' });
    expect(periodLength({ from: '2026-03-02', to: '2026-03-01' })).toBe(0);
  });

  test('is cut into weeks from Monday to Sunday and into calendar months', () => {
    // The 1st of November 2026 is a Sunday.
    expect(periodSteps({ from: '2026-11-01', to: '2026-11-10' }, 'WEEK')).toEqual([
      { from: '2026-11-01', to: '2026-11-01' },
      { from: '2026-11-02', to: '2026-11-08' },
      { from: '2026-11-09', to: '2026-11-10' },
    ]);
    expect(periodSteps({ from: '2025-12-15', to: '2026-02-03' }, 'MONTH')).toEqual([
      { from: '2025-12-15', to: '2025-12-31' },
      { from: '2026-01-01', to: '2026-01-31' },
      { from: '2026-02-01', to: '2026-02-03' },
    ]);
    expect(stepStart('2026-11-01', 'WEEK')).toBe('2026-10-26');
    expect(periodSteps({ from: '2026-03-02', to: '2026-03-01' }, 'DAY')).toEqual([]);
  });

  test('is the whole of its steps, without a gap', () => {
    const period = fc.tuple(fc.nat(2000), fc.nat(500)).map(([start, days]) => {
      const from = addDays('2024-01-01', start);
      return { from, to: addDays(from, days) };
    });
    fc.assert(
      fc.property(period, fc.constantFrom('DAY', 'WEEK', 'MONTH'), (days, step) => {
        const steps = periodSteps(days, step);
        expect(steps[0]?.from).toBe(days.from);
        expect(steps.at(-1)?.to).toBe(days.to);
        steps.slice(1).forEach(({ from }, index) => {
          expect(from).toBe(addDays(steps[index]?.to ?? '', 1));
          expect(stepStart(from, step)).toBe(from);
        });
      }),
    );
  });
});
