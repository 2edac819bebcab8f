import { allDocuments } from './all-documents.ts';
import {
  isDatabaseAdmin,
  isServerAdmin,
  parseSecurity,
  requireDatabaseAdmin,
  requireMember,
  requireServerAdmin,
} from './authorization.ts';
import { changesSource, parseSince } from './changes.ts';
import { type Context, isSet, objectBody, send } from './context.ts';
import { badRequest, methodNotAllowed, notFound, unauthorized } from './couch-error.ts';
import type { Database } from './database.ts';
import { parseDocument } from './document-shape.ts';
import { passDoor } from './door.ts';
import { parseFeed, sendFeed } from './feed.ts';
import { listed, sendPieces } from './pieces.ts';
import { bulkGet, revisionsDiff } from './read.ts';
import { routeDocument } from './routes-document.ts';
import { routeIndexes } from './routes-find.ts';
import { sendWritten } from './routes-write.ts';
import { fromQueryString, parseQueryOptions, type QueryOptions } from './view-options.ts';
import { writeDocuments } from './write.ts';

type Handler = (context: Context, database: Database) => Promise<void>;

/** What CouchDB says of a database. */
export async function databaseInfo(database: Database): Promise<object> {
  const { doc_count, update_seq } = await database.store.info();
  return {
    db_name: database.name,
    update_seq: database.sequence(update_seq),
    doc_count,
    instance_start_time: '0',
    compact_running: false,
  };
}

const information: Handler = async (context, database) => send(context, 200, await databaseInfo(database));

async function insert(context: Context, database: Database): Promise<void> {
  const document = parseDocument(await context.readBody());
  const [written] = await writeDocuments(database, [document], { user: context.user, newEdits: true });
  sendWritten(context, written);
}

async function allDocs(context: Context, database: Database): Promise<void> {
  const body = context.method === 'POST' ? await objectBody(context) : {};
  const options = parseQueryOptions({ ...fromQueryString(context.query), ...body });
  await sendPieces(context, database.lane.each(allDocuments(database, options)));
}

/** Several ranges in one answer. */
async function allDocsQueries(context: Context, database: Database): Promise<void> {
  const { queries } = await objectBody(context);
  if (!Array.isArray(queries)) throw badRequest('POST body must include `queries` parameter.');
  const asked = (queries as unknown[]).map((query) =>
    parseQueryOptions(typeof query === 'object' && query !== null ? { ...query } : {}),
  );
  await sendPieces(context, database.lane.each(answers(database, asked)));
}

async function* answers(database: Database, asked: readonly QueryOptions[]): AsyncGenerator<string> {
  yield '{"results":[';
  // One after the other: the sequence of the first is older than everything in the rest.
  for (const [index, options] of asked.entries()) {
    if (index > 0) yield ',';
    yield* allDocuments(database, options);
  }
  yield ']}\n';
}

async function changes(context: Context, database: Database): Promise<void> {
  const body = context.method === 'POST' ? await context.readBody() : undefined;
  const { update_seq: now } = await database.store.info();
  const lastEvent = context.request.headers['last-event-id'];
  const since = context.query.get('since') ?? (typeof lastEvent === 'string' ? lastEvent : null);
  const options = parseFeed(context.query, parseSince(since, now, database.incarnation));
  await sendFeed(context, changesSource(database, context.query, body), options);
}

async function bulkDocs(context: Context, database: Database): Promise<void> {
  const { docs, new_edits: newEdits = true } = await objectBody(context);
  if (docs === undefined) throw badRequest('POST body must include `docs` parameter.');
  if (!Array.isArray(docs)) throw badRequest('`docs` parameter must be an array.');
  if (typeof newEdits !== 'boolean') throw badRequest('`new_edits` must be a boolean');
  const documents = docs.map(parseDocument);
  if (!newEdits && documents.some(({ _id, _rev, _revisions }) => !_id.startsWith('_local/') && !_rev && !_revisions)) {
    throw badRequest('When `new_edits: false`, the document needs `_rev` or `_revisions` specified');
  }
  const written = await writeDocuments(database, documents, { user: context.user, newEdits });
  const rows = written.map((result) => {
    if (!('refusal' in result)) return { ok: true, ...result };
    const { refusal, ...named } = result;
    return { ...named, ...refusal.toJSON() };
  });
  send(context, 201, newEdits ? rows : rows.filter((row) => 'error' in row));
}

async function bulkGetDocs(context: Context, database: Database): Promise<void> {
  const { docs } = await objectBody(context);
  if (!Array.isArray(docs)) throw badRequest("Missing JSON list of 'docs'.");
  const requests = docs.map((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('id' in entry) || typeof entry.id !== 'string') {
      throw badRequest("Each of 'docs' needs an id.");
    }
    const rev = 'rev' in entry ? entry.rev : undefined;
    return { id: entry.id, ...(typeof rev === 'string' ? { rev } : {}) };
  });
  if (requests.some(({ id }) => id.startsWith('_local/'))) throw badRequest('Local documents are read one by one.');
  const options = { revs: isSet(context, 'revs'), latest: isSet(context, 'latest') };
  const read = database.lane.each(bulkGet(database.store, requests, options));
  await sendPieces(
    context,
    listed('{"results":', read, () => '}'),
  );
}

async function revsDiff(context: Context, database: Database): Promise<void> {
  const wanted: Record<string, string[]> = {};
  for (const [id, revs] of Object.entries(await objectBody(context))) {
    if (!Array.isArray(revs) || !revs.every((rev) => typeof rev === 'string'))
      throw badRequest('Bad list of revisions');
    wanted[id] = revs;
  }
  send(context, 200, await revisionsDiff(database, wanted));
}

async function security(context: Context, database: Database): Promise<void> {
  if (context.method === 'GET') {
    send(context, 200, database.security);
    return;
  }
  requireDatabaseAdmin(context.user, database.security);
  await context.server.databases.secure(database.name, parseSecurity(await context.readBody()));
  send(context, 200, { ok: true });
}

async function compact(context: Context, database: Database): Promise<void> {
  if (!isDatabaseAdmin(context.user, database.security)) throw unauthorized('You are not a server or db admin.');
  await database.exclusive(() => database.store.compact());
  send(context, 202, { ok: true });
}

// Every write is already on the disk when it is acknowledged.
const fullCommit: Handler = async (context) => send(context, 201, { ok: true, instance_start_time: '0' });

const ENDPOINTS: Record<string, { methods: string[]; handle: Handler }> = {
  _all_docs: { methods: ['GET', 'HEAD', 'POST'], handle: allDocs },
  '_all_docs/queries': { methods: ['POST'], handle: allDocsQueries },
  _changes: { methods: ['GET', 'HEAD', 'POST'], handle: changes },
  _bulk_docs: { methods: ['POST'], handle: bulkDocs },
  _bulk_get: { methods: ['POST'], handle: bulkGetDocs },
  _revs_diff: { methods: ['POST'], handle: revsDiff },
  _security: { methods: ['GET', 'PUT'], handle: security },
  _compact: { methods: ['POST'], handle: compact },
  _ensure_full_commit: { methods: ['POST'], handle: fullCommit },
};

async function routeRoot(context: Context, database: Database): Promise<void> {
  const { method } = context;
  if (method === 'GET' || method === 'HEAD') await information(context, database);
  else if (method === 'POST') await insert(context, database);
  else throw methodNotAllowed(['DELETE', 'GET', 'HEAD', 'POST', 'PUT']);
}

/**
 * Answers a path inside a database. Who may use the database is settled before anything else is looked at; what is
 * not listed here does not exist.
 */
export async function routeDatabase(context: Context): Promise<void> {
  const { server, segments, method, user } = context;
  const [name = '', endpoint] = segments;
  if (endpoint === undefined && (method === 'PUT' || method === 'DELETE')) {
    requireServerAdmin(user);
    if (method === 'PUT') await server.databases.create(name);
    else await server.databases.remove(name);
    send(context, method === 'PUT' ? 201 : 200, { ok: true });
    return;
  }
  if (endpoint === '_repair' && method === 'POST') {
    requireServerAdmin(user);
    send(context, 200, { ok: true, ...(await server.databases.repair(name)) });
    return;
  }
  if (name.startsWith('_') && server.folder.find(name) === undefined) requireServerAdmin(user);
  requireMember(user, server.databases.record(name).security);
  if (!isServerAdmin(user)) passDoor(context);
  const database = await server.databases.get(name);
  await database.serve(() => routeInside(context, database));
}

async function routeInside(context: Context, database: Database): Promise<void> {
  const [, endpoint] = context.segments;
  if (endpoint === undefined) await routeRoot(context, database);
  else if (endpoint === '_find' || endpoint === '_index') await routeIndexes(context, database);
  else if (Object.hasOwn(ENDPOINTS, endpoint)) await callEndpoint(context, database);
  else await routeDocument(context, database);
}

async function callEndpoint(context: Context, database: Database): Promise<void> {
  const endpoint = ENDPOINTS[context.segments.slice(1).join('/')];
  if (endpoint === undefined) throw notFound();
  if (!endpoint.methods.includes(context.method)) throw methodNotAllowed(endpoint.methods);
  await endpoint.handle(context, database);
}
