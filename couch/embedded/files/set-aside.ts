import { promisify } from 'node:util';
import { MOST_GENERATIONS } from '@digiboost/domain/documents/revision';
import type { LevelDown } from 'leveldown';
import type { RevisionNode } from '../store.ts';
import { isMetadata, type Metadata } from './pouch-records.ts';
import { COUNT_KEY, SEQ_KEY, within } from './reached.ts';

/** A document that was taken out of its store, which could not have been read any more. */
export interface SetAside {
  readonly id: string;
  /** The revision that was written last. */
  readonly rev: string;
}

/** What is kept of it, in the store itself, where PouchDB does not look. */
interface Kept extends SetAside {
  /** PouchDB's own entry, and the bodies of its revisions, as they stood. */
  readonly entry: string;
  readonly bodies: readonly string[];
}

const DOCUMENTS = 'document-store';
const BODIES = 'by-sequence';
const ASIDE = 'set-aside';

/**
 * Takes out of a store that has just been opened, before PouchDB reads it, every document at which PouchDB would throw
 * where nobody can catch: one whose winning revision it cannot find. A revision of generation 2^53-1 and one more edit
 * make such a one. Nothing is lost: they are kept beside, in one write. Resolves to all that ever were.
 */
export async function setPoisonAside(db: LevelDown): Promise<readonly SetAside[]> {
  const poisoned = new Map<string, string>();
  await visit(db, DOCUMENTS, (id, entry) => {
    if (isPoison(entry)) poisoned.set(id, entry);
  });
  if (poisoned.size > 0) await moveAside(db, poisoned);
  const aside: SetAside[] = [];
  await visit(db, ASIDE, (_, text) => {
    const { id, rev } = JSON.parse(text) as Kept;
    aside.push({ id, rev });
  });
  return aside;
}

function isPoison(entry: string): boolean {
  const metadata = metadataIn(entry);
  if (metadata === null) return true;
  const { rev_tree, rev_map, winningRev } = metadata;
  const isHigh = rev_tree.some(({ pos, ids }) => pos + heightOf(ids) > MOST_GENERATIONS + 1);
  return isHigh || (winningRev !== undefined && rev_map[winningRev] === undefined);
}

function metadataIn(entry: string): Metadata | null {
  try {
    const value: unknown = JSON.parse(entry);
    return typeof value === 'object' && value !== null && isMetadata(value) ? value : null;
  } catch {
    return null;
  }
}

/** Generations below the first one, without a call for each: there may be a thousand. */
function heightOf(root: RevisionNode): number {
  let height = 0;
  for (let level = root[2]; level.length > 0; level = level.flatMap(([, , children]) => children)) height += 1;
  return height;
}

async function moveAside(db: LevelDown, poisoned: ReadonlyMap<string, string>): Promise<void> {
  const bodies = new Map<string, { readonly key: string; readonly text: string }[]>();
  // Not by the entry's own list: one of two revisions that bear the same name is missing there.
  await visit(db, BODIES, (key, text) => {
    const id = String((JSON.parse(text) as { _id?: unknown })._id);
    if (poisoned.has(id)) bodies.set(id, [...(bodies.get(id) ?? []), { key: within(BODIES, key), text }]);
  });
  const reached = await reachedBy(db);
  const operations: Parameters<LevelDown['_batch']>[0] = [];
  let { documents } = reached;
  for (const [id, entry] of poisoned) {
    const own = bodies.get(id) ?? [];
    const rev = String((JSON.parse(own.at(-1)?.text ?? '{}') as { _rev?: unknown })._rev ?? '');
    const kept: Kept = { id, rev, entry, bodies: own.map(({ text }) => text) };
    const name = `${String(reached.seq).padStart(16, '0')} ${id}`;
    operations.push({ type: 'put', key: within(ASIDE, name), value: JSON.stringify(kept) });
    operations.push({ type: 'del', key: within(DOCUMENTS, id) });
    for (const { key } of own) operations.push({ type: 'del', key });
    if (metadataIn(entry)?.deleted !== true) documents -= 1;
  }
  // A sequence of its own: whoever asks for what has changed works it out anew.
  operations.push({ type: 'put', key: SEQ_KEY, value: String(reached.seq + 1) });
  operations.push({ type: 'put', key: COUNT_KEY, value: String(Math.max(documents, 0)) });
  await promisify(db._batch.bind(db))(operations, { sync: true });
}

async function reachedBy(db: LevelDown): Promise<{ seq: number; documents: number }> {
  const values = new Map<string, number>();
  await visit(db, 'meta-store', (key, text) => values.set(within('meta-store', key), Number(text)));
  return { seq: values.get(SEQ_KEY) ?? 0, documents: values.get(COUNT_KEY) ?? 0 };
}

/** Visits the keys, without their prefix, and the values of one of PouchDB's stores within a store. */
async function visit(db: LevelDown, store: string, look: (key: string, value: string) => void): Promise<void> {
  const prefix = within(store);
  // Above every key of it: what follows the character that ends the prefix.
  const range = { gte: prefix, lt: `${prefix.slice(0, -1)}\u0100`, keyAsBuffer: false, valueAsBuffer: false };
  const iterator = db.iterator(range);
  // Not a promise for each of tens of thousands of documents.
  const failure = await new Promise<unknown>((resolve) => {
    const next = () =>
      iterator.next((error, key, value = '') => {
        if (error || key === undefined) return resolve(error);
        try {
          look(key.slice(prefix.length), value);
        } catch (fault) {
          return resolve(fault);
        }
        next();
      });
    next();
  });
  await promisify(iterator.end.bind(iterator))();
  if (failure) throw failure;
}
