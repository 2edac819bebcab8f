import { describe, expect, test } from 'vitest';
import type { DayTotals } from '../ledger/tickets.ts';
import { addDays } from '../shared/day.ts';
import { revenue } from './revenue.ts';
import { salesReport } from './sales-report.ts';

const day = (date: string, amount: number, tickets = 1): DayTotals => ({
  day: date,
  revenue: amount,
  tickets,
  missedRevenue: 0,
  missedTickets: 0,
});
const TODAY = '2026-03-10';
const totals = [
  day('2026-02-24', 900), // before both weeks
  day('2026-02-25', 1000), // first day of the week before
  day('2026-03-03', 3000), // last day of the week before
  day('2026-03-04', 500, 2), // first day of this week
  day('2026-03-10', 5500, 3),
  day('2026-03-11', 9999), // tomorrow, by a clock that runs fast
];

describe('revenue', () => {
  test('of seven days that end today, against the seven before', () => {
    // 500 + 5,500 = 6,000 against 1,000 + 3,000 - where the 25th is the 14th day back
    expect(revenue(totals, TODAY, 7)).toEqual({
      days: 7,
      current: 6000,
      previous: 4000,
      tickets: 5,
      change: 0.5,
      isComparable: true,
    });
  });

  test('of today against yesterday: no change is known when nothing was sold before', () => {
    expect(revenue(totals, TODAY, 1)).toEqual({
      days: 1,
      current: 5500,
      previous: 0,
      tickets: 3,
      change: null,
      isComparable: true,
    });
  });

  test('compares with no period that began before the shop did, as the sales report', () => {
    const young = Array.from({ length: 8 }, (_, ago) => day(addDays(TODAY, -ago), 10_000));
    // Seven days against one would be seven times more.
    expect(revenue(young, TODAY, 7)).toMatchObject({ previous: 10_000, change: null, isComparable: false });
    expect(revenue(young, TODAY, 1)).toMatchObject({ change: 0, isComparable: true });
    expect(revenue(young.slice(0, 1), TODAY, 1)).toMatchObject({ change: null, isComparable: false });
    for (const days of [1, 4, 7, 30]) {
      const { change } = salesReport({ products: [], days: young }, { from: addDays(TODAY, 1 - days), to: TODAY });
      expect(revenue(young, TODAY, days).isComparable).toBe(change !== null);
    }
    // The shop's first day is beyond the period before: what was not sold then is a closed day.
    expect(revenue([day('2024-01-01', 5), ...young], TODAY, 7)).toMatchObject({ change: 6, isComparable: true });
  });

  test('falls below zero for a day whose voids outweigh it, and is zero for an empty shop', () => {
    expect(revenue([day(TODAY, -200, -1)], TODAY, 1)).toMatchObject({ current: -200, tickets: -1 });
    expect(revenue([], TODAY, 30)).toEqual({
      days: 30,
      current: 0,
      previous: 0,
      tickets: 0,
      change: null,
      isComparable: false,
    });
  });

  test('a period that sold less than the one before', () => {
    expect(revenue([day('2026-03-09', 4000), day(TODAY, 1000)], TODAY, 1).change).toBe(-0.75);
  });
});
