import type { Count, Movement, Product, ProductId, ShopDocument } from '../documents/index.ts';
import { fromMilli, toMilli } from '../shared/quantity.ts';
import type { Existing } from './existing.ts';
import { likeness } from './likeness.ts';

/** What of a known product an import changes: FCFA for prices, units on the shelf for `stock`, words for `name`. */
export const CHANGED_FIELDS = ['salePrice', 'purchasePrice', 'stock', 'name'] as const;
export type ChangedField = (typeof CHANGED_FIELDS)[number];

export interface FieldChange {
  readonly field: ChangedField;
  readonly before: number | string;
  readonly after: number | string;
}

/** A product that the shop knows, and what the import makes of it. */
export interface ProductChange {
  readonly productId: ProductId;
  /** As the shop calls it today. */
  readonly name: string;
  readonly changes: readonly FieldChange[];
}

/** How much a field changes, from 0 (not at all) to 1 (to or from nothing, or to another name altogether). */
function sizeOf({ before, after }: FieldChange): number {
  if (typeof before === 'string' || typeof after === 'string') return 1 - likeness(String(before), String(after));
  const most = Math.max(Math.abs(before), Math.abs(after));
  return most === 0 ? 0 : Math.min(1, Math.abs(after - before) / most);
}

const distance = ({ before, after }: FieldChange): number =>
  typeof before === 'number' && typeof after === 'number' ? Math.abs(after - before) : 0;

/**
 * The known products whose sale price, cost, stock or name the documents change, the largest change first. A stock that
 * was never known does not change: it becomes known.
 */
export function productChanges(documents: readonly ShopDocument[], existing: Existing): ProductChange[] {
  const known = new Map<string, Product>(existing.products.map((product) => [product._id, product]));
  const found = new Map<ProductId, FieldChange[]>();
  const note = (id: ProductId, change: FieldChange) => {
    if (change.before !== change.after) found.set(id, [...(found.get(id) ?? []), change]);
  };
  const counts = new Map<ProductId, Count>();
  const delivered = new Map<ProductId, Movement[]>();
  for (const doc of documents) {
    if (doc.type === 'product') {
      const old = known.get(doc._id);
      if (!old) continue;
      for (const field of ['salePrice', 'purchasePrice', 'name'] as const) {
        note(doc._id, { field, before: old[field], after: doc[field] });
      }
    } else if (doc.type === 'movement') delivered.set(doc.productId, [...(delivered.get(doc.productId) ?? []), doc]);
    else if (doc.type === 'count' && doc.at >= (counts.get(doc.productId)?.at ?? '')) counts.set(doc.productId, doc);
  }
  for (const id of new Set([...counts.keys(), ...delivered.keys()])) {
    const stock = existing.stock.get(id);
    if (!known.has(id) || !stock?.isKnown) continue;
    const count = counts.get(id);
    const isCounted = count !== undefined && count.at >= stock.countedAt;
    const from = isCounted
      ? { milli: toMilli(count.counted), at: count.at }
      : { milli: toMilli(stock.onHand), at: stock.countedAt };
    // What was delivered before the last count lies in it already.
    const added = (delivered.get(id) ?? []).filter(({ at }) => at > from.at);
    const milli = added.reduce((sum, { quantity }) => sum + toMilli(quantity), from.milli);
    note(id, { field: 'stock', before: stock.onHand, after: fromMilli(milli) });
  }
  return [...found]
    .map(([productId, changes]) => ({ productId, name: known.get(productId)?.name ?? '', changes }))
    .map((change) => ({
      change,
      size: Math.max(...change.changes.map(sizeOf)),
      distance: Math.max(...change.changes.map(distance)),
    }))
    .sort((a, b) => b.size - a.size || b.distance - a.distance || (a.change.name < b.change.name ? -1 : 1))
    .map(({ change }) => change);
}

/** How many products change in each field. */
export function changeCounts(changes: readonly ProductChange[]): Readonly<Record<ChangedField, number>> {
  const counts: Record<ChangedField, number> = { salePrice: 0, purchasePrice: 0, stock: 0, name: 0 };
  for (const { changes: fields } of changes) for (const { field } of fields) counts[field]++;
  return counts;
}
