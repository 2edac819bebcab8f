import type { ShopData } from '../shop-data.ts';
import type { product } from './product.ts';
import type { productSales } from './product-sales.ts';
import type { sales } from './sales.ts';

type Product = typeof product;
type ProductSales = typeof productSales;
type Sales = typeof sales;

/**
 * What the worker can be asked, one line each: a pure function of the shop and the question. What it returns crosses to
 * the page by structured clone: plain data, compact. Each is fetched at its first question: the worker opens beside the
 * first screen.
 */
export const ANALYSES = {
  product: async (shop: ShopData, args: Parameters<Product>[1]): Promise<Awaited<ReturnType<Product>>> =>
    (await import('./product.ts')).product(shop, args),
  productSales: async (shop: ShopData, args: Parameters<ProductSales>[1]): Promise<Awaited<ReturnType<ProductSales>>> =>
    (await import('./product-sales.ts')).productSales(shop, args),
  sales: async (shop: ShopData, args: Parameters<Sales>[1]): ReturnType<Sales> =>
    (await import('./sales.ts')).sales(shop, args),
} as const satisfies Record<string, (shop: ShopData, args: never) => unknown>;

/** The question and the answer of each analysis. */
export type Analyses = {
  [K in keyof typeof ANALYSES]: {
    args: Parameters<(typeof ANALYSES)[K]>[1];
    result: Awaited<ReturnType<(typeof ANALYSES)[K]>>;
  };
};
