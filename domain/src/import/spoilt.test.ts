import { describe, expect, it } from 'vitest';
import type { Product } from '../documents/index.ts';
import { planCatalogue } from './catalogue.ts';
import { planSales } from './sales.ts';
import { isPlaceholder, isScientific, isShownAsDay, mayHaveBeen, spoiltKey } from './spoilt.ts';
import { importOf, riz } from './testing/inputs.ts';

describe('what spreadsheets do to codes', () => {
  it.each([
    ['00123', '123', true],
    ['123', '123.0', true],
    ['0012345678905', '12345678905', true],
    ['007', '7', true],
    ['A007', 'A7', false],
    ['100', '1', false],
    ['0', '00', true],
  ])('%j and %j may be one: %j', (a, b, isOne) => {
    expect(spoiltKey(a) !== '' && spoiltKey(a) === spoiltKey(b)).toBe(isOne);
  });

  it.each([
    ['6,04E+12', '6040000000017', true],
    ['6.04E+12', '6041234567890', true],
    ['6,04E+12', '6050000000017', false],
    ['6,04E+12', '604000000001', false],
    ['6E+12', '6040000000017', true],
    ['6,04E+12', 'RIZ', false],
    ['604', '604', false],
  ])('%s may have been %s: %j', (shown, whole, may) => {
    expect(mayHaveBeen(shown, whole)).toBe(may);
  });

  it('knows numbers that were never a code', () => {
    expect(isScientific('6,04E+12')).toBe(true);
    expect(isScientific('6E12')).toBe(true);
    expect(isScientific('2E')).toBe(false);
    expect(['0', '0000000000000', '1111111111111', '1234567890123'].every(isPlaceholder)).toBe(true);
    expect(isPlaceholder('6040000000017')).toBe(false);
    expect(isPlaceholder('0012345678905')).toBe(false);
  });
});

describe('a code that a spreadsheet made a day of', () => {
  it.each([
    '12-mars',
    'mars-12',
    '03-déc',
    'déc-23',
    '12-Mar',
    'Mar-12',
    '1-févr.',
    '12/03/2024',
    '2024-03-12',
    '03/2012',
  ])('is told: %s', (text) => expect(isShownAsDay(text)).toBe(true));

  it.each(['MAR-12', 'MARS12', 'mars', 'A-12', '12-3', 'savon-12', 'RIZ25', '2024-03-12-B', 'marmite-12', '45363'])(
    'is not told of %s',
    (text) => expect(isShownAsDay(text)).toBe(false),
  );

  it.each(['12-mars', 'mars-12', 45_363])('is left out with a warning, and the row is imported: %j', (spoilt) => {
    const rows = [
      ['Code', 'Désignation', 'Prix de vente'],
      [spoilt, 'Savon', 500],
      ['A-13', 'Sel', 200],
      ['A-14', 'Thé', 300],
    ];
    const { documents, faults } = planCatalogue(importOf('catalogue', rows));
    const made = documents.filter((doc): doc is Product => doc.type === 'product');
    expect(made.map(({ name }) => name).sort()).toEqual(['Savon', 'Sel', 'Thé']);
    expect(made.find(({ name }) => name === 'Savon')?.code).not.toContain(String(spoilt));
    expect(faults).toMatchObject([{ line: 2, code: 'day-for-code', field: 'code', cost: 'field' }]);
  });

  it('keeps a number that stands among numbers', () => {
    const rows = [
      ['Code', 'Désignation', 'Prix de vente'],
      [45_363, 'Savon', 500],
      [120, 'Sel', 200],
    ];
    const { documents, faults } = planCatalogue(importOf('catalogue', rows));
    expect(documents.flatMap((doc) => (doc.type === 'product' ? [doc.code] : []))).toEqual(['45363', '120']);
    expect(faults).toEqual([]);
  });

  it('costs a sale that names its product by nothing else, and is believed where it is the code of a product', () => {
    const rows = [
      ['Date', 'Code', 'Quantité', 'Prix unitaire'],
      ['12/03/2026', '12-mars', 1, 12_500],
      ['12/03/2026', 'A-13', 1, 500],
    ];
    expect(planSales(importOf('sales', rows)).faults).toMatchObject([{ code: 'day-for-code', cost: 'row' }]);
    const products = [{ ...riz, code: '12-mars' }];
    expect(planSales(importOf('sales', rows, { existing: { products } })).faults).toEqual([]);
  });
});

describe('a code of which a spreadsheet shows the first digits', () => {
  it('is left out of a row that says more, and no product is called by it', () => {
    const plan = planCatalogue(
      importOf('catalogue', [
        ['Code', 'Désignation', 'Prix de vente'],
        ['6,04E+12', 'Savon', 500],
        ['6,04E+12', 'Bougie', 100],
        ['6,04E+12', '', 900],
      ]),
    );
    const products = plan.documents.filter((doc): doc is Product => doc.type === 'product');
    expect(products.map(({ name, salePrice }) => [name, salePrice])).toEqual([
      ['Savon', 500],
      ['Bougie', 100],
    ]);
    expect(products.some(({ code }) => isScientific(code))).toBe(false);
    expect(plan.faults.map(({ line, code, cost }) => [line, code, cost])).toEqual([
      [2, 'scientific', 'field'],
      [3, 'scientific', 'field'],
      [4, 'scientific', 'row'],
    ]);
  });

  it('is no code either where the person says that it is another product', () => {
    const rows = [
      ['Code', 'Désignation', 'Prix de vente'],
      ['6,04E+12', 'Savon', 500],
    ];
    const options = { answers: { 'same-product': 'new' } };
    const plan = planCatalogue(importOf('catalogue', rows, { existing: { products: [riz] }, options }));
    const made = plan.documents.find((doc): doc is Product => doc.type === 'product');
    expect(made?.name).toBe('Savon');
    expect(isScientific(made?.code ?? '6E+12')).toBe(false);
  });
});
