import { aProduct } from '@digiboost/domain/documents/testing/examples';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRODUCT_LIST, patchList } from './notices.ts';
import type { ProductRow } from './types.ts';

const row = (key: number, name: string): ProductRow => ({
  id: `product:p${key}`,
  product: aProduct({ _id: `product:p${key}`, name }),
  onHand: 1,
  status: 'LOW',
  countedAt: '',
  unitCost: 400,
});
const rows = fc
  .array(fc.tuple(fc.nat({ max: 12 }), fc.constantFrom('Riz', 'riz', 'Huile', 'Épices', 'Eau', 'Savon 2', 'Savon 10')))
  .map((pairs) => [...new Map(pairs.map(([key, name]) => [key, row(key, name)])).values()]);

describe('patchList', () => {
  it('gives the sorted list of all rows, the changed ones in their new version', () => {
    fc.assert(
      fc.property(rows, rows, (before, changed) => {
        const all = new Map([...before, ...changed].map((own) => [own.id, own]));
        const patched = patchList([...before].sort(PRODUCT_LIST.compare), changed, PRODUCT_LIST);
        expect(patched).toEqual([...all.values()].sort(PRODUCT_LIST.compare));
      }),
    );
  });

  it('keeps unchanged rows as they are, and the list itself when nothing changes', () => {
    const list = [row(1, 'Eau'), row(2, 'Riz'), row(3, 'Savon')];
    const patched = patchList(list, [row(2, 'Riz')], PRODUCT_LIST);
    expect(patched[0]).toBe(list[0]);
    expect(patched[1]).not.toBe(list[1]);
    expect(patched[2]).toBe(list[2]);
    expect(patchList(list, [], PRODUCT_LIST)).toBe(list);
  });
});
