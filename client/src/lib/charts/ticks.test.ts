import { addDays, daysBetween, weekday } from '@digiboost/domain/shared/day';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayAt, dayTicks, positionOf } from './ticks.ts';

describe('the days that an axis names', () => {
  test('are all of a week, Mondays of a month, firsts of a year', () => {
    expect(dayTicks('2026-03-05', '2026-03-08', 4)).toEqual(['2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08']);
    expect(dayTicks('2026-03-04', '2026-03-10', 4)).toEqual(['2026-03-04', '2026-03-06', '2026-03-08', '2026-03-10']);
    // The 2nd of March 2026 is a Monday.
    expect(dayTicks('2026-02-28', '2026-03-25', 4)).toEqual(['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23']);
    expect(dayTicks('2026-01-15', '2026-12-20', 4)).toEqual(['2026-04-01', '2026-07-01', '2026-10-01']);
    expect(dayTicks('2026-03-05', '2026-03-04', 4)).toEqual([]);
  });

  test('lie within, ascend, and are never more than fit', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(1500), fc.integer({ min: 1, max: 12 }), (start, span, most) => {
        const first = addDays('2020-01-01', start);
        const last = addDays(first, span);
        const ticks = dayTicks(first, last, most);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(most);
        expect(ticks.every((day) => day >= first && day <= last)).toBe(true);
        expect([...ticks].sort()).toEqual(ticks);
        if (ticks.length > 1 && daysBetween(ticks[0] ?? '', ticks[1] ?? '') === 7) {
          expect(ticks.map(weekday)).toEqual(ticks.map(() => 0));
        }
      }),
    );
  });

  test('keep their place', () => {
    expect(positionOf('1970-01-02')).toBe(1);
    expect(dayAt(positionOf('2026-11-22'))).toBe('2026-11-22');
  });
});
