import { type Context, isSet, send } from './context.ts';
import { badRequest, conflict, methodNotAllowed, notFound } from './couch-error.ts';
import type { Database } from './database.ts';
import { checkId, checkRevision, parseDocument } from './document-shape.ts';
import { getLocal, putLocal, removeLocal } from './local-documents.ts';
import { getDocument, openRevisions, sameRevision } from './read.ts';
import { routeView } from './routes-view.ts';
import { sendWritten } from './routes-write.ts';
import { revisionTree } from './store.ts';
import { writeDocuments } from './write.ts';

const METHODS = ['DELETE', 'GET', 'HEAD', 'PUT'];

/** Splits `<db>/<id>/…`: ids under `_design` and `_local` take two segments, or one with an encoded slash. */
function documentPath(segments: readonly string[]): { id: string; rest: readonly string[] } {
  const [, first = '', second, ...others] = segments;
  if (first !== '_design' && first !== '_local') return { id: first, rest: segments.slice(2) };
  if (second === undefined) {
    if (first === '_local') throw badRequest('Invalid _local document id.');
    throw notFound();
  }
  return { id: `${first}/${second}`, rest: others };
}

/** Answers a path that names a document, a local document, a design document or a view. */
export async function routeDocument(context: Context, database: Database): Promise<void> {
  const { id, rest } = documentPath(context.segments);
  if (id.startsWith('_design/') && rest[0] === '_view') {
    await routeView(context, database, id, rest.slice(1));
    return;
  }
  // Attachments do not exist here: whatever follows an id is not found.
  if (rest.length > 0) throw notFound('Document is missing attachment');
  if (!METHODS.includes(context.method)) throw methodNotAllowed(METHODS);
  if (id.startsWith('_') && !/^_(design|local)\/./.test(id) && context.method !== 'PUT') throw notFound();
  checkId(id);
  if (id.startsWith('_local/')) await localDocument(context, database, id);
  else if (context.method === 'PUT') await putDocument(context, database, id);
  else if (context.method === 'DELETE') await deleteDocument(context, database, id);
  else await readDocument(context, database, id);
}

async function localDocument(context: Context, database: Database, id: string): Promise<void> {
  const { store } = database;
  if (context.method !== 'GET') database.requireWritable();
  if (context.method === 'PUT') {
    const { _id: _, ...fields } = parseDocument(await bodyOf(context, id));
    sendWritten(context, await putLocal(store, { ...fields, _id: id }));
  } else if (context.method === 'DELETE') {
    sendWritten(context, await removeLocal(store, id), 200);
  } else {
    send(context, 200, await getLocal(store, id));
  }
}

async function bodyOf(context: Context, id: string): Promise<object> {
  const body = await context.readBody();
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('Document must be a JSON object');
  if ('_id' in body && body._id !== id) throw badRequest('Document ID must match id in URL');
  return { ...body, _id: id };
}

/** The revision named beside the body: `?rev=` or `If-Match`. */
function namedRevision(context: Context, inBody?: string): string | undefined {
  const header = context.request.headers['if-match']?.replaceAll('"', '');
  const rev = sameRevision(inBody, context.query.get('rev') ?? undefined, header);
  if (rev !== undefined) checkRevision(rev);
  return rev;
}

async function putDocument(context: Context, database: Database, id: string): Promise<void> {
  const document = parseDocument(await bodyOf(context, id));
  const newEdits = context.query.get('new_edits') !== 'false';
  const rev = namedRevision(context, document._rev);
  const [written] = await writeDocuments(database, [{ ...document, ...(rev ? { _rev: rev } : {}) }], {
    user: context.user,
    newEdits,
  });
  sendWritten(context, written);
}

async function deleteDocument(context: Context, database: Database, id: string): Promise<void> {
  const rev = namedRevision(context);
  if ((await revisionTree(database.store, id)).length === 0) throw notFound();
  if (rev === undefined) {
    await getDocument(database.store, id);
    throw conflict();
  }
  const [written] = await writeDocuments(database, [{ _id: id, _rev: rev, _deleted: true }], {
    user: context.user,
    newEdits: true,
  });
  sendWritten(context, written, 200);
}

async function readDocument(context: Context, { store }: Database, id: string): Promise<void> {
  const wanted = context.query.get('open_revs');
  const options = { revs: isSet(context, 'revs'), latest: isSet(context, 'latest') };
  if (wanted !== null) {
    const entries = await openRevisions(store, id, parseOpenRevs(wanted), options);
    if (entries.length === 0) throw notFound();
    send(context, 200, entries);
    return;
  }
  const rev = context.query.get('rev');
  const document = await getDocument(store, id, {
    ...options,
    conflicts: isSet(context, 'conflicts'),
    ...(rev === null ? {} : { rev }),
  });
  send(context, 200, document, { ETag: `"${document._rev ?? ''}"` });
}

function parseOpenRevs(text: string): string[] | 'all' {
  if (text === 'all') return 'all';
  try {
    const revs: unknown = JSON.parse(text);
    if (Array.isArray(revs) && revs.every((rev) => typeof rev === 'string')) return revs;
  } catch {
    // falls through to the refusal below
  }
  throw badRequest('open_revs must be `all` or a JSON list of revisions');
}
