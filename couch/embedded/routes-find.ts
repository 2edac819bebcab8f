import { requireDatabaseAdmin } from './authorization.ts';
import { type Context, objectBody, send } from './context.ts';
import { badRequest, CouchError, methodNotAllowed, notFound, toCouchError } from './couch-error.ts';
import type { Database } from './database.ts';

/** CouchDB's default number of documents that `_find` answers. */
const DEFAULT_LIMIT = 25;

/** Answers `_find` and `_index`. */
export async function routeIndexes(context: Context, database: Database): Promise<void> {
  const { method, segments } = context;
  const [, endpoint, ...rest] = segments;
  if (endpoint === '_find') {
    if (rest.length > 0) throw notFound();
    if (method !== 'POST') throw methodNotAllowed(['POST']);
    await find(context, database);
  } else if (method === 'GET' && rest.length === 0) {
    send(context, 200, await database.store.getIndexes());
  } else if (method === 'POST' && rest.length === 0) {
    await createIndex(context, database);
  } else if (method === 'DELETE' && rest.length === 4) {
    await deleteIndex(context, database, rest);
  } else {
    throw methodNotAllowed(['GET', 'POST']);
  }
}

async function find(context: Context, { store }: Database): Promise<void> {
  const { selector, fields, sort, limit = DEFAULT_LIMIT, skip, use_index } = await objectBody(context);
  if (selector === undefined) throw new CouchError(400, 'missing_required_key', 'Missing required key: selector');
  if (typeof selector !== 'object' || selector === null) throw badRequest('Selector must be a JSON object');
  // Absent options must be absent for pouchdb-find, which looks at which keys there are.
  const options = Object.entries({ fields, sort, skip, use_index }).filter(([, value]) => value !== undefined);
  const request = { selector, limit, ...Object.fromEntries(options) };
  const answer = await store.find(request).catch((failure: unknown) => {
    const refused = toCouchError(failure);
    // pouchdb-find throws plain errors for selectors and sorts it cannot use.
    if (refused.status === 500 && failure instanceof Error) throw badRequest(failure.message);
    throw refused;
  });
  send(context, 200, answer);
}

async function createIndex(context: Context, database: Database): Promise<void> {
  requireDatabaseAdmin(context.user, database.security);
  const body = await objectBody(context);
  const created = await database.exclusive(() => database.store.createIndex(body));
  await changed(database);
  send(context, 200, created);
}

async function deleteIndex(context: Context, database: Database, path: readonly string[]): Promise<void> {
  requireDatabaseAdmin(context.user, database.security);
  const [design = '', name = '', type = '', index = ''] = path;
  if (design !== '_design') throw notFound();
  const removal = () => database.store.deleteIndex({ ddoc: `_design/${name}`, name: index, type });
  await database.exclusive(removal).catch(() => {
    throw notFound();
  });
  await changed(database);
  send(context, 200, { ok: true });
}

async function changed(database: Database): Promise<void> {
  await database.exclusive(() => database.loadDesigns());
  database.announce();
}
