import { expect, it } from 'vitest';
import { stockPath } from './chart-path.ts';

const points = (...levels: number[]) => levels.map((onHand, index) => ({ day: `2026-03-0${index + 1}`, onHand }));

it('steps from day to day on a scale that holds zero and the minimum', () => {
  expect(stockPath(points(10, 5), 0, 100, 50)).toEqual({
    line: 'M0 0H50V25H100',
    area: 'M0 0H50V25H100V50H0Z',
    zero: 50,
    minimum: null,
  });
  expect(stockPath(points(5, 5), 20, 100, 50).minimum).toBe(0);
});

it('shows a stock below zero under the line of zero', () => {
  const path = stockPath(points(5, -5), 0, 100, 50);
  expect(path.zero).toBe(25);
  expect(path.line).toBe('M0 0H50V50H100');
});

it('draws nothing of nothing', () => {
  expect(stockPath([], 0, 100, 50).area).toBe('');
});
