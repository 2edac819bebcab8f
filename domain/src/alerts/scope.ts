import type { AlertConditions } from '../documents/alert.ts';
import type { Product } from '../documents/product.ts';
import type { AlertFacts } from './facts.ts';

/** Whether the conditions speak of `product`: they name it or its category, or they name nothing. */
export function inScope({ productIds = [], categoryIds = [] }: AlertConditions, product: Product): boolean {
  if (productIds.length === 0 && categoryIds.length === 0) return true;
  if (productIds.includes(product._id)) return true;
  return product.categoryId !== undefined && categoryIds.includes(product.categoryId);
}

/** The active products that the conditions speak of, with their stock on hand in units. */
export const watched = (conditions: AlertConditions, { products, onHand }: AlertFacts) =>
  products
    .filter((product) => product.isActive && inScope(conditions, product))
    .map((product) => ({ product, onHand: onHand.get(product._id) ?? 0 }));
