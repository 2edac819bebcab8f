import { describe, expect, test } from 'vitest';
import { hasOlderSales, monthsSince, type PeriodChoice, periodOf, readChoice, stepFor, writeChoice } from './period.ts';

const TODAY = '2026-11-22';
const read = (search: string) => readChoice(new URLSearchParams(search), TODAY);

describe('the period of Ventes', () => {
  test('is the last 30 days, today included, unless another is asked for', () => {
    expect(periodOf(read(''), TODAY)).toEqual({ from: '2026-10-24', to: TODAY });
    expect(periodOf(read('periode=7'), TODAY)).toEqual({ from: '2026-11-16', to: TODAY });
    expect(periodOf(read('periode=12'), TODAY)).toEqual({ from: '2026-10-24', to: TODAY });
  });

  test('is a whole month, or the part of it that has been', () => {
    expect(periodOf(read('periode=mois&mois=2026-02'), TODAY)).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(periodOf(read('periode=mois&mois=2025-12'), TODAY)).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(periodOf(read('periode=mois&mois=2027-05'), TODAY)).toEqual({ from: '2026-11-01', to: TODAY });
    expect(periodOf(read('periode=dernier'), TODAY)).toEqual({ from: '2026-10-01', to: '2026-10-31' });
    expect(periodOf(read('periode=dernier'), '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  });

  test('offers only the months that the shop has', () => {
    expect(monthsSince('2025-12-31', '2026-02-10')).toEqual(['2026-02', '2026-01', '2025-12']);
    expect(monthsSince('2026-03-01', '2026-02-10')).toEqual(['2026-02']);
  });

  test('takes any two dates that make one', () => {
    expect(periodOf(read('periode=dates&du=2026-01-05&au=2026-01-06'), TODAY)).toEqual({
      from: '2026-01-05',
      to: '2026-01-06',
    });
    expect(periodOf(read('periode=dates&du=2026-02-30&au=2026-03-06'), TODAY)).toBe('day');
    expect(periodOf(read('periode=dates&du=2026-03-07&au=2026-03-06'), TODAY)).toBe('order');
    expect(periodOf(read('periode=dates&du=1999-03-07&au=2026-03-06'), TODAY)).toBe('long');
  });

  test('comes back from its address', () => {
    const choices: PeriodChoice[] = [
      { choice: '90', month: '2026-11', from: '', to: '', step: 'WEEK' },
      { choice: 'mois', month: '2026-03', from: '', to: '', step: null },
      { choice: 'dates', month: '2026-11', from: '2026-01-01', to: '2026-02-01', step: 'DAY' },
    ];
    for (const choice of choices) expect(read(writeChoice(choice))).toEqual(choice);
  });

  test('is cut as finely as a phone can show it', () => {
    expect([7, 30, 90, 365].map((days) => stepFor(null, days))).toEqual(['DAY', 'DAY', 'WEEK', 'MONTH']);
    expect(stepFor('MONTH', 7)).toBe('DAY');
    expect(stepFor('DAY', 90)).toBe('DAY');
    expect(stepFor('DAY', 365)).toBe('MONTH');
  });

  test('reaches beyond the held tickets only where something was sold there', () => {
    const days = [{ day: '2026-08-01' }, { day: '2026-11-01' }];
    const period = { from: '2026-07-01', to: TODAY };
    expect(hasOlderSales(days, period, '2026-09-23')).toBe(true);
    expect(hasOlderSales(days, { ...period, from: '2026-08-02' }, '2026-09-23')).toBe(false);
    expect(hasOlderSales(days, period, null)).toBe(false);
  });
});
