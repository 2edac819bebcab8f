import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AdminCredentials, createAuthenticator, JwtKeys } from './authentication.ts';
import { type Context, type Server, send } from './context.ts';
import { type CouchError, toCouchError } from './couch-error.ts';
import { DataFolder } from './data-folder.ts';
import { Databases } from './databases.ts';
import { parseTarget, readJson } from './request.ts';
import { routeDatabase } from './routes-database.ts';
import { routeServer } from './routes-server.ts';

/** How the embedded engine is started. */
export interface EmbeddedCouchOptions {
  /** The folder of the LevelDB files, created when it is not there. One process writes it at a time. */
  dataDir: string;
  /** Loopback port; 0 takes a free one. */
  port?: number;
  admin: AdminCredentials;
  /** Public keys (PEM, P-256) that sign tokens, by `kid`. */
  jwtKeys: Record<string, string>;
}

/** A running engine; `url` carries no credentials. */
export interface EmbeddedCouch {
  url: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** How long closing waits for requests under way before it cuts their connections. */
const PATIENCE_MS = 3000;

/**
 * Starts a CouchDB-compatible engine on LevelDB, reachable on the loopback interface. Throws `data folder in use`
 * when another process writes the folder, and whatever the network says when the port is taken.
 */
export async function startEmbeddedCouch(options: EmbeddedCouchOptions): Promise<EmbeddedCouch> {
  const folder = await DataFolder.open(options.dataDir);
  for (const notice of folder.notices) console.error(notice);
  try {
    const jwtKeys = new JwtKeys();
    for (const [kid, pem] of [...folder.jwtKeys(), ...Object.entries(options.jwtKeys)]) await jwtKeys.set(kid, pem);
    const server = { folder, databases: new Databases(folder), jwtKeys };
    const authenticate = createAuthenticator(options.admin, jwtKeys);
    const http = createServer((request, response) => {
      void answer(server, authenticate, request, response);
    });
    // Whoever asks closes connections that it no longer needs. One that ended here while a busy process was about to
    // ask again would lose the question.
    http.keepAliveTimeout = 0;
    const port = await listen(http, options.port ?? 0);
    void server.databases.warm();
    return {
      url: `http://${HOST}:${port}`,
      async close() {
        const closed = new Promise((resolve) => http.close(resolve));
        const patience = setTimeout(() => http.closeAllConnections(), PATIENCE_MS);
        await server.databases.close();
        clearTimeout(patience);
        http.closeAllConnections();
        await closed;
        await folder.close();
      },
    };
  } catch (failure) {
    await folder.close();
    throw failure;
  }
}

/** Makes a lost or damaged catalogue of a data folder anew; returns the names of the databases in it. */
export const repairCatalogue = (dataDir: string): Promise<readonly string[]> => DataFolder.rebuild(dataDir);

type Authenticate = ReturnType<typeof createAuthenticator>;

async function answer(server: Server, authenticate: Authenticate, request: IncomingMessage, response: ServerResponse) {
  const { method = 'GET', headers } = request;
  const context: Context = {
    server,
    method,
    request,
    response,
    user: { name: null, roles: [] },
    segments: [],
    query: new URLSearchParams(),
    readBody: () => readJson(request),
  };
  try {
    context.user = await authenticate(headers.authorization);
    Object.assign(context, parseTarget(request.url ?? '/'));
    if (!(await routeServer(context))) await routeDatabase(context);
  } catch (failure) {
    const refused = toCouchError(failure);
    // The client is told nothing of a defect, so it must be seen here. One that left in mid-sentence is none.
    const isDefect = refused !== failure && refused.status >= 500 && !request.readableAborted;
    if (isDefect) console.error(method, request.url, failure);
    refuse(context, refused);
  }
}

function refuse(context: Context, refused: CouchError): void {
  const { response } = context;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // A body that was refused unread would be taken for the next request of the connection.
  const headers = context.request.complete ? {} : { Connection: 'close' };
  send(context, refused.status, refused, headers);
}

function listen(http: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, HOST, () => {
      const address = http.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the embedded engine has no port'));
    });
  });
}
