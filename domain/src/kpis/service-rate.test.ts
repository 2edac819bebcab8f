import { expect, test } from 'vitest';
import type { DayTotals } from '../ledger/tickets.ts';
import { serviceRate } from './service-rate.ts';

const TODAY = '2026-03-31';
const day = (date: string, revenue: number, missedRevenue: number, missedTickets: number): DayTotals => ({
  day: date,
  revenue,
  tickets: 1,
  missedRevenue,
  missedTickets,
});

test('delivered over asked for, in the 30 days that end today', () => {
  const totals = [
    day('2026-03-01', 5000, 5000, 9), // 31 days ago
    day('2026-03-02', 6000, 500, 1), // the first of the 30
    day('2026-03-31', 3000, 500, 2),
    day('2026-04-01', 8000, 8000, 9), // tomorrow
  ];
  // 9,000 / (9,000 + 1,000)
  expect(serviceRate(totals, TODAY)).toEqual({ rate: 0.9, missedSales: 3, missedRevenue: 1000 });
});

test('without a recorded missed sale the rate stands beside a zero that says so', () => {
  expect(serviceRate([day(TODAY, 3000, 0, 0)], TODAY)).toEqual({ rate: 1, missedSales: 0, missedRevenue: 0 });
});

test('nothing delivered is 0, nothing asked for is no rate', () => {
  expect(serviceRate([day(TODAY, 0, 700, 1)], TODAY).rate).toBe(0);
  expect(serviceRate([], TODAY)).toEqual({ rate: null, missedSales: 0, missedRevenue: 0 });
});
