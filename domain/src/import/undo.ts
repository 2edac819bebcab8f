import type { Author } from '../documents/author.ts';
import type { CountId } from '../documents/count.ts';
import { flatten, sameValue, unflatten } from '../documents/fields.ts';
import { type Count, type MutableDocument, type ProductId, revise, type ShopDocument } from '../documents/index.ts';
import type { Instant } from '../shared/day.ts';
import type { Existing } from './existing.ts';

/** What the shop said where an import changes it: kept with the import, so that it can be taken back as a whole. */
export interface ImportUndo {
  readonly edits: readonly EditUndo[];
  readonly counts: readonly CountUndo[];
}

/** The fields of one document that the import changes, as they were and as they are after it. */
export interface EditUndo {
  readonly id: MutableDocument['_id'];
  readonly fields: readonly { readonly name: string; readonly before?: unknown; readonly after?: unknown }[];
}

/** A stock that the import counts, and how much there was by what was known before it, in units. */
export interface CountUndo {
  readonly countId: CountId;
  readonly productId: ProductId;
  readonly at: Instant;
  readonly before: number;
}

/** What it takes to take `documents` back from the shop that they are imported into. */
export function undoOf(documents: readonly ShopDocument[], existing: Existing): ImportUndo {
  const known = new Map<string, MutableDocument>(
    [...existing.products, ...existing.categories, ...existing.suppliers, ...existing.customers].map((doc) => [
      doc._id,
      doc,
    ]),
  );
  const edits: EditUndo[] = [];
  const counts: CountUndo[] = [];
  for (const doc of documents) {
    if (doc.type === 'count') counts.push(countUndo(doc, existing));
    const old = known.get(doc._id);
    if (!old) continue;
    const [before, after] = [flatten(old), flatten(doc)];
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const fields = names
      .filter((name) => !sameValue(before[name], after[name]))
      .map((name) => ({ name, before: before[name], after: after[name] }));
    if (fields.length > 0) edits.push({ id: old._id, fields });
  }
  return { edits, counts };
}

const countUndo = ({ _id, productId, at }: Count, { stock }: Existing): CountUndo => ({
  countId: _id,
  productId,
  at,
  before: stock.get(productId)?.onHand ?? 0,
});

/** The document as before the import, in each field that still says what the import made of it. */
export function restored<D extends MutableDocument>(doc: D, { fields }: EditUndo, author: Author): D {
  const now = flatten(doc);
  const back = fields.filter(({ name, after }) => sameValue(now[name], after));
  const changes = Object.fromEntries(back.map(({ name, before }) => [name, before]));
  // A field that was not there before goes again.
  const removed = Object.fromEntries(
    back.flatMap(({ name, before }) => (before === undefined ? [[name, before]] : [])),
  );
  return revise(doc, { ...unflatten(changes), ...removed } as Partial<D>, author);
}
