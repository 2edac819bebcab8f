import type { DayTotals } from '@digiboost/domain/ledger';
import { addDays } from '@digiboost/domain/shared/day';
import { expect, test } from 'vitest';
import { makeOverview, rollOverview } from './overview-record.ts';

const TODAY = '2026-07-01';
const total = (daysAgo: number): [string, DayTotals] => {
  const day = addDays(TODAY, -daysAgo);
  return [day, { day, revenue: 1000, tickets: 1, missedRevenue: 0, missedTickets: 0 }];
};

test('an old shop that was closed sixty days ago is still compared with the month before, tomorrow too', () => {
  const record = makeOverview([], new Map([total(0), total(29), total(31), total(700)]), null, TODAY);
  expect(record.overview.sales.month).toMatchObject({ current: 2000, previous: 1000, isComparable: true });
  expect(rollOverview(record, addDays(TODAY, 1)).overview.sales.month.isComparable).toBe(true);
});

test('a shop of eight days has no week before to compare with', () => {
  const days = new Map(Array.from({ length: 8 }, (_, daysAgo) => total(daysAgo)));
  const { sales } = makeOverview([], days, null, TODAY).overview;
  expect(sales.week).toMatchObject({ current: 7000, previous: 1000, change: null, isComparable: false });
  expect(sales.today).toMatchObject({ change: 0, isComparable: true });
});
