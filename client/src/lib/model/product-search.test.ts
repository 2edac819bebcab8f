import { newDocument, type Product, productId } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import { productByCode, productLike, searchProducts } from './product-search.ts';
import type { ProductRow } from './types.ts';

const author = { at: '2026-03-01T08:00:00.000Z', by: 'awa', deviceId: 'phone' };
const row = (key: string, name: string, more: Partial<Product> = {}): ProductRow => {
  const product = newDocument<Product>(
    {
      _id: productId(key),
      type: 'product',
      code: key.toUpperCase(),
      name,
      purchasePrice: 100,
      salePrice: 150,
      unit: 'unité',
      minStock: 1,
      isActive: true,
      ...more,
    },
    author,
  );
  return { id: product._id, product, onHand: 0, status: 'RUPTURE', countedAt: '', unitCost: 400 };
};

const rows = [
  row('p1', 'Café Touba 250 g'),
  row('p2', 'Lait caillé', { barcode: '6181234567890' }),
  row('p3', 'Riz brisé 25 kg'),
  row('p4', 'Riz parfumé', { isActive: false, barcode: '777' }),
];
const names = (query: string) => searchProducts(rows, query).map((found) => found.product.name);

describe('searchProducts', () => {
  it('finds by name, code or barcode, accents apart, in any order of words', () => {
    expect(names('cafe')).toEqual(['Café Touba 250 g']);
    expect(names('kg RIZ')).toEqual(['Riz brisé 25 kg']);
    expect(names('p2')).toEqual(['Lait caillé']);
    expect(names('61812')).toEqual(['Lait caillé']);
    expect(names('zzz')).toEqual([]);
    expect(names('  ')).toHaveLength(4);
  });

  it('forgives one letter of a word where nothing is spelled as it was typed', () => {
    expect(['caffe', 'cfae', 'cafr', 'tuoba', 'toba', 'parffumé'].map(names)).toEqual([
      ['Café Touba 250 g'],
      ['Café Touba 250 g'],
      ['Café Touba 250 g'],
      ['Café Touba 250 g'],
      ['Café Touba 250 g'],
      ['Riz parfumé'],
    ]);
    expect(names('riz parfrme')).toEqual(['Riz parfumé']);
    const pasta = [row('p5', 'Pâtes spaghetti 500 g')];
    expect(['spagheti', 'spagetti', 'pate spagheti'].map((typed) => searchProducts(pasta, typed))).toEqual([
      pasta,
      pasta,
      pasta,
    ]);
    // Two letters off, or a word too short to tell.
    expect(names('cuffe')).toEqual([]);
    expect(names('rix')).toEqual([]);
  });

  it('puts what begins with the query first', () => {
    expect(names('ca')).toEqual(['Café Touba 250 g', 'Lait caillé']);
    expect(searchProducts([...rows].reverse(), 'ca').map((r) => r.id)).toEqual(['product:p1', 'product:p2']);
  });
});

describe('productLike', () => {
  it('knows a product under another order, spacing or a wrong letter of its words', () => {
    for (const name of ['café touba 250g', 'Touba Café 250 g', 'Cafe Touba 250 G', 'Café Toubba 250 g']) {
      expect(productLike(rows, name)?.id, name).toBe('product:p1');
    }
  });

  it('takes another size, another word or an archived product for none of them', () => {
    for (const name of ['Café Touba 500 g', 'Café Touba', 'Lait frais', 'Riz parfumé', '']) {
      expect(productLike(rows, name), name).toBeUndefined();
    }
  });
});

describe('productByCode', () => {
  it('takes an exact barcode or code of an active product only', () => {
    expect(productByCode(rows, ' 6181234567890 ')?.id).toBe('product:p2');
    expect(productByCode(rows, 'p3')?.id).toBe('product:p3');
    expect(productByCode(rows, '777')).toBeUndefined();
    expect(productByCode(rows, '6181')).toBeUndefined();
    expect(productByCode(rows, '06181234567890')?.id).toBe('product:p2');
    expect(productByCode(rows, '')).toBeUndefined();
  });
});
