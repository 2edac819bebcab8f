import type { Overview } from '@digiboost/domain/kpis';
import type { Database } from '../couch/client.ts';
import { shopOverview } from './overview-service.ts';

const KEPT_SHOPS = 200;
const QUARTER_MS = 15 * 60_000;

/**
 * A shop's overview, computed again only when its database has changed or another day may have begun: business days
 * begin on a quarter of an hour in every timezone. Callers at one moment share one computation.
 */
export function overviews(): (shop: Database, now: Date) => Promise<Overview> {
  const kept = new Map<string, { readonly version: string; readonly figures: Promise<Overview> }>();
  return async (shop, now) => {
    const version = `${Math.floor(now.getTime() / QUARTER_MS)} ${await shop.updateSeq()}`;
    const known = kept.get(shop.name);
    if (known?.version === version) return known.figures;

    const figures = shopOverview(shop, now);
    const entry = { version, figures };
    kept.delete(shop.name);
    kept.set(shop.name, entry);
    for (const [oldest] of kept) {
      if (kept.size <= KEPT_SHOPS) break;
      kept.delete(oldest);
    }
    figures.catch(() => {
      if (kept.get(shop.name) === entry) kept.delete(shop.name);
    });
    return figures;
  };
}
