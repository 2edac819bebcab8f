import { LIMITS, type Product } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import { productLike } from '../../model/product-search.ts';
import type { ProductRow } from '../../model/types.ts';
import { aProduct } from '../testing/fake-replica.ts';
import { SHOP_KINDS, starterProducts } from './starter-catalogue.ts';

describe.each(SHOP_KINDS)('the usual products of a %s', (kind) => {
  const products = starterProducts(kind);

  it('are some sixty, each with a category, a unit and a price that is plausible or left to be typed', () => {
    expect(products.length).toBeGreaterThanOrEqual(55);
    expect(products.length).toBeLessThanOrEqual(70);
    for (const { name, category, unit, price } of products) {
      expect([name, category, unit].every((text) => text.trim() === text && text !== '')).toBe(true);
      expect(name.length).toBeLessThanOrEqual(LIMITS.product.name);
      if (price !== null) expect(Number.isInteger(price) && price >= 25 && price <= 100_000).toBe(true);
    }
  });

  it('are not taken for one another: each that was added is known again, and no other', () => {
    const row = (product: Product): ProductRow => ({ id: product._id, product }) as ProductRow;
    const rows = products.map(({ name }, n) => row(aProduct(`p${n}`, 100, name)));
    expect(products.map(({ name }) => productLike(rows, name)?.product.name)).toEqual(products.map(({ name }) => name));
  });
});
