import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { compress } from '../compress.ts';
import { couchRelay } from '../couch-relay.ts';
import { type DoorParts, door } from '../door.ts';
import { errorHandler } from '../errors.ts';
import { type Allowances, Turnstile } from '../turnstile.ts';

/** What a phone of the shop `demo` sends along. */
export const HEADERS = { authorization: 'Bearer abc' };

/** The token of a person is their name; it holds for a quarter of an hour. */
const identify = async (token: string) => ({
  person: token,
  tenantId: 'demo',
  session: token,
  until: Date.now() + 900_000,
});

const open: Server[] = [];

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    open.push(server);
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

/** The address of the door in front of a database that answers as `handler` does. */
export async function doorTo(
  handler: (req: IncomingMessage, res: ServerResponse) => void,
  options: Partial<DoorParts> & { allowances?: Allowances } = {},
): Promise<string> {
  const couch = await listen(createServer(handler));
  const log = pino({ level: 'silent' });
  const parts: DoorParts = {
    relay: couchRelay(couch.replace('//', '//admin:secret@'), log),
    turnstile: new Turnstile(options.allowances),
    identify,
    whenEnded: () => () => undefined,
    onAnswered: () => undefined,
    checkEvents: async (_name, write) => write,
    now: () => new Date(),
    ...options,
  };
  return listen(createServer(express().use(compress()).use('/db', door(parts)).use(errorHandler(log))));
}

/** Closes what `doorTo` opened. */
export async function closeDoors(): Promise<void> {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
