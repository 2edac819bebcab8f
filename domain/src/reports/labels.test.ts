import { expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import { labelsOf } from './labels.ts';

test('a product has a label for each unit in which it is sold, with what a scanner reads of it', () => {
  const product = aProduct({
    name: 'Lait\nconcentré',
    code: 'LAIT-01',
    salePrice: 650,
    unit: 'boîte',
    barcode: '5901234123457',
    units: [{ name: 'Carton', factor: 24, salePrice: 14500 }],
  });
  expect(labelsOf(product)).toEqual([
    { name: 'Lait concentré', price: '650\u202fF', unit: 'boîte', code: '5901234123457' },
    { name: 'Lait concentré', price: '14\u202f500\u202fF', unit: 'Carton (24\u202fboîtes)', code: null },
  ]);
});

test('without a barcode a label bears the shop’s own code', () => {
  const { barcode: _, ...product } = aProduct({ code: 'RIZ-25' });
  expect(labelsOf(product)[0]?.code).toBe('RIZ-25');
});
