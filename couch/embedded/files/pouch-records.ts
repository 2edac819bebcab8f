import { namesOf } from '../revision-tree.ts';
import type { RevisionNode, RevisionTree, StoredDocument } from '../store.ts';
import { within } from './reached.ts';

const DOCUMENTS = within('document-store');
const BODIES = within('by-sequence');

/** The part of PouchDB's entry of one document that says where its revisions are. */
export interface Metadata {
  readonly id: string;
  readonly rev_tree: readonly RevisionTree[];
  readonly rev_map: Readonly<Record<string, number>>;
  readonly seq: number;
  /** As PouchDB worked it out when it stored the document. */
  readonly winningRev?: string;
  readonly deleted?: boolean;
}

/**
 * The leaves of all documents whose bodies are among `values`, with their ancestry, in the order in which they were
 * stored. A body without its entry counts as a leaf of its own.
 */
export function documentsIn(values: ReadonlyMap<string, string>): StoredDocument[] {
  const bodies = new Map<number, StoredDocument>();
  const entries: Metadata[] = [];
  for (const [key, text] of values) {
    const value = parse(text);
    if (value === null) continue;
    if (key.startsWith(BODIES)) bodies.set(Number(key.slice(BODIES.length)), value as unknown as StoredDocument);
    else if (key.startsWith(DOCUMENTS) && isMetadata(value)) entries.push(value);
  }
  const found: { seq: number; document: StoredDocument }[] = [];
  const known = new Set(entries.map(({ id }) => id));
  for (const { id, rev_tree, rev_map } of entries) {
    for (const revisions of rev_tree.flatMap(({ pos, ids }) => leafPaths(pos, ids))) {
      const [rev = ''] = namesOf(revisions);
      const seq = rev_map[rev];
      const body = seq === undefined ? undefined : bodies.get(seq);
      if (seq !== undefined && body)
        found.push({ seq, document: { ...body, _id: id, _rev: rev, _revisions: revisions } });
    }
  }
  for (const [seq, document] of newestOrphans(bodies, known)) found.push({ seq, document });
  return found.sort((a, b) => a.seq - b.seq).map(({ document }) => document);
}

function newestOrphans(bodies: ReadonlyMap<number, StoredDocument>, known: ReadonlySet<string>) {
  const newest = new Map<string, [number, StoredDocument]>();
  for (const [seq, body] of bodies) {
    const { _id: id, _rev: rev } = body;
    if (typeof id !== 'string' || typeof rev !== 'string' || known.has(id)) continue;
    if (seq > (newest.get(id)?.[0] ?? -1)) newest.set(id, [seq, body]);
  }
  return newest.values();
}

function leafPaths(start: number, [id, , children]: RevisionNode, above: readonly string[] = []) {
  const ids = [id, ...above];
  if (children.length === 0) return [{ start, ids }];
  return children.flatMap((child): { start: number; ids: string[] }[] => leafPaths(start + 1, child, ids));
}

function parse(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

export const isMetadata = (value: object): value is Metadata =>
  'id' in value && 'rev_tree' in value && Array.isArray(value.rev_tree) && 'rev_map' in value;
