import { FREE_LINE, type ProductId } from '@digiboost/domain/documents';
import type { ProductRow, Ticket } from '../../model/types.ts';

const keyOf = (tenant: string): string => `most-sold:${tenant}`;
const KEPT = 80;

/** Products by how many of `tickets` they were asked for in, most often first. Voided tickets do not count. */
export function mostSold(tickets: readonly Ticket[]): ProductId[] {
  const times = new Map<ProductId, number>();
  for (const { sale, voided } of tickets) {
    if (voided) continue;
    for (const id of new Set(sale.lines.map((line) => line.productId))) times.set(id, (times.get(id) ?? 0) + 1);
  }
  times.delete(FREE_LINE);
  return [...times].sort(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([id]) => id);
}

/** What can be sold: the active rows, those of `ranking` first and in its order, the others after them as they come. */
export function sellable(rows: readonly ProductRow[], ranking: readonly string[]): ProductRow[] {
  const rank = new Map(ranking.map((id, index) => [id, index]));
  const rankOf = (row: ProductRow): number => rank.get(row.id) ?? ranking.length;
  return rows.filter((row) => row.product.isActive).sort((a, b) => rankOf(a) - rankOf(b));
}

/** The products that were sold most when this phone last looked, so that the grid opens in its order at once. */
export function keptRanking(tenant: string, storage: Storage | undefined): string[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(keyOf(tenant)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    // The grid opens in the order of names, as on a new phone.
    return [];
  }
}

/** Keeps a ranking for the next opening; a phone without room simply does not. */
export function keepRanking(tenant: string, ranking: readonly string[], storage: Storage | undefined): void {
  try {
    storage?.setItem(keyOf(tenant), JSON.stringify(ranking.slice(0, KEPT)));
  } catch {
    // The next opening has the order of before.
  }
}
