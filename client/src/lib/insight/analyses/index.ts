import type { ShopData } from '../shop-data.ts';

/** An analysis that is fetched at its first question: the worker opens beside the first screen. */
const later =
  <Args, Answer>(load: () => Promise<(shop: ShopData, args: Args) => Answer | Promise<Answer>>) =>
  async (shop: ShopData, args: Args): Promise<Answer> =>
    (await load())(shop, args);

/**
 * What the worker can be asked, one line each: a pure function of the shop and the question. What it returns crosses to
 * the page by structured clone: plain data, compact.
 */
export const ANALYSES = {
  alerts: later(async () => (await import('./alerts.ts')).alerts),
  findTickets: later(async () => (await import('./find-tickets.ts')).findTickets),
  pace: later(async () => (await import('./pace.ts')).pace),
  product: later(async () => (await import('./product.ts')).product),
  purchases: later(async () => (await import('./purchases.ts')).purchases),
  report: later(async () => (await import('./report.ts')).report),
  sales: later(async () => (await import('./sales.ts')).sales),
} as const satisfies Record<string, (shop: ShopData, args: never) => unknown>;

/** The question and the answer of each analysis. */
export type Analyses = {
  [K in keyof typeof ANALYSES]: {
    args: Parameters<(typeof ANALYSES)[K]>[1];
    result: Awaited<ReturnType<(typeof ANALYSES)[K]>>;
  };
};
