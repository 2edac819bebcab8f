import { aCount, aMovement, aReturn, aSale, aVoid, oneOfEach } from '@digiboost/domain/documents/testing/examples';
import { expect, test } from 'vitest';
import { rowsOf } from '../../testing/rows-of.ts';
import { map } from './stock_by_product.ts';

const AT = Date.parse('2026-03-02T09:15:00.000Z');

test('one row for each line that moves stock, in thousandths', () => {
  const sale = aSale({
    lines: [
      { productId: 'product:riz', quantity: 1.25, unitPrice: 500 },
      { productId: 'product:huile', quantity: 2, unitPrice: 1500 },
    ],
  });
  expect(rowsOf(map, sale)).toEqual([
    [['product:riz', AT], -1250],
    [['product:huile', AT], -2000],
  ]);
  expect(rowsOf(map, aVoid(sale))).toEqual([
    [['product:riz', AT], 1250],
    [['product:huile', AT], 2000],
  ]);
  expect(rowsOf(map, aMovement({ movementType: 'EXIT', quantity: 3 }))).toEqual([[['product:riz', AT], -3000]]);
  expect(rowsOf(map, aMovement({ movementType: 'ADJUSTMENT', quantity: -0.5 }))).toEqual([[['product:riz', AT], -500]]);
  expect(rowsOf(map, aReturn())).toEqual([[['product:riz', AT], 1000]]);
});

test('nothing for missed sales, counts and what is no event', () => {
  expect(rowsOf(map, aSale({ status: 'MISSED' }))).toEqual([]);
  expect(rowsOf(map, aCount())).toEqual([]);
  for (const doc of oneOfEach()) {
    if (!['sale', 'return', 'movement', 'void'].includes(doc.type)) expect(rowsOf(map, doc), doc.type).toEqual([]);
  }
  expect(rowsOf(map, { _id: '_design/other' })).toEqual([]);
});
