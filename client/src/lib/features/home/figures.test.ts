import { categoryId } from '@digiboost/domain/documents';
import type { Revenue } from '@digiboost/domain/kpis';
import { describe, expect, it, test } from 'vitest';
import { bestDay, categoryBars, comparison, curveOf, direction, owedIn, serviceFigure, trendBars } from './figures.ts';

const revenue = (days: number, current: number, previous: number, isComparable = true): Revenue => ({
  days,
  current,
  previous,
  tickets: 1,
  change: isComparable && previous > 0 ? (current - previous) / previous : null,
  isComparable,
});
const plain = (text: string): string => text.replace(/\u202f/g, ' ');

describe('the comparison of a period with the one before', () => {
  it.each([
    [revenue(1, 123, 100), '23 % de plus qu’hier'],
    [revenue(1, 100, 100), 'comme hier'],
    [revenue(1, 50_000, 240_000), 'hier, sur la journée : 240 000 F'],
    [revenue(1, 10, 0), 'rien de vendu hier'],
    [revenue(1, 0, 0), ''],
    [revenue(7, 92, 100), '8 % de moins que les 7 jours d’avant'],
    [revenue(7, 350, 100), '3,5 fois plus que les 7 jours d’avant'],
    [revenue(30, 1004, 1000), 'comme les 30 jours d’avant'],
    [revenue(7, 70_000, 10_000, false), 'pas encore de période d’avant à comparer'],
    [revenue(30, 0, 0, false), ''],
    [revenue(1, 5_000, 0, false), ''],
  ])('%#', (period, words) => expect(plain(comparison(period))).toBe(words));

  it('draws no falling arrow for a day that is not over', () => {
    expect(direction(revenue(1, 50, 100))).toBeNull();
    expect(direction(revenue(7, 50, 100))).toBe('trend-down');
    expect(direction(revenue(30, 150, 100))).toBe('trend-up');
    expect(direction(revenue(30, 150, 0))).toBeNull();
  });
});

describe('the fill rate', () => {
  it('is no measure without missed sales recorded', () => {
    expect(serviceFigure({ rate: 1, missedSales: 0, missedRevenue: 0 }).value).not.toContain('100');
    expect(serviceFigure({ rate: 1, missedSales: 0, missedRevenue: 0 }).note).toContain('0 vente manquée');
    expect(serviceFigure({ rate: null, missedSales: 0, missedRevenue: 0 }).note).toContain('Aucune vente');
  });

  it('is said with how many were missed, never rounded up to 100', () => {
    const { value, note } = serviceFigure({ rate: 0.99973, missedSales: 2, missedRevenue: 1500 });
    expect(plain(value)).toBe('99,9 %');
    expect(plain(note)).toBe('2 ventes manquées notées en 30 jours, soit 1 500 F.');
  });
});

describe('the valuation by category', () => {
  const byCategory = [600, 300, 200, 100, 50, 25].map((value, index) => ({
    categoryId: index === 1 ? null : categoryId(`c${index}`),
    value,
  }));
  const names = [{ _id: categoryId('c0'), name: 'Riz', createdAt: '2026-01-01T08:00:00.000Z' }];

  it('names the largest and sums up the rest', () => {
    const bars = categoryBars({ total: 1275, byCategory }, names);
    expect(bars.map(({ name, value }) => [name, value])).toEqual([
      ['Riz', 600],
      ['Sans catégorie', 300],
      ['Sans catégorie', 200],
      ['Sans catégorie', 100],
      ['2 autres catégories', 75],
    ]);
  });

  it('has nothing to show for an empty shop', () => {
    expect(categoryBars({ total: 0, byCategory: [] }, names)).toEqual([]);
  });
});

test('what is owed is not lessened by whom the shop owes', () => {
  expect(
    owedIn(
      new Map([
        ['a', { amount: 5000 }],
        ['b', { amount: -2000 }],
      ]),
    ),
  ).toBe(5000);
  expect(owedIn(new Map())).toBe(0);
});

describe('the curve of a day', () => {
  const sold = (from: number, ...amounts: number[]): number[] =>
    Array.from({ length: 24 }, (_, hour) => (hour < from ? 0 : (amounts[hour - from] ?? amounts.at(-1) ?? 0)));

  it('begins when either day sold first, and ends with the other or with this hour', () => {
    const curve = curveOf(sold(9, 100, 300), sold(8, 50, 60, 400), 11);
    expect(curve).toEqual({ from: 8, now: [0, 100, 300, 300], before: [50, 60, 400, 400] });
  });

  it('needs no day to compare with, nor a sale', () => {
    expect(curveOf(sold(9, 100), [], 10)).toEqual({ from: 9, now: [100, 100], before: [] });
    expect(curveOf(sold(0, 0), sold(0, 0), 7)).toEqual({ from: 7, now: [0], before: [] });
  });
});

describe('the trend', () => {
  const trend = [0, 50, 100, 1].map((amount, index) => ({ day: `2026-11-0${index + 1}`, revenue: amount }));

  it('scales to the best day and keeps small days in sight', () => {
    const bars = trendBars(trend, 398, 200);
    expect(bars.map(({ height }) => height)).toEqual([1, 100, 200, 2]);
    expect(bars.map(({ x }) => x)).toEqual([0, 100, 200, 300]);
    expect(bars.every(({ y, height }) => y + height === 200)).toBe(true);
    expect(bestDay(trend)?.day).toBe('2026-11-03');
  });

  it('survives days without a sale', () => {
    const none = trend.map(({ day }) => ({ day, revenue: 0 }));
    expect(bestDay(none)).toBeNull();
    expect(trendBars(none, 100, 50).every(({ height }) => height === 1)).toBe(true);
    expect(trendBars([], 100, 50)).toEqual([]);
  });
});
