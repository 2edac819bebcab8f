import type { ProductId } from '@digiboost/domain/documents';
import { shelfLine } from '@digiboost/domain/kpis';
import { type Entry, isKnownBy, lastCount, NO_COUNT, type StockBase, stockMilli } from '@digiboost/domain/ledger';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Opening, ProductRecord } from './records.ts';
import type { ProductRow } from './types.ts';

/** A product of which nothing is known yet, or what stood on the shelf before the held events. */
export const openRecord = (id: ProductId, opening?: Opening): ProductRecord => ({
  id,
  product: null,
  milli: opening?.milli ?? 0,
  base: opening ? { at: opening.at, eventId: '', milli: opening.milli } : NO_COUNT,
  told: opening ? (opening.told ?? 1) : 0,
  unitCost: null,
  receivedAt: '',
  lots: opening?.lots ?? [],
});

/**
 * Whether a count can be a base: only from the cutoff on are all entries after it held. An earlier one that is newer
 * than the base would need the server's help.
 */
const isUsable = (entry: Entry, cutoff: Instant): boolean => entry.at >= cutoff;

/**
 * Whether `entries` hold what came too late: a count that ought to be the base, or a count or a reception in the midst
 * of days that are only held as a whole, of which what was sold may then cost more or less.
 */
export const needsSnapshot = (entries: readonly Entry[], cutoff: Instant): boolean =>
  entries.some(
    (entry) => !isUsable(entry, cutoff) && (entry.kind === 'COUNT' || entry.priced !== 0 || entry.unpriced !== 0),
  );

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
  const told = fresh.reduce((sum, entry) => sum + entry.told, record.told);
  if (base === record.base) {
    let milli = record.milli;
    for (const entry of fresh) if (entry.at > base.at) milli += entry.delta;
    return { ...record, milli, told };
  }
  const deltas = [...laterHeld, ...fresh].filter((entry) => entry.kind !== 'COUNT');
  return { ...record, base, milli: stockMilli(deltas, base), told };
}

/** The product as screens read it, or null while its document has not arrived. */
export function productRow({ id, product, milli, base, told, unitCost, lots }: ProductRecord): ProductRow | null {
  if (!product) return null;
  const line = shelfLine({ product, onHandMilli: milli, isKnown: isKnownBy(told) }, unitCost ?? product.purchasePrice);
  return { id, ...line, countedAt: base.at, ...(lots.length > 0 ? { lots } : {}) };
}
