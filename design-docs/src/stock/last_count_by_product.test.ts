import { aCount, aSale } from '@digiboost/domain/documents/testing/examples';
import { expect, test } from 'vitest';
import { rowsOf } from '../../testing/rows-of.ts';
import { map } from './last_count_by_product.ts';

test('the time of each count, in ms', () => {
  const at = '2026-03-02T09:15:00.001Z';
  expect(rowsOf(map, aCount({ at }))).toEqual([['product:riz', Date.parse(at)]]);
  expect(rowsOf(map, aSale())).toEqual([]);
});
