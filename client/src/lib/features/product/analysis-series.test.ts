import type { Entry, EntryKind } from '@digiboost/domain/ledger';
import { addDays } from '@digiboost/domain/shared/day';
import { expect, test } from 'vitest';
import { salesChart, shownPeriods, stockChart, stockMarks } from './analysis-series.ts';
import { pastStock } from './stock-series.ts';

const TODAY = '2026-11-22';
const past = [
  { day: '2026-11-20', onHand: 9 },
  { day: '2026-11-21', onHand: 6 },
  { day: TODAY, onHand: 4 },
];
const days = (values: readonly number[]): number[] => [...values, ...new Array<number>(30 - values.length).fill(0)];
const ahead = { expected: days([3, 1, 0]), low: days([2]), high: days([4, 3, 2, 1, 1, 1, 1, 1]) };

const entry = (kind: EntryKind, day: string, eventId: string = `${kind}:${day}`): Entry => ({
  eventId,
  line: 0,
  productId: 'product:riz',
  at: `${day}T10:00:00.000Z`,
  day,
  kind,
  delta: 0,
  sold: 0,
  revenue: 0,
  missed: 0,
  missedRevenue: 0,
  priced: 0,
  pricedCost: 0,
  unpriced: 0,
  told: 0,
  counted: null,
});

test('the stock’s past and what is expected meet today, until it is gone', () => {
  const chart = stockChart(past, ahead, TODAY);
  // Gone for sure on the evening of the 9th day, today being the first.
  expect(chart.days).toHaveLength(2 + 9);
  expect(chart.days.at(-1)).toBe(addDays(TODAY, 8));
  const [stock, expected] = chart.series;
  expect(stock?.values.slice(0, 4)).toEqual([9, 6, 4, null]);
  expect(expected?.values.slice(0, 5)).toEqual([null, null, 3, 1, 0]);
  expect(expected?.upper?.slice(-2)).toEqual([1, 0]);
  for (const { values, lower = values, upper = values } of chart.series) {
    expect([values.length, lower.length, upper.length]).toEqual([11, 11, 11]);
  }
});

test('without a forecast only the past is drawn', () => {
  const chart = stockChart(past, null, TODAY);
  expect(chart.days).toEqual(past.map(({ day }) => day));
  expect(chart.series).toHaveLength(1);
});

test('sales by day, and by week over a year; missed sales only where there are any', () => {
  const sold = new Array<number>(100).fill(0.1);
  const product = { from: addDays(TODAY, -99), sold, missed: sold.map(() => 0) };
  const month = salesChart(product, 30);
  expect(month.days).toHaveLength(30);
  expect(month.days.at(-1)).toBe(TODAY);
  expect(month.series).toHaveLength(1);
  const year = salesChart({ ...product, missed: sold.map((_, index) => (index === 99 ? 2 : 0)) }, 365);
  // The 22nd of November 2026 is a Sunday, the last day of its week.
  expect(year.days.at(-1)).toBe('2026-11-16');
  expect(year.series[0]?.values.at(-1)).toBe(0.7);
  expect(year.series[1]?.values.at(-1)).toBe(2);
});

test('counts, receptions and today are marked once a day, what was voided is not', () => {
  const entries = [
    entry('ENTRY', '2026-11-20', 'movement:1'),
    entry('ENTRY', '2026-11-20', 'movement:2'),
    entry('ENTRY', '2026-11-21', 'movement:3'),
    entry('VOID', '2026-11-21', 'void:movement:3'),
    entry('COUNT', '2026-11-21'),
    entry('SALE', '2026-11-21'),
    entry('COUNT', '2026-10-01'),
  ];
  expect(stockMarks(entries, '2026-11-20', TODAY).map(({ day, label }) => `${day} ${label}`)).toEqual([
    '2026-11-20 Réception',
    '2026-11-21 Inventaire',
    `${TODAY} aujourd’hui`,
  ]);
});

test('the past comes from the lines as long as they are held whole', () => {
  const byDay = { from: '2026-11-21', stock: [7, 4] };
  expect(pastStock([], byDay, 4, { isWhole: false })).toEqual([
    { day: '2026-11-21', onHand: 7 },
    { day: TODAY, onHand: 4 },
  ]);
  const whole = pastStock([{ ...entry('COUNT', '2026-11-21'), counted: 5000 }], byDay, 5, { isWhole: true });
  expect(whole).toHaveLength(60);
  expect(whole.at(-1)).toEqual({ day: TODAY, onHand: 5 });
});

test('while the history is on its way only what is held whole is shown', () => {
  expect(shownPeriods([30, 90, 365], true)).toEqual([30]);
  expect(shownPeriods([30, 90, 365], false)).toEqual([30, 90, 365]);
});
