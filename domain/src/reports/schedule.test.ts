import fc from 'fast-check';
import { expect, test } from 'vitest';
import { revise } from '../documents/merge.ts';
import { AUTHOR, aReportSchedule } from '../documents/testing/examples.ts';
import { addDays, weekday } from '../shared/day.ts';
import { dueReport, lastDue, nextDue } from './schedule.ts';

const monthly = aReportSchedule();
const of = (frequency: 'DAILY' | 'WEEKLY') => aReportSchedule({ frequency });

test('a month is due on the 1st at six by the shop’s clock', () => {
  expect(lastDue(monthly, '2026-12-01T05:59:59.999Z')).toEqual({
    at: '2026-11-01T06:00:00.000Z',
    period: { from: '2026-10-01', to: '2026-10-31' },
  });
  expect(lastDue(monthly, '2026-12-01T06:00:00.000Z')).toEqual({
    at: '2026-12-01T06:00:00.000Z',
    period: { from: '2026-11-01', to: '2026-11-30' },
  });
  // New York is five hours behind in winter, four in summer.
  expect(lastDue(monthly, '2026-12-01T11:00:00.000Z', 'America/New_York')?.at).toBe('2026-12-01T11:00:00.000Z');
  expect(nextDue(monthly, '2026-12-01T11:00:00.000Z', 'America/New_York')).toBe('2027-01-01T11:00:00.000Z');
  expect(nextDue(monthly, '2026-06-30T23:00:00.000Z', 'America/New_York')).toBe('2026-07-01T10:00:00.000Z');
});

test('a week is due on Monday, a day every morning, and each follows the one before', () => {
  expect(lastDue(of('WEEKLY'), '2026-03-11T12:00:00.000Z')?.period).toEqual({ from: '2026-03-02', to: '2026-03-08' });
  expect(lastDue(of('DAILY'), '2026-03-11T12:00:00.000Z')?.period).toEqual({ from: '2026-03-10', to: '2026-03-10' });
  const moment = fc.date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
  const zone = fc.constantFrom('Africa/Dakar', 'Asia/Kathmandu', 'Pacific/Auckland', 'America/New_York');
  const frequency = fc.constantFrom('DAILY' as const, 'WEEKLY' as const, 'MONTHLY' as const);
  fc.assert(
    fc.property(moment, zone, frequency, (date, timezone, often) => {
      const schedule = aReportSchedule({ frequency: often });
      const now = date.toISOString();
      const last = lastDue(schedule, now, timezone);
      const next = nextDue(schedule, now, timezone) ?? '';
      if (!last) throw new Error('none');
      expect(last.at <= now && now < next).toBe(true);
      const following = lastDue(schedule, next, timezone);
      expect([following?.at, following?.period.from]).toEqual([next, addDays(last.period.to, 1)]);
      if (often === 'WEEKLY') expect(weekday(last.period.from)).toBe(0);
    }),
  );
});

test('what was due before a schedule was made, switched on or changed is not made', () => {
  const now = '2026-03-11T12:00:00.000Z';
  const daily = aReportSchedule({ frequency: 'DAILY', createdAt: '2026-03-11T07:00:00.000Z' });
  expect(dueReport(daily, now)).toBeNull();
  expect(dueReport(daily, '2026-03-12T06:00:00.000Z')?.period.to).toBe('2026-03-11');
  const at = (time: string) => ({ ...AUTHOR, at: `2026-03-11T${time}:00.000Z` });
  const old = aReportSchedule({ frequency: 'DAILY' });
  expect(dueReport(old, now)?.at).toBe('2026-03-11T06:00:00.000Z');
  const off = revise(old, { isActive: false }, at('05:00'));
  expect(dueReport(off, now)).toBeNull();
  expect(dueReport(revise(off, { isActive: true }, at('09:00')), now)).toBeNull();
  // Somebody else to send it to changes nothing of when it is due.
  expect(dueReport(revise(old, { recipients: ['+221771234567'] }, at('09:00')), now)?.at).toMatch(/T06:00/);
});

test('once is as soon as it is known, of the days that were asked for', () => {
  const once = aReportSchedule({ frequency: 'ONCE', from: '2026-02-01', to: '2026-02-28' });
  expect(dueReport(once, '2026-03-11T12:00:00.000Z')).toEqual({
    at: AUTHOR.at,
    period: { from: '2026-02-01', to: '2026-02-28' },
  });
  expect(nextDue(once, '2026-03-11T12:00:00.000Z')).toBeNull();
  expect(lastDue(aReportSchedule({ frequency: 'ONCE' }), '2026-03-11T12:00:00.000Z')).toBeNull();
});
