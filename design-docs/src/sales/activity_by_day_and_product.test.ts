import { aCount, aMovement, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { expect, test } from 'vitest';
import { rowsOf } from '../../testing/rows-of.ts';
import { map } from './activity_by_day_and_product.ts';

const DAY = ['2026-03-02', 'product:riz'];

test('delta, sold and revenue of a sale; missed and missed revenue of a missed one', () => {
  expect(rowsOf(map, aSale())).toEqual([[DAY, [-2000, 2000, 1000, 0, 0]]]);
  expect(rowsOf(map, aSale({ status: 'MISSED' }))).toEqual([[DAY, [0, 0, 0, 2000, 1000]]]);
});

test('a void takes off on the day of its original what it had added', () => {
  const late = { at: '2026-03-09T10:00:00.000Z', by: 'u-awa', deviceId: 'd1' };
  expect(rowsOf(map, aVoid(aSale(), late))).toEqual([[DAY, [2000, -2000, -1000, 0, 0]]]);
});

test('movements only move stock, and counts are no activity', () => {
  expect(rowsOf(map, aMovement())).toEqual([[DAY, [10_000, 0, 0, 0, 0]]]);
  expect(rowsOf(map, aCount())).toEqual([]);
});
