import { randomUUID } from 'node:crypto';
import { MOST_GENERATIONS } from '@digiboost/domain/documents/revision';
import { badRequest, CouchError } from './couch-error.ts';
import { generationOf, namesOf, revisionsFrom } from './revision-tree.ts';
import type { Revisions, StoredDocument } from './store.ts';

const REVISION = /^\d+-.+$/;
// Fields CouchDB adds when it answers; it takes them back without keeping them.
const ANSWER_FIELDS = new Set(['_revs_info', '_conflicts', '_deleted_conflicts', '_local_seq']);
const KNOWN_FIELDS = new Set(['_id', '_rev', '_deleted', '_revisions']);

/** Bytes of what is not the database's own in a document: `max_document_size` of couch/config/digiboost.ini. */
const MOST_BYTES = 1_000_000;

/** CouchDB's identifiers made by the server. */
const newId = () => randomUUID().replaceAll('-', '');

/** Refuses an id that is not text, or starts with an underscore outside `_design/` and `_local/`. */
export function checkId(id: unknown): asserts id is string {
  if (typeof id !== 'string') throw new CouchError(400, 'illegal_docid', 'Document id must be a string');
  if (id === '') throw new CouchError(400, 'illegal_docid', 'Document id must not be empty');
  const isReserved = /^_(design|local)\/./.test(id);
  if (id.startsWith('_') && !isReserved) {
    throw new CouchError(400, 'illegal_docid', 'Only reserved document ids may start with underscore.');
  }
}

/** Refuses a revision name that is not `<generation>-<id>`, or that PouchDB could not count on from. */
export function checkRevision(rev: unknown): asserts rev is string {
  if (typeof rev !== 'string' || !REVISION.test(rev) || generationOf(rev) > MOST_GENERATIONS) {
    throw badRequest('Invalid rev format');
  }
}

function checkRevisions(value: unknown): asserts value is Revisions {
  if (typeof value === 'object' && value !== null && 'start' in value && 'ids' in value) {
    const { start, ids } = value;
    const isStart = typeof start === 'number' && Number.isInteger(start) && start >= 0 && start <= MOST_GENERATIONS;
    if (
      isStart &&
      Array.isArray(ids) &&
      ids.length > 0 &&
      ids.length <= start &&
      ids.every((id) => typeof id === 'string')
    ) {
      return;
    }
  }
  throw new CouchError(400, 'doc_validation', "RevId isn't a valid `_revisions`");
}

function checkSize(document: StoredDocument): void {
  const own = Object.fromEntries(Object.entries(document).filter(([field]) => !KNOWN_FIELDS.has(field)));
  if (Buffer.byteLength(JSON.stringify(own)) > MOST_BYTES) {
    throw new CouchError(413, 'document_too_large', document._id);
  }
}

/** A document of a request in the form that is stored; throws CouchDB's error when it is not one. */
export function parseDocument(body: unknown): StoredDocument {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('Document must be a JSON object');
  const document: StoredDocument = { _id: '' };
  for (const [field, value] of Object.entries(body)) {
    if (ANSWER_FIELDS.has(field)) continue;
    if (field === '_attachments') throw new CouchError(400, 'doc_validation', 'Attachments are not supported.');
    if (field.startsWith('_') && !KNOWN_FIELDS.has(field)) {
      throw new CouchError(400, 'doc_validation', `Bad special document member: ${field}`);
    }
    document[field] = value;
  }
  if (!('_id' in body)) document._id = newId();
  checkId(document._id);
  if (document._rev !== undefined) checkRevision(document._rev);
  if (document._revisions !== undefined) checkRevisions(document._revisions);
  if (document._deleted !== undefined && typeof document._deleted !== 'boolean') {
    throw new CouchError(400, 'doc_validation', '`_deleted` must be a boolean');
  }
  checkSize(document);
  return document;
}

/** The ancestry a replicated document brings; throws when it names no revision. */
export function replicatedRevisions(document: StoredDocument): Revisions {
  if (document._revisions) return document._revisions;
  if (document._rev) return revisionsFrom(document._rev);
  throw badRequest('When `new_edits: false`, the document needs `_rev` or `_revisions` specified');
}

/** The revision a replicated document is. */
export const replicatedRev = (document: StoredDocument) => namesOf(replicatedRevisions(document))[0] ?? '';
