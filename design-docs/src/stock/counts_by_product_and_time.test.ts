import { aCount, aMovement } from '@digiboost/domain/documents/testing/examples';
import { expect, test } from 'vitest';
import { rowsOf } from '../../testing/rows-of.ts';
import { map } from './counts_by_product_and_time.ts';

test('what each count found, in thousandths', () => {
  const at = '2026-03-02T09:15:00.001Z';
  expect(rowsOf(map, aCount({ at, counted: 12.125 }))).toEqual([[['product:riz', Date.parse(at)], 12_125]]);
  expect(rowsOf(map, aMovement())).toEqual([]);
});
