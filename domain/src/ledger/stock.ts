import type { ProductId } from '../documents/product.ts';
import type { Instant } from '../shared/day.ts';
import { fromMilli } from '../shared/quantity.ts';
import type { Entry } from './entries.ts';

/**
 * Where a product's stock starts from: what was counted at `at` (by the count `eventId`), in thousandths. Without any
 * count, zero before all time.
 */
export interface StockBase {
  readonly at: Instant;
  readonly eventId: string;
  readonly milli: number;
}

/** The base of a product that was never counted. */
export const NO_COUNT: StockBase = { at: '', eventId: '', milli: 0 };

/** Whether the count `a` supersedes the count `b`: the later one does, and of two at one instant the greater id. */
export const supersedes = (a: Pick<StockBase, 'at' | 'eventId'>, b: Pick<StockBase, 'at' | 'eventId'>): boolean =>
  a.at === b.at ? a.eventId > b.eventId : a.at > b.at;

/** The last count among `entries` of one product, or `from` when none supersedes it. */
export function lastCount(entries: Iterable<Entry>, from: StockBase = NO_COUNT): StockBase {
  let base = from;
  for (const entry of entries) {
    if (entry.kind === 'COUNT' && supersedes(entry, base)) {
      base = { at: entry.at, eventId: entry.eventId, milli: entry.counted ?? 0 };
    }
  }
  return base;
}

/**
 * Stock on hand of one product, in thousandths: the last count plus every entry strictly after it. Each entry must
 * be given once; the order does not matter. May be negative, when more was sold than was ever recorded as received.
 */
export function stockMilli(entries: readonly Entry[], from: StockBase = NO_COUNT): number {
  const base = lastCount(entries, from);
  let milli = base.milli;
  for (const entry of entries) if (entry.at > base.at) milli += entry.delta;
  return milli;
}

/**
 * How often something says what lies on the shelf of each product in `entries`, less what takes such a word back: its
 * stock is known where more than 0 is left. Each entry must be given once; the order does not matter.
 */
export function toldOf(entries: Iterable<Entry>): Map<ProductId, number> {
  const told = new Map<ProductId, number>();
  for (const entry of entries) told.set(entry.productId, (told.get(entry.productId) ?? 0) + entry.told);
  return told;
}

/** Whether the stock of a product is known of which so much was told: otherwise it is still to be counted. */
export const isKnownBy = (told = 0): boolean => told > 0;

/** Stock on hand of every product in `entries`, in units. The same entry given twice counts once. */
export function stockOnHand(entries: Iterable<Entry>): Map<ProductId, number> {
  const byProduct = new Map<ProductId, Map<string, Entry>>();
  for (const entry of entries) {
    let own = byProduct.get(entry.productId);
    if (!own) {
      own = new Map();
      byProduct.set(entry.productId, own);
    }
    own.set(`${entry.eventId}#${entry.line}`, entry);
  }
  const stock = new Map<ProductId, number>();
  for (const [product, own] of byProduct) stock.set(product, fromMilli(stockMilli([...own.values()])));
  return stock;
}
