import { DOCUMENT_TYPES, type ShopDocument, saysAs, type Void, type Voidable } from '@digiboost/domain/documents';
import type { Couch, Database } from '../couch/client.ts';

/** A document that a phone writes, as the door let it in. */
interface WrittenDocument {
  readonly _id: string;
  readonly _rev?: string | undefined;
  readonly type?: unknown;
  readonly original?: unknown;
}

/** The body of a `_bulk_docs`. */
export interface Write {
  readonly docs: readonly WrittenDocument[];
  readonly new_edits?: boolean | undefined;
}

/**
 * `write` to the shop's database `name`, where what may not stand is put such that the database's own rules refuse it,
 * and say so in its place. `over` resolves when the write is done.
 */
export type CheckEvents = (name: string, write: Write, over: Promise<void>) => Promise<Write>;

/**
 * Of an event the first version stands, the one that the server saw first: CouchDB would keep a second one beside it,
 * and let the greater revision win. And a void says what its original says, which is stored or comes with it. Neither
 * can be told by a rule that sees one document at a time.
 */
export function standingEvents(couch: Pick<Couch, 'database'>): CheckEvents {
  const underWay = new Map<string, Promise<void>>();
  const taken = (keys: readonly string[]) => keys.map((key) => underWay.get(key)).find((other) => other !== undefined);
  return async (name, write, over) => {
    const events = write.docs.filter(isEvent);
    if (events.length === 0) return write;
    const keys = events.map(({ _id }) => `${name} ${_id}`);
    // Two first versions at one time: the second one waits, and finds the other.
    for (let other = taken(keys); other; other = taken(keys)) await other;
    for (const key of keys) underWay.set(key, over);
    void over.then(() => {
      for (const key of keys) underWay.delete(key);
    });
    const shop = couch.database(name);
    const held = await revisionsOf(
      shop,
      events.map(({ _id }) => _id),
    );
    const seconds = write.new_edits === false ? await secondVersions(shop, events, held) : new Set<WrittenDocument>();
    const voids = events.filter((doc) => doc.type === 'void' && !held.has(doc._id) && !seconds.has(doc));
    const unlike = await unlikeTheirOriginals(
      shop,
      voids,
      events.filter((doc) => !seconds.has(doc)),
    );
    if (seconds.size + unlike.size === 0) return write;
    const docs = write.docs.map((doc) =>
      seconds.has(doc) ? asChange(doc) : unlike.has(doc) ? { ...doc, original: null } : doc,
    );
    return { ...write, docs };
  };
}

const isEvent = ({ type }: WrittenDocument): boolean =>
  Object.hasOwn(DOCUMENT_TYPES, String(type)) && DOCUMENT_TYPES[type as ShopDocument['type']].immutable;

/** The current revisions of those of `ids` that are there. */
async function revisionsOf(shop: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const keys = [...new Set(ids)];
  const { rows } = await shop.request<{ rows: { key: string; value?: { rev: string } }[] }>('post', '_all_docs', {
    keys,
  });
  return new Map(rows.flatMap(({ key, value }) => (value ? [[key, value.rev] as const] : [])));
}

/** Those of `events` of which another version is held, or comes before them in the same write. */
async function secondVersions(
  shop: Database,
  events: readonly WrittenDocument[],
  held: ReadonlyMap<string, string>,
): Promise<Set<WrittenDocument>> {
  const first = new Map<string, string | undefined>();
  for (const { _id, _rev } of events) if (!first.has(_id)) first.set(_id, _rev);
  const others = events.filter(({ _id, _rev }) => held.has(_id) && held.get(_id) !== _rev);
  const repeated = events.filter(({ _id, _rev }) => !held.has(_id) && first.get(_id) !== _rev);
  if (others.length === 0) return new Set(repeated);
  // One that lost against another before is held too: it only comes again.
  const asked: Record<string, string[]> = {};
  for (const { _id, _rev = '' } of others) asked[_id] = [...(asked[_id] ?? []), _rev];
  const unknown = await shop.request<Record<string, { missing?: string[] }>>('post', '_revs_diff', asked);
  return new Set([...repeated, ...others.filter(({ _id, _rev = '' }) => unknown[_id]?.missing?.includes(_rev))]);
}

/** Those of `voids` whose original is not there, neither stored nor in the same write, or says something else. */
async function unlikeTheirOriginals(
  shop: Database,
  voids: readonly WrittenDocument[],
  beside: readonly WrittenDocument[],
): Promise<Set<WrittenDocument>> {
  if (voids.length === 0) return new Set();
  const originals = new Map(beside.map((doc) => [doc._id, doc]));
  const keys = [...new Set(voids.map(originalOf))];
  const { rows } = await shop.request<{ rows: { doc?: WrittenDocument | null }[] }>(
    'post',
    '_all_docs',
    { keys },
    { include_docs: true },
  );
  // What is stored goes before what comes with it: a second version of it stands no more than any other.
  for (const { doc } of rows) if (doc) originals.set(doc._id, doc);
  return new Set(
    voids.filter((doc) => {
      const original = originals.get(originalOf(doc));
      return !original || !saysAs(doc, original as unknown as Voidable);
    }),
  );
}

const originalOf = ({ _id }: Pick<Void, '_id'> | WrittenDocument): string => _id.slice('void:'.length);

/** A second version as what it is, a change, which the rules refuse for whatever is written once. */
function asChange(doc: WrittenDocument): WrittenDocument & { readonly _revisions: object } {
  const digits = doc._rev?.replace(/^\d+-/, '') ?? '';
  return { ...doc, _rev: `2-${digits}`, _revisions: { start: 2, ids: [digits, '0'.repeat(32)] } };
}
