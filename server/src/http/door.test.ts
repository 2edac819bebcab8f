import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createGunzip, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviceStore } from '../accounts/device-store.ts';
import { connectCouch } from '../couch/client.ts';
import { createWorld, type TestShop, type World } from '../testing/world.ts';

const category = (key: string, by: string) => ({
  _id: `category:${key}`,
  type: 'category',
  name: key,
  isActive: true,
  createdAt: '2025-01-01T10:00:00.000Z',
  createdBy: by,
  deviceId: 'k1',
  updatedAt: '2025-01-01T10:00:00.000Z',
  updatedBy: by,
  edits: {},
});

/** The status of a request whose path is sent as it is, dots included. */
const rawStatus = (url: string, path: string, token: string): Promise<number | undefined> => {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
};

describe('the door to a shop’s database', () => {
  let world: World;
  let shop: TestShop;
  let other: TestShop;
  beforeAll(async () => {
    world = await createWorld();
    shop = await world.newShop();
    other = await world.newShop();
  });
  afterAll(() => world.close());

  const db = (method: string, path: string, call: Parameters<World['call']>[2] = { token: shop.admin.token }) =>
    world.call<{ rows: { id: string }[]; name: string; ok: boolean; error: string; results: unknown[] }>(
      method,
      `/db/${shop.database}${path}`,
      call,
    );

  const write = (doc: object, token = shop.admin.token) => db('POST', '/_bulk_docs', { token, body: { docs: [doc] } });

  it('reads and writes with the caller’s own token', async () => {
    const { token, id } = shop.admin;
    const written = await write(category('riz', id));
    expect(written.body).toMatchObject([{ ok: true }]);
    const read = await db('POST', '/_all_docs', { token, body: { keys: ['category:riz'] } });
    expect(read.body.rows.map((row) => row.id)).toEqual(['category:riz']);
    const shopDoc = await db('GET', '/shop');
    expect([shopDoc.status, shopDoc.body.name]).toEqual([200, `Boutique ${shop.id}`]);
    expect(Math.abs(Date.parse(shopDoc.headers.get('date') ?? '') - Date.now())).toBeLessThan(2_000);
    expect(shopDoc.headers.get('cache-control')).toBe('no-cache');
  });

  it('notes which phone has called, once CouchDB has granted it', async () => {
    const seen = async (calls: { token?: string; device: string }[]) => {
      for (const { token, device } of calls) {
        await db('GET', '/shop', { token, headers: { 'x-device': device } });
      }
      const control = connectCouch(world.couchUrl).database(world.controlDatabase);
      return deviceStore(control).list(shop.id);
    };
    const { token, id } = shop.admin;
    expect(await seen([{ token: other.admin.token, device: 'stranger' }, { device: 'nobody' }])).toEqual([]);
    await seen([
      { token, device: 'k3j9f2ab' },
      { token, device: 'Not A Device' },
    ]);
    await expect.poll(() => seen([])).toMatchObject([{ device: 'k3j9f2ab', userId: id }]);
    const [before] = await seen([]);
    world.advance(4 * 60_000);
    await seen([{ token, device: 'k3j9f2ab' }]);
    world.advance(2 * 60_000);
    await seen([{ token, device: 'k3j9f2ab' }]);
    await expect.poll(async () => (await seen([]))[0]?.lastSeen).not.toBe(before?.lastSeen);
    const [after] = await seen([]);
    expect(Date.parse(after?.lastSeen ?? '') - Date.parse(before?.lastSeen ?? '')).toBeGreaterThanOrEqual(5 * 60_000);
  });

  it('passes a compressed body on', async () => {
    const docs = [category('huile', shop.admin.id)];
    const answer = await fetch(`${world.url}/db/${shop.database}/_bulk_docs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${shop.admin.token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body: new Uint8Array(gzipSync(JSON.stringify({ docs }))),
    });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject([{ ok: true, id: 'category:huile' }]);
  });

  it('lets no other shop, nobody without a token, and no password in', async () => {
    const paths = ['', '/_changes?limit=10', '/shop', '/_local/AAAAAAAAAAAAAAAAAAAAAA%3D%3D'];
    for (const path of paths) {
      expect((await db('GET', path, { token: other.admin.token })).status).toBe(403);
      const nobody = await world.call('GET', `/db/${shop.database}${path}`);
      expect([nobody.status, nobody.body.code]).toEqual([401, 'not-authenticated']);
    }
    const foreign = { token: other.admin.token, body: { docs: [category('vol', other.admin.id)] } };
    expect((await db('POST', '/_bulk_docs', foreign)).status).toBe(403);
    expect(
      (await db('POST', '/_bulk_get', { token: other.admin.token, body: { docs: [{ id: 'shop' }] } })).status,
    ).toBe(403);
    const { username, password } = new URL(world.couchUrl);
    const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    expect((await db('GET', '/shop', { headers: { authorization: basic } })).status).toBe(401);
    expect((await db('GET', '/shop', { headers: { cookie: 'AuthSession=x' } })).status).toBe(401);
  });

  it('refuses the token of a refreshed session no more than the first, and a platform token always', async () => {
    const again = await world.call('POST', '/api/v1/auth/refresh', { refresh: shop.admin.refresh });
    expect((await db('GET', '/shop', { token: again.body.accessToken })).status).toBe(200);
    await world.platform.createPlatformAdmin({
      email: `root@${shop.id}.sn`,
      name: 'Racine',
      password: 'mot-de-passe-racine',
    });
    const root = await world.signIn(`root@${shop.id}.sn`, 'mot-de-passe-racine');
    expect((await db('GET', '/shop', { token: root.token })).status).toBe(403);
  });

  it('lets CouchDB refuse what the role may not write', async () => {
    const viewer = await world.newUser(shop, 'viewer');
    const refused = await write(category('sel', viewer.id), viewer.token);
    expect(refused.body).toMatchObject([{ error: 'forbidden' }]);
    expect((await db('GET', '/shop', { token: viewer.token })).status).toBe(200);
  });

  it('refuses the control database, administration and climbing out', async () => {
    for (const path of ['/db/control/_all_docs', '/db/_all_dbs', '/db/_session', `/db/${shop.database}/_security`]) {
      const { status, body } = await world.call('GET', path, { token: shop.admin.token });
      expect([status, body.code]).toEqual([403, 'forbidden']);
    }
    const climbed = await rawStatus(world.url, `/db/${shop.database}/../control/_all_docs`, shop.admin.token);
    expect(climbed).toBe(403);
    for (const method of ['DELETE', 'PATCH', 'PUT']) {
      const { status, body } = await world.call(method, `/db/${shop.database}/shop`, { token: shop.admin.token });
      expect([status, body.code]).toEqual([403, 'forbidden']);
    }
  });

  it('does not count toward the limit of the API', async () => {
    const limited = await createWorld({ limits: { requestsPerMinute: 3, failedLogins: 5 } });
    try {
      const own = await limited.newShop();
      for (let n = 0; n < 10; n += 1) {
        const { status } = await limited.call('GET', `/db/${own.database}/shop`, { token: own.admin.token });
        expect(status).toBe(200);
      }
    } finally {
      await limited.close();
    }
  });

  it('keeps a longpoll open with heartbeats, compressed, and answers as soon as something changes', async () => {
    const { last_seq } = (await (
      await fetch(`${world.url}/db/${shop.database}/_changes?limit=100`, {
        headers: { authorization: `Bearer ${shop.admin.token}` },
      })
    ).json()) as { last_seq: string };
    const chunks: { at: number; text: string }[] = [];
    const started = Date.now();
    const path = `/db/${shop.database}/_changes?feed=longpoll&heartbeat=1000&limit=100&since=${last_seq}`;
    const finished = new Promise<void>((resolve, reject) => {
      request(
        world.url + path,
        { headers: { authorization: `Bearer ${shop.admin.token}`, 'accept-encoding': 'gzip' } },
        (answer) => {
          expect(answer.headers['content-encoding']).toBe('gzip');
          answer
            .pipe(createGunzip())
            .on('data', (chunk: Buffer) => chunks.push({ at: Date.now() - started, text: chunk.toString() }))
            .on('end', resolve)
            .on('error', reject);
        },
      )
        .on('error', reject)
        .end();
    });
    await wait(2_500);
    const beats = chunks.filter(({ text }) => text.includes('\n'));
    expect(beats.length).toBeGreaterThanOrEqual(2);
    await write(category('sucre', shop.admin.id));
    const written = Date.now() - started;
    await finished;
    expect(chunks.map(({ text }) => text).join('')).toContain('category:sucre');
    expect((chunks.at(-1)?.at ?? 0) - written).toBeLessThan(1_000);
  });
});
