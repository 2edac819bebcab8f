import { type StockStatus, stockStatus } from '@digiboost/domain/kpis';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProductOutlook } from '../../insight/shop-insight.ts';
import type { ProductRow } from '../../model/types.ts';
import { aProduct } from '../testing/fake-replica.ts';
import { inScope, NO_FILTERS, readFilters, type StockFilters, shownRows, writeFilters } from './stock-filters.ts';

const row = (key: string, onHand: number, more: Partial<ProductRow['product']> = {}, unitCost = 400): ProductRow => {
  const product = { ...aProduct(key, 1000), ...more };
  return {
    id: product._id,
    product,
    onHand,
    status: stockStatus({ product, onHand }, true),
    countedAt: '',
    unitCost,
  };
};
const rows = [
  row('a', 5, { categoryId: 'category:x' }),
  row('b', -1, { supplierId: 'supplier:s' }),
  row('c', 1, { categoryId: 'category:x' }, 90_000),
  row('d', 9, { isActive: false }),
];
const codes = (change: Partial<StockFilters>) => {
  const filters = { ...NO_FILTERS, ...change };
  return shownRows(inScope(rows, filters), filters)
    .map((shown) => shown.product.code)
    .join('');
};

describe('the stock list', () => {
  it('filters', () => {
    expect(codes({})).toBe('BCA');
    expect(codes({ status: 'RUPTURE' })).toBe('B');
    expect(codes({ status: 'LOW' })).toBe('C');
    expect(codes({ status: 'OK' })).toBe('A');
    expect(codes({ status: 'ARCHIVED' })).toBe('D');
    expect(codes({ categoryId: 'category:x' })).toBe('CA');
    expect(codes({ categoryId: 'none' })).toBe('B');
    expect(codes({ supplierId: 'supplier:s' })).toBe('B');
    expect(codes({ query: 'C' })).toBe('C');
  });

  it('sorts, and never changes the rows it was given', () => {
    expect(codes({ sort: 'stock' })).toBe('BCA');
    expect(codes({ sort: 'status' })).toBe('BCA');
    expect(codes({ sort: 'value', descending: true })).toBe('CAB');
    expect(codes({ sort: 'name', descending: true })).toBe('CBA');
    expect(rows.map((r) => r.product.code).join('')).toBe('ABCD');
  });

  it('sorts by what is expected, what is not known last both ways', () => {
    const expected = (coverage: number | null, day: number, reliability = 'MEDIUM') =>
      ({
        coverage,
        dormant: day > 30,
        stockOut: { day, from: day, to: day, within15: 0, reliability },
      }) as ProductOutlook;
    const products = new Map([
      ['product:a', expected(4, 4)],
      ['product:b', expected(null, 31, 'INSUFFICIENT')],
      ['product:c', expected(2, 9)],
    ] as const);
    const by = (change: Partial<StockFilters>) =>
      shownRows(rows, { ...NO_FILTERS, ...change }, { products })
        .map((shown) => shown.product.code)
        .join('');
    expect(by({ status: 'DORMANT' })).toBe('B');
    expect(by({ sort: 'coverage' })).toBe('CAB');
    expect(by({ sort: 'coverage', descending: true })).toBe('ACB');
    expect(by({ sort: 'rupture' })).toBe('ACB');
    expect(by({ sort: 'rupture', descending: true })).toBe('CAB');
  });

  it('reads back from the address whatever it wrote there', () => {
    const filters = fc.record({
      query: fc.string(),
      status: fc.constantFrom<StockFilters['status']>('ALL', 'RUPTURE', 'LOW', 'OK', 'DORMANT', 'ARCHIVED'),
      categoryId: fc.constantFrom('', 'none', 'category:x'),
      supplierId: fc.constantFrom('', 'supplier:s'),
      sort: fc.constantFrom<StockFilters['sort']>('name', 'stock', 'status', 'value', 'coverage', 'rupture'),
      descending: fc.boolean(),
    });
    fc.assert(
      fc.property(filters, (wanted) => {
        expect(readFilters(new URLSearchParams(writeFilters(wanted)))).toEqual(wanted);
      }),
    );
    expect(readFilters(new URLSearchParams('?statut=tout&tri=')).status).toBe<StockStatus | 'ALL'>('ALL');
  });
});
