import type { ShopData } from '../shop-data.ts';
import { product } from './product.ts';
import { sales } from './sales.ts';

/**
 * What the worker can be asked, one line each: a pure function of the shop and the question. What it returns crosses to
 * the page by structured clone: plain data, compact.
 */
export const ANALYSES = {
  product,
  sales,
} as const satisfies Record<string, (shop: ShopData, args: never) => unknown>;

/** The question and the answer of each analysis. */
export type Analyses = {
  [K in keyof typeof ANALYSES]: {
    args: Parameters<(typeof ANALYSES)[K]>[1];
    result: Awaited<ReturnType<(typeof ANALYSES)[K]>>;
  };
};
