import { request as httpRequest } from 'node:http';
import { type SupervisedCouch, superviseEmbeddedCouch } from '@digiboost/couch/embedded/supervised';
import { aSupplier } from '@digiboost/domain/documents/testing/examples';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openEngine, openTestCouch } from '../couch/testing/couch.ts';
import { createWorld, type SignedIn, type TestShop, type World } from '../testing/world.ts';
import { type Front, openFront } from './testing/front.ts';

const hex = (digit: string) => digit.repeat(32);
const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** What one member's requests did to every shop before there was a door; through the server, and the proxy in front. */
describe('one request of a member', () => {
  let engine: SupervisedCouch | undefined;
  let pid: number | undefined;
  let world: World;
  let front: Front;
  let shop: TestShop;
  let other: TestShop;
  let viewer: SignedIn;
  let user: SignedIn;
  beforeAll(async () => {
    const opening = process.env.COUCHDB_URL
      ? openTestCouch()
      : openEngine(async (options) => {
          engine = await superviseEmbeddedCouch(options);
          return engine;
        });
    world = await createWorld({}, opening);
    pid = engine?.pid;
    front = await openFront(world.url);
    shop = await world.newShop();
    other = await world.newShop();
    viewer = await world.newUser(shop, 'viewer');
    user = await world.newUser(shop, 'user');
  });
  afterAll(async () => {
    await front?.close();
    await world.close();
  });

  // Whatever was tried: the engine is the one that was started, and the other shop is answered.
  afterEach(async () => {
    expect(engine?.pid).toBe(pid);
    const { status } = await world.call('GET', `/db/${other.database}/shop`, { token: other.admin.token });
    expect(status).toBe(200);
  });

  /** Sends the path as it stands; resolves to the status, 413 when the body was not taken to its end. */
  const send = (url: string, method: string, path: string, body?: string, { token } = viewer): Promise<number> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url);
      const headers = {
        authorization: `Bearer ${token}`,
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      };
      const request = httpRequest({ hostname, port, method, path: `/db/${shop.database}${path}`, headers });
      request.on('response', (answer) => {
        resolve(answer.statusCode ?? 0);
        request.destroy();
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (['EPIPE', 'ECONNRESET'].includes(error.code ?? '')) resolve(413);
        else reject(error);
      });
      request.end(body);
    });

  /** The statuses of a request through the server and through the proxy in front. */
  const statuses = async (method: string, path: string, body?: unknown, by = viewer): Promise<number[]> => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return [await send(world.url, method, path, text, by), await send(front.url, method, path, text, by)];
  };

  it.each([
    ['a fraction of a change', '/_changes?limit=1.5'],
    ['a fraction of a change, when there is one', '/_changes?limit=1.5&feed=longpoll'],
    ['every change at once', '/_changes?include_docs=true'],
    ['a feed without end', '/_changes?feed=continuous&limit=100&heartbeat=1000'],
    ['server-sent events', '/_changes?feed=eventsource&limit=100'],
    ['changes that match an expression', '/_changes?limit=100&filter=_selector'],
    ['changes that a view knows', '/_changes?limit=100&filter=_view&view=stock/stock_by_product'],
    ['attachments', '/_changes?limit=100&include_docs=true&attachments=true'],
  ])('for %s is refused', async (_, path) => {
    expect(await statuses('GET', path)).toEqual([400, 400]);
  });

  it.each([
    ['100,000 keys', '/_all_docs', { keys: many(100_000, (n) => `product:${n}`) }],
    ['one ticket 10,000 times', '/_bulk_get', { docs: many(10_000, () => ({ id: 'shop', rev: `1-${hex('a')}` })) }],
    [
      'what of 50,000 is missing',
      '/_revs_diff',
      Object.fromEntries(many(50_000, (n) => [`p:${n}`, [`1-${hex('a')}`]])),
    ],
    [
      'documents of a view, many times',
      '/_design/stock/_view/stock_by_product/queries',
      { queries: many(20, () => ({ reduce: false, include_docs: true })) },
    ],
    [
      'a whole view, many times',
      '/_design/stock/_view/stock_by_product/queries',
      { queries: many(500, () => ({ group_level: 1 })) },
    ],
    [
      'all days, many times',
      '/_design/sales/_view/activity_by_day_and_product/queries',
      {
        queries: many(500, (n) => ({
          endkey: [`2026-01-${String((n % 28) + 1).padStart(2, '0')}`],
          inclusive_end: false,
        })),
      },
    ],
  ])('for %s is refused', async (_, path, body) => {
    for (const status of await statuses('POST', path, body)) expect([400, 413]).toContain(status);
  });

  it.each([
    ['700,000 small documents', { docs: many(700_000, () => ({ _id: 'product:x' })) }],
    [
      '10,000 siblings of one',
      {
        new_edits: false,
        docs: many(10_000, (n) => ({ _id: 'product:x', _rev: `1-${n.toString(16).padStart(32, '0')}` })),
      },
    ],
    [
      '16,000 ancestors',
      {
        new_edits: false,
        docs: many(10, (d) => ({
          _id: `product:${d}`,
          _rev: `16000-${hex('a')}`,
          _revisions: { start: 16_000, ids: many(16_000, () => hex('a')) },
        })),
      },
    ],
    ['100,000 levels', `{"docs":[{"_id":"product:x","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`],
    [
      'a revision that nobody can count on from',
      {
        new_edits: false,
        docs: [{ ...aSupplier(), _rev: `${Number.MAX_SAFE_INTEGER}-${hex('a')}` }],
      },
    ],
    ['no body at all', undefined],
  ])('that brings %s is refused', async (_, body) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect([400, 413]).toContain(await send(world.url, 'POST', '/_bulk_docs', text, user));
    // The proxy says 502 when the server refuses before it has taken the whole body.
    expect([400, 413, 502]).toContain(await send(front.url, 'POST', '/_bulk_docs', text, user));
    expect(await send(world.url, 'GET', '/product:x', undefined, user)).toBe(404);
  });

  it.each([
    '/_find/..%2f_all_docs',
    '/_find/%2e%2e/_all_docs',
    '/%2e%2e/_all_dbs',
    '/..%2f..%2f_all_dbs',
    '/../_users/_all_docs',
    '//_all_docs',
    '/_find',
    '/_security',
    '/_design/stock',
    '/_local_docs',
    '/_purge',
    '/_changes%00',
  ])('to %s reaches nothing', async (path) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      const found = await statuses(method, path, method === 'GET' ? undefined : {}, user);
      for (const status of found) expect([400, 403, 404]).toContain(status);
    }
  });

  it('for a checkpoint reaches its own alone, however many are written', async () => {
    const name = (n: number) => `${n.toString(36).padStart(22, 'A')}==`;
    const checkpoint = (last_seq: number) => ({ last_seq, session_id: 's', replicator: 'pouchdb', version: 1 });
    const put = (n: number, { token }: SignedIn) =>
      world.call('PUT', `/db/${shop.database}/_local/${name(n)}`, { token, body: checkpoint(n) });
    expect((await put(1, user)).status).toBe(201);
    const read = (who: SignedIn) =>
      world.call<{ last_seq?: number }>('GET', `/db/${shop.database}/_local/${name(1)}`, { token: who.token });
    expect((await read(user)).body.last_seq).toBe(1);
    expect((await read(viewer)).status).toBe(404);
    for (let n = 0; n < 300; n += 1) await put(n, viewer);
    expect((await read(user)).body.last_seq).toBe(1);
  });

  it('for 200 feeds leaves the other shop its own', async () => {
    const path = '/_changes?feed=longpoll&since=now&limit=100&heartbeat=10000';
    const left = new AbortController();
    const feeds = many(200, () =>
      fetch(`${world.url}/db/${shop.database}${path}`, {
        headers: { authorization: `Bearer ${viewer.token}` },
        signal: left.signal,
      }).then(
        (answer) => answer.status,
        () => 0,
      ),
    );
    for (const status of await Promise.all(feeds)) expect([0, 200, 429]).toContain(status);
    left.abort();
  });
});
