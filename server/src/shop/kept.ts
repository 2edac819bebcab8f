import { LRUCache } from 'lru-cache';
import type { Database } from '../couch/client.ts';

const QUARTER_MS = 15 * 60_000;

/** Figures of one shop at a moment. */
export type OfShop<T> = (shop: Database, now: Date) => Promise<T>;

interface Entry<T> {
  readonly version: string;
  readonly figures: Promise<T>;
  isUnderWay: boolean;
}

/**
 * A shop's figures, computed again only when its database has changed or another day may have begun: business days
 * begin on a quarter of an hour in every timezone. Callers at one moment share one computation, and those who come
 * while an older one is under way share the next: a shop that sells all the time has one at a time. The figures of the
 * `shops` that were asked for last are kept.
 */
export function kept<T>(compute: OfShop<T>, shops: number): OfShop<T> {
  const known = new LRUCache<string, Entry<T>>({ max: shops });
  const following = new Map<string, Promise<T>>();

  const figuresOf: OfShop<T> = async (shop, now) => {
    const version = `${Math.floor(now.getTime() / QUARTER_MS)} ${await shop.updateSeq()}`;
    const found = known.get(shop.name);
    if (found?.version !== version && found?.isUnderWay) return after(found, shop, now);
    const entry = found?.version === version ? found : begun(version, shop, now);
    known.set(shop.name, entry);
    return entry.figures;
  };

  function begun(version: string, shop: Database, now: Date): Entry<T> {
    const entry: Entry<T> = { version, figures: compute(shop, now), isUnderWay: true };
    const ended = () => {
      entry.isUnderWay = false;
    };
    entry.figures.then(ended, () => {
      ended();
      if (known.peek(shop.name) === entry) known.delete(shop.name);
    });
    return entry;
  }

  function after({ figures }: Entry<T>, shop: Database, now: Date): Promise<T> {
    const waiting = following.get(shop.name);
    if (waiting) return waiting;
    const next = async () => {
      following.delete(shop.name);
      return figuresOf(shop, now);
    };
    const followed = figures.then(next, next);
    following.set(shop.name, followed);
    return followed;
  }

  return figuresOf;
}
