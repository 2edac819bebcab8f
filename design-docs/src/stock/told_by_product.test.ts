import { aCount, aMovement, aSale, aVoid, oneOfEach } from '@digiboost/domain/documents/testing/examples';
import { expect, test } from 'vitest';
import { rowsOf } from '../../testing/rows-of.ts';
import { map } from './told_by_product.ts';

test('one row for each count, reception and correction', () => {
  const row = [['product:riz', 1]];
  expect(rowsOf(map, aCount({ counted: 0 }))).toEqual(row);
  expect(rowsOf(map, aMovement({ movementType: 'ENTRY' }))).toEqual(row);
  expect(rowsOf(map, aMovement({ movementType: 'ADJUSTMENT', quantity: -1 }))).toEqual(row);
});

test('the opposite for what takes one of them back', () => {
  const row = [['product:riz', -1]];
  expect(rowsOf(map, aVoid(aMovement({ movementType: 'ENTRY' })))).toEqual(row);
  const back = { movementType: 'ADJUSTMENT', quantity: -4, takesBack: aCount()._id } as const;
  expect(rowsOf(map, aMovement(back))).toEqual(row);
});

test('nothing for sales, losses, their voids and what is no event', () => {
  expect(rowsOf(map, aSale())).toEqual([]);
  expect(rowsOf(map, aMovement({ movementType: 'EXIT' }))).toEqual([]);
  expect(rowsOf(map, aVoid(aSale()))).toEqual([]);
  for (const doc of oneOfEach())
    if (!['movement', 'count', 'void'].includes(doc.type)) expect(rowsOf(map, doc), doc.type).toEqual([]);
});
