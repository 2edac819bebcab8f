import { describe, expect, test } from 'vitest';
import { backTest } from './back-test.ts';

const context = { origin: '2026-03-09' };
const steady = (days: number, units = 4) => ({ id: 'p', demand: new Array<number>(days).fill(units) });

describe('how wrong the forecasts would have been', () => {
  test('a steady shop would have been forecast almost exactly', () => {
    const result = backTest([steady(200), steady(200, 9)], [100, 250], context);
    expect(result?.origins).toBe(4);
    expect(result?.error).toBeLessThan(0.02);
  });

  test('a demand that doubled a fortnight ago was missed by half', () => {
    const demand = Array.from({ length: 200 }, (_, day) => (day < 185 ? 5 : 10));
    const result = backTest([{ id: 'p', demand }], [100], context);
    // 15 days back: 75 expected, 150 asked for: 50%. 30, 45 and 60 days back: nothing missed.
    expect(result?.error).toBeGreaterThan(0.1);
    expect(result?.error).toBeLessThan(0.15);
  });

  test('takes the origins that have enough history before them, and says so when none has', () => {
    expect(backTest([steady(56 + 15)], [1], context)?.origins).toBe(1);
    expect(backTest([steady(60)], [1], context)).toBeNull();
    expect(backTest([], [], context)).toBeNull();
    expect(backTest([steady(200, 0)], [1], context)).toBeNull();
  });

  test('days on which the shop was closed count on neither side', () => {
    const series = Array.from({ length: 6 }, (_, i) => ({
      id: `p${i}`,
      demand: Array.from({ length: 200 }, (_, day) => (day >= 160 && day < 192 ? 0 : 4)),
    }));
    const result = backTest(series, new Array<number>(6).fill(100), context);
    expect(result?.error).toBeLessThan(0.05);
  });

  test('days on an empty shelf count on neither side', () => {
    const demand = Array.from({ length: 200 }, (_, day) => (day >= 190 ? 0 : 4));
    const empty = Array.from({ length: 200 }, (_, day) => (day >= 190 ? 1 : 0));
    expect(backTest([{ id: 'p', demand, empty }], [1], context)?.error).toBeLessThan(0.02);
  });
});
