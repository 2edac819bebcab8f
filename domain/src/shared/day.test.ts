import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessDay } from './clock.ts';
import { addDays, daysBetween, isDay, isInstant, weekday } from './day.ts';

const instant = fc
  .integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') })
  .map((ms) => new Date(ms).toISOString());
const day = instant.map((at) => at.slice(0, 10));

describe('days', () => {
  test('the business day is the calendar day where the shop is', () => {
    expect(businessDay('2026-03-01T23:59:59.999Z')).toBe('2026-03-01');
    expect(businessDay('2026-03-01T23:30:00.000Z', 'Europe/Paris')).toBe('2026-03-02');
    expect(businessDay('2026-03-01T04:30:00.000Z', 'America/New_York')).toBe('2026-02-28');
    expect(businessDay('2026-03-01T04:30:00.000Z', 'Mars/Olympus')).toBe('2026-03-01');
  });

  test('Dakar without a calendar is Dakar with one', () => {
    fc.assert(
      fc.property(instant, (at) => {
        expect(businessDay(at)).toBe(businessDay(at, 'Africa/Abidjan'));
      }),
    );
  });

  test('adding and counting are opposites, across months, leap days and clock changes', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, count) => {
        const to = addDays(from, count);
        expect(isDay(to)).toBe(true);
        expect(daysBetween(from, to)).toBe(count);
        expect(addDays(to, -count)).toBe(from);
        expect(to > from).toBe(count > 0);
      }),
    );
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  test('the week begins on Monday', () => {
    expect(['2026-03-02', '2026-03-08', '2026-03-09'].map(weekday)).toEqual([0, 6, 0]);
  });

  test.each(['2026-02-30', '2026-13-01', '2026-3-1', '20260301', '', '2026-03-01T00:00:00.000Z'])(
    '%s is no day',
    (text) => {
      expect(isDay(text)).toBe(false);
    },
  );

  test.each([
    '2026-03-01',
    '2026-03-01T10:00:00Z',
    '2026-03-01T10:00:00.000+00:00',
    '2026-02-30T10:00:00.000Z',
    '2026-03-01T24:00:00.000Z',
  ])('%s is no instant', (text) => {
    expect(isInstant(text)).toBe(false);
  });

  test('every instant that a clock writes is one', () => {
    fc.assert(
      fc.property(instant, (at) => {
        expect(isInstant(at)).toBe(true);
      }),
    );
  });
});
