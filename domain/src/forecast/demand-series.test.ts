import { describe, expect, test } from 'vitest';
import type { DayRow } from '../ledger/day-row.ts';
import { aDay } from '../ledger/testing/days.ts';
import { dayNumber } from '../shared/day.ts';
import { demandSeries } from './demand-series.ts';

const ORIGIN = '2026-03-11';
/** A ledger day `back` days before the origin; units. */
const row = (back: number, { delta = 0, sold = 0, missed = 0 }): DayRow =>
  aDay({
    day: dayNumber(ORIGIN) - back,
    delta: delta * 1000,
    sold: sold * 1000,
    missed: missed * 1000,
  });

describe('the demand of a product from its ledger', () => {
  test('a small shop worked by hand: delivered and missed sales, and the days on an empty shelf', () => {
    // Day by day: 10 come in; 4 sold; 6 sold (shelf empty at the end); nothing; two asked for in vain; 5 come in, 1
    // sold.
    const rows = [
      row(6, { delta: 10 }),
      row(5, { delta: -4, sold: 4 }),
      row(4, { delta: -6, sold: 6 }),
      row(2, { missed: 2 }),
      row(1, { delta: 4, sold: 1 }),
    ];
    const { demand, empty } = demandSeries('riz', rows, 4000, ORIGIN);
    expect(Array.from(demand)).toEqual([0, 4, 6, 0, 2, 1]);
    expect(Array.from(empty ?? [])).toEqual([0, 0, 0, 1, 1, 0]);
  });

  test('what came back was not wanted: it is taken off its own day, and then off the days on which it was sold', () => {
    const rows = [
      row(5, { delta: 20 }),
      row(4, { delta: -3, sold: 3 }),
      row(3, { delta: -6, sold: 6 }),
      row(1, { delta: 5, sold: 2 - 9 }),
    ];
    expect(Array.from(demandSeries('riz', rows, 16_000, ORIGIN).demand)).toEqual([0, 2, 0, 0, 0]);
  });

  test('does not depend on the order of the rows, and adds rows of the same day', () => {
    const rows = [row(3, { delta: 5 }), row(2, { delta: -1, sold: 1 }), row(2, { delta: -2, sold: 2 })];
    const series = demandSeries('riz', rows, 2000, ORIGIN);
    expect(Array.from(series.demand)).toEqual([0, 3, 0]);
    expect(demandSeries('riz', rows.toReversed(), 2000, ORIGIN)).toEqual(series);
  });

  test('the stock on hand is that of now: what happened since the origin is taken back first', () => {
    const rows = [row(2, { delta: 3 }), row(1, {}), row(0, { delta: -3, sold: 3 })];
    expect(Array.from(demandSeries('riz', rows, 0, ORIGIN).empty ?? [])).toEqual([0, 0]);
  });

  test('a level below 0 is a count that came late: the days before it were not empty', () => {
    // Sold 3 out of an unrecorded stock; on hand -3 now. Before the sale there must have been 3.
    const { empty } = demandSeries('riz', [row(3, {}), row(2, { delta: -3, sold: 3 }), row(1, {})], -3000, ORIGIN);
    expect(Array.from(empty ?? [])).toEqual([0, 0, 1]);
  });

  test('begins with the first ledger day, or so many days before the origin', () => {
    expect(demandSeries('riz', [], 0, ORIGIN).demand.length).toBe(0);
    expect(demandSeries('riz', [row(500, { delta: 1 }), row(20, { delta: 1 })], 2000, ORIGIN).demand.length).toBe(20);
    expect(demandSeries('riz', [row(20, {}), row(9, {})], 0, ORIGIN, 10).demand.length).toBe(9);
  });
});
