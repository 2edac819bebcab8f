import type { ProductId } from '@digiboost/domain/documents';
import { shelfLine } from '@digiboost/domain/kpis';
import { type Entry, lastCount, NO_COUNT, type StockBase, stockMilli, tellsStock } from '@digiboost/domain/ledger';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Opening, ProductRecord } from './records.ts';
import type { ProductRow } from './types.ts';

/** A product of which nothing is known yet, or what stood on the shelf before the held events. */
export const openRecord = (id: ProductId, opening?: Opening): ProductRecord => ({
  id,
  product: null,
  milli: opening?.milli ?? 0,
  base: opening ? { at: opening.at, eventId: '', milli: opening.milli } : NO_COUNT,
  isKnown: opening ? (opening.isKnown ?? true) : false,
});

/**
 * Whether a count can be a base: only from the cutoff on are all entries after it held. An earlier one that is newer
 * than the base would need the server's help.
 */
const isUsable = (entry: Entry, cutoff: Instant): boolean => entry.at >= cutoff;

/**
 * Whether `entries` hold a count that ought to be the base but came too late to be one. At the base's own instant too:
 * of two counts at one instant the greater id stands, and the server does not tell the id of the one it stands on.
 */
export const needsSnapshot = (entries: readonly Entry[], base: StockBase, cutoff: Instant): boolean =>
  entries.some((entry) => entry.kind === 'COUNT' && !isUsable(entry, cutoff) && entry.at >= base.at);

/** The base once `entries` of the product are known too. */
export const baseAfter = (entries: readonly Entry[], base: StockBase, cutoff: Instant): StockBase =>
  lastCount(
    entries.filter((entry) => isUsable(entry, cutoff)),
    base,
  );

/**
 * `record` with new entries of its product. `laterHeld` are the entries already projected that lie after the new base;
 * they matter only when the base changes.
 */
export function withEntries(
  record: ProductRecord,
  fresh: readonly Entry[],
  base: StockBase,
  laterHeld: readonly Entry[],
): ProductRecord {
  const isKnown = record.isKnown || fresh.some(({ kind }) => tellsStock(kind));
  if (base === record.base) {
    let milli = record.milli;
    for (const entry of fresh) if (entry.at > base.at) milli += entry.delta;
    return { ...record, milli, isKnown };
  }
  const deltas = [...laterHeld, ...fresh].filter((entry) => entry.kind !== 'COUNT');
  return { ...record, base, milli: stockMilli(deltas, base), isKnown };
}

/** The product as screens read it, or null while its document has not arrived. */
export function productRow({ id, product, milli, base, isKnown }: ProductRecord): ProductRow | null {
  if (!product) return null;
  const line = shelfLine({ product, onHandMilli: milli, isKnown });
  return { id, ...line, countedAt: base.at };
}
