import { isDatabaseAdmin, type UserContext } from './authorization.ts';
import { CouchError, conflict, forbidden, toCouchError, unauthorized } from './couch-error.ts';
import type { Database } from './database.ts';
import { checkDesignDocument } from './design-document.ts';
import { replicatedRev, replicatedRevisions } from './document-shape.ts';
import { putLocal } from './local-documents.ts';
import { batchesOf } from './pieces.ts';
import { type KnownRevision, namesOf, revisionsFrom, revisionsOf } from './revision-tree.ts';
import type { Thrown } from './sandbox.ts';
import { revisionTree, type StoredDocument } from './store.ts';

/** What became of one document of a write. */
export type Written = { id: string; rev: string } | { id: string; rev?: string; refusal: CouchError };

/** How a write is done: as an edit of the current revision, or as a replicator brings revisions made elsewhere. */
export interface WriteOptions {
  user: UserContext;
  newEdits: boolean;
}

/** A document on its way, with what validation needs to know. */
interface Candidate {
  document: StoredDocument;
  position: number;
  oldDoc: StoredDocument | null;
}

const CHUNK = 500;
/** Documents that are looked up, and validated, before others have their turn. */
const LOOKED_AT_ONCE = 50;

/**
 * Writes documents under CouchDB's rules: validation functions see each of them, for everybody and for replicated
 * revisions too. One result per document, in order; a replicated revision that is already there is acknowledged.
 */
export async function writeDocuments(
  database: Database,
  documents: readonly StoredDocument[],
  options: WriteOptions,
): Promise<Written[]> {
  const written = await database.exclusive(async () => {
    const results: Written[] = [];
    for (let start = 0; start < documents.length; start += CHUNK) {
      results.push(...(await writeChunk(database, documents.slice(start, start + CHUNK), options)));
    }
    if (documents.some(({ _id }) => _id.startsWith('_design/'))) await database.loadDesigns();
    return results;
  });
  if (written.some((result) => 'rev' in result && !('refusal' in result))) database.announce();
  return written;
}

async function writeChunk(database: Database, documents: readonly StoredDocument[], options: WriteOptions) {
  const results = new Array<Written>(documents.length);
  const candidates: Candidate[] = [];
  const look = async (document: StoredDocument, position: number): Promise<void> => {
    try {
      const outcome = await prepare(database, document, options);
      if (outcome === 'known') results[position] = { id: document._id, rev: replicatedRev(document) };
      else if ('rev' in outcome) results[position] = outcome;
      else candidates.push({ document, position, oldDoc: outcome.oldDoc });
    } catch (failure) {
      results[position] = refusal(document, toCouchError(failure), options);
    }
  };
  for (const batch of batchesOf(documents.entries(), LOOKED_AT_ONCE)) {
    await database.lane.run(() => Promise.all(batch.map(([position, document]) => look(document, position))));
  }
  candidates.sort((a, b) => a.position - b.position);
  const accepted = await validate(database, candidates, options, results);
  const stored = await store(database, accepted, options);
  for (const [index, { document, position }] of accepted.entries()) {
    const row = stored[index];
    if (row === undefined) results[position] = { id: document._id, rev: replicatedRev(document) };
    else if ('ok' in row) results[position] = { id: row.id, rev: row.rev };
    else results[position] = refusal(document, toCouchError(row), options);
  }
  return results;
}

// The revision that validation shows as the old document: the parent of an edit, the nearest kept ancestor of a
// replicated revision, none for a new document or one that was deleted.
async function prepare(database: Database, document: StoredDocument, { user, newEdits }: WriteOptions) {
  const { _id: id } = document;
  if (id.startsWith('_local/')) return putLocal(database.store, document);
  if (id.startsWith('_design/')) {
    if (!isDatabaseAdmin(user, database.security)) throw forbidden('You are not a db or server admin.');
    checkDesignDocument(document);
  }
  const known = revisionsOf(await revisionTree(database.store, id));
  const parent = newEdits ? await editedRevision(database, document, known) : replicatedParent(document, known);
  if (parent === 'known') return parent;
  return { oldDoc: parent === undefined ? null : await database.store.get(id, { rev: parent }) };
}

async function editedRevision(database: Database, document: StoredDocument, known: readonly KnownRevision[]) {
  const { _id: id, _rev: rev } = document;
  if (rev !== undefined) {
    if (!known.some((revision) => revision.isLeaf && revision.rev === rev)) throw conflict();
    return rev;
  }
  if (known.length > 0) {
    const isAlive = await database.store.get(id).then(
      () => true,
      () => false,
    );
    if (isAlive) throw conflict();
  }
  return undefined;
}

function replicatedParent(document: StoredDocument, known: readonly KnownRevision[]): string | undefined | 'known' {
  const [own, ...ancestors] = namesOf(replicatedRevisions(document));
  const kept = new Map(known.map((revision) => [revision.rev, revision]));
  if (own !== undefined && kept.has(own)) return 'known';
  return ancestors.find((rev) => kept.get(rev)?.hasBody === true);
}

async function validate(
  database: Database,
  candidates: readonly Candidate[],
  options: WriteOptions,
  results: Written[],
): Promise<Candidate[]> {
  // As in CouchDB, design documents answer to the admin rule alone.
  const subject = candidates.filter(({ document }) => !document._id.startsWith('_design/'));
  const validators = subject.length > 0 ? database.validators() : undefined;
  if (validators === undefined) return [...candidates];
  const userCtx = { db: database.name, name: options.user.name, roles: options.user.roles };
  const secObj = database.security;
  const verdicts: (Thrown | null)[] = [];
  for (const batch of batchesOf(subject, LOOKED_AT_ONCE)) {
    const shownTo = batch.map(({ document, oldDoc }) => ({
      newDoc: shown(document, options),
      oldDoc,
      userCtx,
      secObj,
    }));
    verdicts.push(...(await database.lane.run(() => validators(shownTo))));
  }
  const refused = new Set<Candidate>();
  for (const [index, candidate] of subject.entries()) {
    const verdict = verdicts[index];
    if (!verdict) continue;
    refused.add(candidate);
    results[candidate.position] = refusal(candidate.document, thrownError(verdict), options);
  }
  return candidates.filter((candidate) => !refused.has(candidate));
}

// CouchDB shows the ancestry that the write brought: of an edit, the revision it replaces.
function shown(document: StoredDocument, { newEdits }: WriteOptions): StoredDocument {
  const { _revisions: _, ...rest } = document;
  if (!newEdits) return { ...rest, _rev: replicatedRev(document), _revisions: replicatedRevisions(document) };
  return document._rev === undefined ? rest : { ...rest, _revisions: revisionsFrom(document._rev) };
}

function thrownError(thrown: Thrown): CouchError {
  if (thrown.forbidden !== undefined) return new CouchError(403, 'forbidden', thrown.forbidden);
  if (thrown.unauthorized !== undefined) {
    return typeof thrown.unauthorized === 'string'
      ? unauthorized(thrown.unauthorized)
      : new CouchError(401, 'unauthorized', thrown.unauthorized);
  }
  return new CouchError(500, thrown.name ?? 'unknown_error', thrown.message ?? 'validation failed');
}

async function store(database: Database, accepted: readonly Candidate[], { newEdits }: WriteOptions) {
  if (accepted.length === 0) return [];
  const documents = accepted.map(({ document }) => {
    const { _revisions, ...rest } = document;
    return newEdits ? rest : { ...rest, _rev: replicatedRev(document), ...(_revisions ? { _revisions } : {}) };
  });
  const rows = await database.lane.run(() => database.store.bulkDocs(documents, { new_edits: newEdits }));
  if (newEdits) return rows;
  // PouchDB answers only the failures of replicated revisions, without saying whose they are. None is expected; a
  // replicator that is told of one sends the whole batch again, which changes nothing for those already stored.
  const [failed] = rows;
  if (failed !== undefined) throw toCouchError(failed);
  return [];
}

function refusal(document: StoredDocument, refused: CouchError, { newEdits }: WriteOptions): Written {
  return { id: document._id, ...(newEdits ? {} : { rev: document._rev ?? '' }), refusal: refused };
}
