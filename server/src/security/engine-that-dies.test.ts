import { type SupervisedCouch, superviseEmbeddedCouch } from '@digiboost/couch/embedded/supervised';
import { aSupplier } from '@digiboost/domain/documents/testing/examples';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openEngine } from '../couch/testing/couch.ts';
import { createWorld, type TestShop, type World } from '../testing/world.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };

describe('a database engine that dies', () => {
  let engine: SupervisedCouch;
  let world: World;
  let shop: TestShop;
  beforeAll(async () => {
    const opening = openEngine(async (options) => {
      engine = await superviseEmbeddedCouch(options);
      return engine;
    });
    world = await createWorld({}, opening);
    shop = await world.newShop();
  });
  afterAll(() => world.close());

  const ask = (path: string) => world.call('GET', path, { token: shop.admin.token });

  it('leaves the server standing, which says when to come again, and is there with all it had acknowledged', async () => {
    const { token, id } = shop.admin;
    const supplier = { ...aSupplier(), createdBy: id, updatedBy: id };
    const path = `/db/${shop.database}`;
    const written = await world.call('POST', `${path}/_bulk_docs`, { token, body: { docs: [supplier] } });
    expect(written.status, written.text).toBe(201);
    const longpoll = ask(`${path}/_changes?feed=longpoll&since=now&heartbeat=10000&limit=100`);
    const feed = longpoll.then(
      ({ status }) => status,
      () => 'cut',
    );

    process.kill(engine.pid ?? 0, 'SIGKILL');
    expect(['cut', 503]).toContain(await feed);
    for (const asked of [`${path}/shop`, '/api/v1/dashboards/overview', '/api/v1/users']) {
      await vi.waitFor(async () => {
        const { status, headers, body } = await ask(asked);
        expect([status, headers.get('retry-after'), body.code]).toEqual([503, '2', 'database-unavailable']);
        expect(headers.get('content-type')).toContain('application/problem+json');
      }, PATIENCE);
    }
    expect((await ask('/health')).status).toBe(200);

    await vi.waitFor(async () => expect((await ask(`${path}/${supplier._id}`)).status).toBe(200), PATIENCE);
    expect((await ask('/api/v1/dashboards/overview')).status).toBe(200);
    expect((await ask('/ready')).status).toBe(200);
  });
});
