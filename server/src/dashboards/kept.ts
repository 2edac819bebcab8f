import type { Database } from '../couch/client.ts';

const QUARTER_MS = 15 * 60_000;

/** Figures of one shop at a moment. */
export type OfShop<T> = (shop: Database, now: Date) => Promise<T>;

/**
 * A shop's figures, computed again only when its database has changed or another day may have begun: business days
 * begin on a quarter of an hour in every timezone. Callers at one moment share one computation; the figures of the
 * `shops` that were asked for last are kept.
 */
export function kept<T>(compute: OfShop<T>, shops: number): OfShop<T> {
  const known = new Map<string, { readonly version: string; readonly figures: Promise<T> }>();
  return async (shop, now) => {
    const version = `${Math.floor(now.getTime() / QUARTER_MS)} ${await shop.updateSeq()}`;
    const found = known.get(shop.name);
    const entry = found?.version === version ? found : { version, figures: compute(shop, now) };
    known.delete(shop.name);
    known.set(shop.name, entry);
    for (const [oldest] of known) {
      if (known.size <= shops) break;
      known.delete(oldest);
    }
    entry.figures.catch(() => {
      if (known.get(shop.name) === entry) known.delete(shop.name);
    });
    return entry.figures;
  };
}
