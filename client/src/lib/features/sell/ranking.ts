const keyOf = (tenant: string): string => `most-sold:${tenant}`;
const KEPT = 80;

/** The products that were sold most when this phone last looked, so that the grid opens in its order at once. */
export function keptRanking(tenant: string, storage: Storage | undefined): string[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(keyOf(tenant)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** Keeps a ranking for the next opening; a phone without room simply does not. */
export function keepRanking(tenant: string, ranking: readonly string[], storage: Storage | undefined): void {
  try {
    storage?.setItem(keyOf(tenant), JSON.stringify(ranking.slice(0, KEPT)));
  } catch {
    return;
  }
}
