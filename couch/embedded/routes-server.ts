import { isServerAdmin, requireServerAdmin } from './authorization.ts';
import { parseSince } from './changes.ts';
import { type Context, objectBody, send } from './context.ts';
import { badRequest, CouchError, methodNotAllowed, notFound } from './couch-error.ts';
import { parseFeed, sendFeed } from './feed.ts';
import { databaseInfo } from './routes-database.ts';
import { fromQueryString, parseQueryOptions } from './view-options.ts';

type Handler = (context: Context) => void | Promise<void>;

const VERSION = '3.5.0';
/** As CouchDB's max_db_number_for_dbs_info_req. */
const MOST_KEYS = 100;

function welcome(context: Context): void {
  const { uuid } = context.server.folder;
  send(context, 200, {
    couchdb: 'Welcome',
    version: VERSION,
    uuid,
    features: [],
    vendor: { name: 'Digiboost embedded' },
  });
}

function session(context: Context): void {
  const { name, roles } = context.user;
  const info = {
    authentication_handlers: ['jwt', 'default'],
    ...(name === null ? {} : { authenticated: isServerAdmin(context.user) ? 'default' : 'jwt' }),
  };
  send(context, 200, { ok: true, userCtx: { name, roles }, info });
}

function allDatabases(context: Context): void {
  requireServerAdmin(context.user);
  send(context, 200, context.server.databases.names());
}

/** What `GET /<database>` says of the databases named in `keys`, or of every one from `startkey` to `endkey`. */
async function databasesInfo(context: Context): Promise<void> {
  requireServerAdmin(context.user);
  const { databases } = context.server;
  const infoOf = async (key: string) => {
    const database = await databases.get(key).catch(() => undefined);
    return database && { key, info: await database.serve(() => databaseInfo(database)).catch(() => null) };
  };
  const infos: object[] = [];
  if (context.method === 'POST') {
    for (const key of await databaseKeys(context)) infos.push((await infoOf(key)) ?? { key, error: 'not_found' });
  } else {
    const { startKey, endKey } = parseQueryOptions(fromQueryString(context.query));
    const isAsked = (name: string) =>
      name >= String(startKey?.value ?? '') && name <= String(endKey?.value ?? '\uffff');
    // One that is removed meanwhile is left out.
    for (const key of databases.names().filter(isAsked)) infos.push(...[(await infoOf(key)) ?? []].flat());
  }
  send(context, 200, infos);
}

async function databaseKeys(context: Context): Promise<string[]> {
  const { keys } = await objectBody(context);
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string')) {
    throw badRequest('`keys` member must exist and be an array of names.');
  }
  if (keys.length > MOST_KEYS) throw badRequest(`The number of keys must be at most ${MOST_KEYS}.`);
  return keys;
}

async function databaseUpdates(context: Context): Promise<void> {
  requireServerAdmin(context.user);
  const { updates } = context.server.databases;
  const options = parseFeed(context.query, parseSince(context.query.get('since'), updates.seq));
  await sendFeed(
    context,
    {
      listen: (onEvent) => updates.listen(onEvent),
      async read(since, most) {
        const rows = updates.since(since).slice(0, most);
        return { rows, last_seq: rows.at(-1)?.seq ?? Math.max(since, updates.seq) };
      },
    },
    options,
  );
}

/** `/_node/_local/_config/jwt_keys/<type>:<kid>`: the only setting that can be read and changed. */
async function configuration(context: Context): Promise<void> {
  requireServerAdmin(context.user);
  const [, node, config, section, name] = context.segments;
  const { folder, jwtKeys } = context.server;
  const unknown = notFound('unknown_config_value');
  if (node !== '_local' || config !== '_config' || section !== 'jwt_keys' || context.segments.length > 5) throw unknown;
  if (name === undefined) {
    send(context, 200, Object.fromEntries(jwtKeys.kids().map((kid) => [`ec:${kid}`, jwtKeys.pem(kid)])));
    return;
  }
  const [, kid = ''] = /^ec:(.+)$/.exec(name) ?? [];
  const previous = jwtKeys.pem(kid);
  if (context.method === 'PUT') {
    const pem = await context.readBody();
    if (typeof pem !== 'string') throw badRequest('a JSON string expected');
    if (kid === '') throw badRequest('keys of type `ec` only');
    await jwtKeys.set(kid, pem).catch(() => {
      throw badRequest('not a P-256 public key in PEM form');
    });
    await folder.saveJwtKey(kid, pem);
  } else if (previous === undefined) {
    throw unknown;
  } else if (context.method === 'DELETE') {
    jwtKeys.delete(kid);
    await folder.forgetJwtKey(kid);
  } else if (context.method !== 'GET') {
    throw methodNotAllowed(['GET', 'PUT', 'DELETE']);
  }
  send(context, 200, previous ?? '');
}

// Databases that cannot be trusted are no secret here: who reaches the engine is on this machine.
const up: Handler = (context) => {
  const damaged = context.server.databases.damages();
  const setAside = context.server.databases.setAside();
  send(context, 200, {
    status: 'ok',
    seeds: {},
    ...(damaged.length > 0 ? { damaged } : {}),
    ...(setAside.length > 0 ? { set_aside: setAside } : {}),
  });
};

const ENDPOINTS: Record<string, Handler> = {
  '': welcome,
  _up: up,
  _session: session,
  _all_dbs: allDatabases,
  _dbs_info: databasesInfo,
  _db_updates: databaseUpdates,
};

/** Answers a path that names no database; false when it does name one. */
export async function routeServer(context: Context): Promise<boolean> {
  const [first = ''] = context.segments;
  if (first === '_node') {
    await configuration(context);
    return true;
  }
  const handler = ENDPOINTS[first];
  if (handler === undefined || !Object.hasOwn(ENDPOINTS, first)) return false;
  if (context.segments.length > 1) throw new CouchError(404, 'not_found', 'missing');
  const methods = handler === databasesInfo ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD'];
  if (!methods.includes(context.method)) throw methodNotAllowed(methods);
  await handler(context);
  return true;
}
