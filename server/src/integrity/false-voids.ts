import { saysAs, type Void, type Voidable } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Database } from '../couch/client.ts';
import { documentsById } from '../shop/shop-reading.ts';

const PAGE = 200;

/**
 * Sets aside, at `now`, every void of what never was, or that says something else than its original: it then counts
 * nowhere. One whose original has come, and says the same, counts again. `known` names the revisions that were looked
 * at; they grow. Resolves to the ids of the voids that changed.
 */
export async function settleVoids(shop: Database, known: Set<string>, now: Instant): Promise<string[]> {
  const { rows } = await shop.request<{ rows: { id: string; value: { rev: string } }[] }>(
    'get',
    '_all_docs',
    undefined,
    {
      startkey: 'void:',
      endkey: 'void;',
      inclusive_end: false,
    },
  );
  const nameOf = ({ id, value }: (typeof rows)[number]): string => `${id} ${value.rev}`;
  const unknown = rows.filter((row) => !known.has(nameOf(row)));
  const changed: string[] = [];
  for (let start = 0; start < unknown.length; start += PAGE) {
    const page = unknown.slice(start, start + PAGE);
    changed.push(
      ...(await settle(
        shop,
        page.map(({ id }) => id),
        now,
      )),
    );
    for (const row of page) known.add(nameOf(row));
  }
  return changed;
}

/** The same for the voids `ids`. */
export async function settle(shop: Database, ids: readonly string[], now: Instant): Promise<string[]> {
  const docs = await documentsById<Void>(shop, [...ids, ...ids.map((id) => id.slice('void:'.length))]);
  const changed = ids.flatMap((id): Void[] => {
    const doc = docs.get(id);
    // What no figure can be made from counts nowhere already.
    if (doc?.type !== 'void' || typeof doc.original !== 'object' || doc.original === null) return [];
    const { setAside, ...counted } = doc;
    const original = docs.get(id.slice('void:'.length)) as Voidable | undefined;
    const isTrue = original !== undefined && saysAs(doc, original);
    if (isTrue === (setAside === undefined)) return [];
    return [isTrue ? counted : { ...doc, setAside: now }];
  });
  if (changed.length === 0) return [];
  const results = await shop.request<{ id: string; error?: string }[]>('post', '_bulk_docs', { docs: changed });
  return results.flatMap(({ id, error }) => (error === undefined ? [id] : []));
}
