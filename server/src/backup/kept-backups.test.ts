import { expect, test } from 'vitest';
import { keptBackups } from './kept-backups.ts';

const DAY_MS = 86_400_000;
const nights = (count: number): string[] =>
  Array.from({ length: count }, (_, back) => new Date(Date.UTC(2026, 10, 29, 2, 30) - back * DAY_MS).toISOString());

test('of two years of nights, the last 7 days, 5 weeks and 12 months stay', () => {
  const kept = [...keptBackups(nights(730))].map((at) => at.slice(0, 10)).sort();
  expect(kept).toEqual([
    '2025-12-31',
    '2026-01-31',
    '2026-02-28',
    '2026-03-31',
    '2026-04-30',
    '2026-05-31',
    '2026-06-30',
    '2026-07-31',
    '2026-08-31',
    '2026-09-30',
    '2026-10-31',
    '2026-11-01',
    '2026-11-08',
    '2026-11-15',
    '2026-11-22',
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
    '2026-11-27',
    '2026-11-28',
    '2026-11-29',
  ]);
});

test('several of one day count once, and a pause uses nothing up', () => {
  const old = ['2026-01-05T02:30:00.000Z', '2026-03-05T02:30:00.000Z'];
  const today = ['2026-11-29T02:30:00.000Z', '2026-11-29T09:00:00.000Z'];
  expect(keptBackups([...old, ...today])).toEqual(new Set([...old, '2026-11-29T09:00:00.000Z']));
});
