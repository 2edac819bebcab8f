import { type StockLine, type StockStatus, stockStatus } from './stock-status.ts';

/** How many active products stand in each status. */
export interface StockHealth {
  readonly products: number;
  readonly ruptures: number;
  readonly low: number;
}

/** Counts active products by status; archived ones do not count. */
export function stockHealth(lines: readonly StockLine[]): StockHealth {
  const count: Record<StockStatus, number> = { RUPTURE: 0, LOW: 0, OK: 0 };
  for (const { product, onHand } of lines) if (product.isActive) count[stockStatus(onHand, product.minStock)] += 1;
  return { products: count.RUPTURE + count.LOW + count.OK, ruptures: count.RUPTURE, low: count.LOW };
}
