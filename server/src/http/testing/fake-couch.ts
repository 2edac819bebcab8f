import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { compress } from '../compress.ts';
import { couchProxy } from '../couch-proxy.ts';

/** What a phone sends along. */
export const HEADERS = { authorization: 'Bearer abc' };

const open: Server[] = [];

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    open.push(server);
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

/** The address of the proxy in front of a database that answers as `handler` does. */
export async function proxyTo(handler: (req: IncomingMessage, res: ServerResponse) => void): Promise<string> {
  const couch = await listen(createServer(handler));
  const app = express()
    .use(compress())
    .use('/db', couchProxy(couch.replace('//', '//admin:secret@'), pino({ level: 'silent' })));
  return listen(createServer(app));
}

/** Closes what `proxyTo` opened. */
export async function closeProxies(): Promise<void> {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
