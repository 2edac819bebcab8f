import type { ProductId } from '@digiboost/domain/documents';
import { fromMilli, toMilli } from '@digiboost/domain/shared/quantity';
import type { ProductRow } from '../../model/types.ts';

/** What the counts of one product said in this inventory. Units. */
export interface CountResult {
  readonly productId: ProductId;
  readonly counted: number;
  /** Counted minus what the stock was believed to be; over several counts of one product, their sum. */
  readonly difference: number;
  readonly at: string;
}

/** An inventory under way on this phone. Its counts are documents already; this only remembers the differences. */
export interface InventorySession {
  readonly startedAt: string;
  readonly results: readonly CountResult[];
}

/** The session with one more count, of a product that was believed to be `expected` just before. */
export function withCount(
  session: InventorySession,
  count: { readonly productId: ProductId; readonly counted: number; readonly at: string },
  expected: number,
): InventorySession {
  const before = session.results.find((result) => result.productId === count.productId)?.difference ?? 0;
  const difference = fromMilli(toMilli(before) + toMilli(count.counted) - toMilli(expected));
  const result: CountResult = { productId: count.productId, counted: count.counted, difference, at: count.at };
  return {
    ...session,
    results: [result, ...session.results.filter((other) => other.productId !== count.productId)],
  };
}

/** Whether a product was counted in this inventory, on this phone or on another. */
export const isCounted = (session: InventorySession, row: ProductRow): boolean =>
  row.countedAt >= session.startedAt || session.results.some((result) => result.productId === row.id);

/** What the differences come to at purchase price. FCFA; `missing` is zero or less, `surplus` zero or more. */
export function differenceValue(
  session: InventorySession,
  product: (id: string) => ProductRow | undefined,
): { readonly missing: number; readonly surplus: number } {
  let [missing, surplus] = [0, 0];
  for (const { productId, difference } of session.results) {
    const cost = product(productId)?.product.purchasePrice ?? 0;
    const value = Math.round(difference * cost);
    if (value < 0) missing += value;
    else surplus += value;
  }
  return { missing, surplus };
}

/** A session as it was kept on the phone; null when it is none. */
export function readSession(kept: unknown): InventorySession | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { startedAt, results } = kept as Record<string, unknown>;
  return typeof startedAt === 'string' && Array.isArray(results)
    ? { startedAt, results: results as CountResult[] }
    : null;
}
