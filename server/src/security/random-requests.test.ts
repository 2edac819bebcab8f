import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SupervisedCouch, superviseEmbeddedCouch } from '@digiboost/couch/embedded/supervised';
import { aSupplier } from '@digiboost/domain/documents/testing/examples';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCouch } from '../couch/client.ts';
import { openEngine, openTestCouch } from '../couch/testing/couch.ts';
import { couchRelay } from '../http/couch-relay.ts';
import { door } from '../http/door.ts';
import { errorHandler } from '../http/errors.ts';
import { standingEvents } from '../http/standing-events.ts';
import { Turnstile } from '../http/turnstile.ts';
import { createWorld, type TestShop, type World } from '../testing/world.ts';
import { type RandomRequest, randomRequests } from './testing/random-requests.ts';

/** How many requests, and which: a night takes 100,000 (`RANDOM_REQUESTS=100000`). */
const COUNT = Number(process.env.RANDOM_REQUESTS || 2_000);
const SEED = Number(process.env.RANDOM_SEED || 20_261_129);
const AT_ONCE = 8;
/** Whoever has no answer by then hangs. */
const HANGS_MS = 60_000;
const MARK = 'only-the-other-shop-knows-this';

const UNBOUNDED = { requests: 1e9, bytes: 1e12, rows: 1e12, atOnce: 100, feeds: 100 };

describe('the door, asked at random', () => {
  let engine: SupervisedCouch | undefined;
  let world: World;
  let shop: TestShop;
  let other: TestShop;
  let gate: Server;
  let addresses: readonly string[];
  let tokens: readonly string[];

  beforeAll(async () => {
    const opening = process.env.COUCHDB_URL
      ? openTestCouch()
      : openEngine(async (options) => {
          engine = await superviseEmbeddedCouch(options);
          return engine;
        });
    world = await createWorld({}, opening);
    shop = await world.newShop();
    other = await world.newShop();
    const { id, token } = other.admin;
    const marked = { ...aSupplier(), name: MARK, createdBy: id, updatedBy: id };
    const path = `/db/${other.database}`;
    await world.call('POST', `${path}/_bulk_docs`, { token, body: { docs: [marked] } });
    expect((await world.call('GET', `${path}/${marked._id}`, { token })).text).toContain(MARK);
    const user = await world.newUser(shop, 'user');
    const viewer = await world.newUser(shop, 'viewer');
    tokens = [user.token, viewer.token, shop.admin.token];
    gate = await openGate();
    const through = `http://127.0.0.1:${(gate.address() as AddressInfo).port}/db`;
    // Members reach the embedded engine's own port too, where they are held to the same.
    addresses = engine ? [through, engine.url] : [through];
  });
  afterAll(async () => {
    gate.closeAllConnections();
    gate.close();
    await world.close();
  });

  /** The server's door without its counting, which would refuse most of them before they are looked at. */
  async function openGate(): Promise<Server> {
    const log = pino({ level: 'silent' });
    const parts = {
      relay: couchRelay(world.couchUrl, log),
      turnstile: new Turnstile({ person: UNBOUNDED, shop: UNBOUNDED }),
      identify: async (token: string) => ({
        person: token.slice(-20),
        tenantId: shop.id,
        session: 'one',
        until: Date.now() + 900_000,
      }),
      whenEnded: () => () => undefined,
      checkEvents: standingEvents(connectCouch(world.couchUrl)),
      onAnswered: () => undefined,
      now: () => new Date(),
    };
    const server = createServer(express().use('/db', door(parts)).use(errorHandler(log)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  const send = (asked: RandomRequest, n: number): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const { hostname, port, pathname } = new URL(addresses[n % addresses.length] ?? '');
      const request = httpRequest({
        hostname,
        port,
        method: asked.method,
        path: `${pathname.replace(/\/$/, '')}/${shop.database}${asked.target}`,
        headers: {
          authorization: `Bearer ${tokens[n % tokens.length]}`,
          ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        timeout: HANGS_MS,
      });
      request.on('timeout', () => request.destroy(new Error('no answer')));
      request.on('error', reject);
      request.on('response', (answer: IncomingMessage) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        answer.on('error', reject);
        // A feed goes on until its reader leaves.
        if (/feed=longpoll/.test(asked.target) && answer.statusCode === 200) {
          resolve({ status: 200, text: '' });
          request.destroy();
        }
      });
      request.end(asked.body);
    });

  it(`answers each of ${COUNT} requests, ends by none, and tells nothing of another shop`, async () => {
    const pid = engine?.pid;
    const requests = randomRequests(SEED, COUNT);
    const counts = new Map<number, number>();
    let next = 0;
    const asker = async () => {
      for (let n = next++; n < requests.length; n = next++) {
        const asked = requests[n] as RandomRequest;
        const said = `${n}: ${asked.method} ${asked.target.slice(0, 300)} ${asked.body?.slice(0, 500)}`;
        const { status, text } = await send(asked, n).catch((error: NodeJS.ErrnoException) => {
          // The rest of a body that is too large is not read.
          if (['EPIPE', 'ECONNRESET'].includes(error.code ?? '') && (asked.body?.length ?? 0) > 60_000)
            return { status: 413, text: '' };
          throw new Error(`${said}: ${error.message}`);
        });
        expect(status, said).toBeGreaterThanOrEqual(200);
        expect(status, `${said} ${text.slice(0, 300)}`).toBeLessThan(500);
        expect(text, said).not.toContain(MARK);
        counts.set(status, (counts.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, asker));
    // Some were let in, or nothing was tried.
    for (const status of [200, 201, 400, 403])
      expect(counts.get(status) ?? 0, JSON.stringify([...counts])).toBeGreaterThan(5);
    expect(engine?.pid).toBe(pid);
    const path = `/db/${other.database}/_changes?limit=100`;
    const { status, text } = await world.call('GET', path, { token: other.admin.token });
    expect([status, text.includes('"id":"shop"')]).toEqual([200, true]);
  }, 3_600_000);
});
