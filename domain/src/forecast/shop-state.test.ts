import { expect, test } from 'vitest';
import { addDays, weekday } from '../shared/day.ts';
import type { DemandSeries } from './demand-series.ts';
import { replay } from './replay.ts';
import { advanceShop, newShopState, settle } from './shop-state.ts';

const ORIGIN = '2026-03-11';

/** Three products of different rhythm, one of them newer, one with days on an empty shelf. */
const series: readonly DemandSeries[] = [
  { id: 'a', demand: Array.from({ length: 120 }, (_, day) => (day * 7) % 5) },
  { id: 'b', demand: Array.from({ length: 70 }, (_, day) => (day % 9 === 0 ? 12 : 0)) },
  {
    id: 'c',
    demand: Array.from({ length: 120 }, (_, day) => (day % 3 === 0 && day % 10 !== 4 ? 1.5 : 0)),
    empty: Array.from({ length: 120 }, (_, day) => (day % 10 === 4 ? 1 : 0)),
  },
];

test('advancing day by day is the same as replaying the whole history', () => {
  const state = newShopState(series.length);
  for (let day = 0; day < 120; day++) {
    const today = series.map(({ demand, empty }) => {
      const at = day - 120 + demand.length;
      return at < 0 || empty?.[at] ? Number.NaN : (demand[at] ?? Number.NaN);
    });
    // On the day before an empty one the shelf ran out, if anything was sold.
    const ranOut = series.map(({ demand, empty }) => {
      const at = day - 120 + demand.length;
      return empty?.[at + 1] && (demand[at] ?? 0) > 0 ? 1 : 0;
    });
    advanceShop(state, today, weekday(addDays(ORIGIN, day - 120)), [], ranOut);
  }
  settle(state);
  expect(state).toEqual(replay(series, ORIGIN));
});

test('a state is as large after a year as after a week', () => {
  const size = (days: number) =>
    JSON.stringify(replay([{ id: 'a', demand: new Array<number>(days).fill(2) }], ORIGIN), (_, value) =>
      typeof value === 'object' ? value : 1,
    ).length;
  expect(size(365)).toBe(size(7));
});
