import { aCount, aMovement, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { expect, test } from 'vitest';
import { rowsOf } from '../../testing/rows-of.ts';
import { map } from './activity_by_day_and_product.ts';

const keyOf = ({ at }: { readonly at: string }) => ['2026-03-02', 'product:riz', Date.parse(at)];
const SALE = keyOf(aSale());

test('delta, sold and revenue of a sale; missed and missed revenue of a missed one', () => {
  expect(rowsOf(map, aSale())).toEqual([[SALE, [-2000, 2000, 1000, 0, 0, 0, 0, 0, 0]]]);
  expect(rowsOf(map, aSale({ status: 'MISSED' }))).toEqual([[SALE, [0, 0, 0, 2000, 1000, 0, 0, 0, 0]]]);
});

test('a void takes off at the instant of its original what it had added', () => {
  const late = { at: '2026-03-09T10:00:00.000Z', by: 'u-awa', deviceId: 'd1' };
  expect(rowsOf(map, aVoid(aSale(), late))).toEqual([[SALE, [2000, -2000, -1000, 0, 0, 0, 0, 0, 0]]]);
});

test('what came in says what it cost, as far as that is known', () => {
  const received = aMovement({ unitCost: 400.5, supplierId: 'supplier:sandaga' });
  expect(rowsOf(map, received)).toEqual([[keyOf(received), [10_000, 0, 0, 0, 0, 10_000, 400_500_000, 0, 0]]]);
  const unsaid = aMovement();
  const { unitCost: _, ...without } = unsaid;
  expect(rowsOf(map, without as typeof unsaid)).toEqual([[keyOf(unsaid), [10_000, 0, 0, 0, 0, 0, 0, 10_000, 0]]]);
});

test('a count stands under its own id, for two counts do not add up', () => {
  const count = aCount();
  const values = [0, 0, 0, 0, 0, 0, 0, 0, count.counted * 1000];
  expect(rowsOf(map, count)).toEqual([[[...keyOf(count), count._id], values]]);
});
