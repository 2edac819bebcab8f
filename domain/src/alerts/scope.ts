import type { AlertConditions } from '../documents/alert.ts';
import type { Product } from '../documents/product.ts';
import type { AlertFacts } from './facts.ts';

/** Tells whether the conditions speak of a product: they name it or its category, or they name nothing. */
export function scopeOf({ productIds = [], categoryIds = [] }: AlertConditions): (product: Product) => boolean {
  // Long lists meet many products.
  const [products, categories] = [new Set<string>(productIds), new Set<string>(categoryIds)];
  if (products.size + categories.size === 0) return () => true;
  return ({ _id, categoryId }) => products.has(_id) || (categoryId !== undefined && categories.has(categoryId));
}

/** The active products that the conditions speak of and whose stock is known, with their stock on hand in units. */
export function watched(conditions: AlertConditions, { products, onHand }: AlertFacts) {
  const isMeant = scopeOf(conditions);
  return products
    .filter((product) => product.isActive && isMeant(product))
    .flatMap((product) => {
      const units = onHand.get(product._id);
      return units === undefined ? [] : [{ product, onHand: units }];
    });
}
