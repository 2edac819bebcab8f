import type { ShelfLine, StockStatus } from './stock-status.ts';

/** How many active products stand in each status. */
export interface StockHealth {
  readonly products: number;
  readonly ruptures: number;
  readonly low: number;
  /** To count: never counted nor received. */
  readonly unknown: number;
}

/** Counts active products by status; archived ones do not count. */
export function stockHealth(lines: readonly ShelfLine[]): StockHealth {
  const count: Record<StockStatus, number> = { UNKNOWN: 0, RUPTURE: 0, LOW: 0, OK: 0 };
  for (const { product, status } of lines) if (product.isActive) count[status] += 1;
  const { UNKNOWN: unknown, RUPTURE: ruptures, LOW: low, OK: ok } = count;
  return { products: unknown + ruptures + low + ok, ruptures, low, unknown };
}
