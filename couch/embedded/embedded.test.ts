import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DataFolder } from './data-folder.ts';
import type { EmbeddedCouch } from './index.ts';
import { createStore } from './store.ts';
import { ask, EngineBench } from './testing/engine-bench.ts';
import { spawnEngine } from './testing/engine-process.ts';

const DESIGN = { views: { all: { map: 'function (doc) { emit(doc._id, 1); }', reduce: '_sum' } } };

let bench: EngineBench;
let dataDir = '';
beforeEach(async () => {
  bench = await EngineBench.make();
  dataDir = bench.dataDir;
});
afterEach(() => bench.end());

const start = (port = 0) => bench.start(port);
const stop = (couch: EmbeddedCouch) => bench.stop(couch);

test('announces no end of idle connections, for it closes none', async () => {
  const { url } = await start();
  const { headers } = await fetch(url);
  expect([headers.get('connection'), headers.get('keep-alive')]).toEqual(['keep-alive', null]);
});

describe('the data folder', () => {
  test('keeps databases, members, documents and views over a restart', async () => {
    const first = await start();
    await ask(first, 'PUT', '/shop');
    const security = { admins: { roles: ['boss'] }, members: { names: ['awa'] } };
    await ask(first, 'PUT', '/shop/_security', security);
    await ask(first, 'PUT', '/shop/_design/v', DESIGN);
    await ask(first, 'PUT', '/shop/a', { n: 1 });
    const identity = (await ask(first, 'GET', '/')).body.uuid;
    await stop(first);
    const second = await start();
    expect((await ask(second, 'GET', '/')).body.uuid).toBe(identity);
    expect((await ask(second, 'GET', '/_all_dbs')).body).toEqual(['shop']);
    expect((await ask(second, 'GET', '/shop/_security')).body).toEqual(security);
    expect((await ask(second, 'GET', '/shop/a')).body.n).toBe(1);
    expect((await ask(second, 'GET', '/shop/_design/v/_view/all')).body.rows).toEqual([{ key: null, value: 1 }]);
    expect((await ask(second, 'GET', '/shop')).body.update_seq).toMatch(/^2-[0-9a-f]{8}$/);
  });

  test('has one writer in this process', async () => {
    await start();
    await expect(start()).rejects.toThrow('data folder in use');
  });

  test('has one writer on this machine', async () => {
    await start();
    await expect(spawnEngine(dataDir)).rejects.toThrow('data folder in use');
  });

  test('can be used again after a start that failed', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    const elsewhere = join(dataDir, 'second');
    await mkdir(elsewhere);
    await expect(bench.start(port, elsewhere)).rejects.toThrow('EADDRINUSE');
    await bench.start(0, elsewhere);
  });

  test('forgets what was deleted, for good', async () => {
    const couch = await start();
    await ask(couch, 'PUT', '/shop');
    await ask(couch, 'PUT', '/shop/a', {});
    await ask(couch, 'DELETE', '/shop');
    expect(await bench.folders()).toEqual(['catalogue']);
    await ask(couch, 'PUT', '/shop');
    expect((await ask(couch, 'GET', '/shop/a')).status).toBe(404);
  });

  test('sets aside at a start what was marked as deleted, and leaves all else', async () => {
    const couch = await start();
    await ask(couch, 'PUT', '/shop');
    await ask(couch, 'PUT', '/gone');
    await stop(couch);
    // The process ended between the mark and the removal of the files.
    const folder = await DataFolder.open(dataDir);
    const marked = folder.find('gone')?.folder ?? '';
    const kept = folder.find('shop')?.folder ?? '';
    await folder.forget('gone');
    await folder.close();
    for (const name of ['shop_other.0a1b2c3d', 'notes']) await mkdir(join(dataDir, name));
    const again = await start();
    expect((await ask(again, 'GET', '/_all_dbs')).body).toEqual(['shop']);
    const left = ['catalogue', kept, 'shop_other.0a1b2c3d', 'notes', `${marked}.deleted`].sort();
    expect(await bench.folders()).toEqual(left);
    await stop(again);
    await start();
    expect(await bench.folders()).toEqual(left);
  });

  test.each([
    ['CURRENT of the catalogue', 'catalogue/CURRENT'],
    ['the catalogue', 'catalogue'],
  ])('without %s nothing starts, and nothing is removed', async (_, lost) => {
    const couch = await start();
    await ask(couch, 'PUT', '/shop');
    await ask(couch, 'PUT', '/shop/a', { n: 1 });
    await stop(couch);
    const aside = `${dataDir}-aside`;
    await rename(join(dataDir, lost), aside);
    const before = await readdir(dataDir, { recursive: true });
    await expect(start()).rejects.toThrow('Nothing was changed');
    expect(await readdir(dataDir, { recursive: true })).toEqual(before);
    await rename(aside, join(dataDir, lost));
    expect((await ask(await start(), 'GET', '/shop/a')).body.n).toBe(1);
  });

  test('with an empty catalogue beside databases nothing starts', async () => {
    const couch = await start();
    await ask(couch, 'PUT', '/shop');
    await stop(couch);
    await rm(join(dataDir, 'catalogue'), { recursive: true });
    await rm(join(dataDir, 'tallies'), { recursive: true });
    await createStore(join(dataDir, 'catalogue'));
    await expect(start()).rejects.toThrow('Nothing was changed');
    expect((await bench.folders()).length).toBe(2);
  });

  test("keeps the engine's own local documents out of reach", async () => {
    const couch = await start();
    await ask(couch, 'PUT', '/shop');
    await ask(couch, 'PUT', '/victim');
    await ask(couch, 'PUT', '/victim/a', {});
    const [victim = ''] = (await readdir(dataDir)).filter((name) => name.startsWith('victim'));
    const dependentDbs = { [join(dataDir, victim)]: true };
    await ask(couch, 'PUT', '/shop/_local/_pouch_dependentDbs', { dependentDbs });
    await ask(couch, 'DELETE', '/shop');
    expect((await ask(couch, 'GET', '/victim/a')).status).toBe(200);
  });
});

describe('a process that is killed', () => {
  test('loses nothing that was acknowledged', async () => {
    const engine = await spawnEngine(dataDir);
    await ask(engine, 'PUT', '/shop');
    const acknowledged: string[] = [];
    let isAlive = true;
    const writer = async (name: string) => {
      for (let n = 0; isAlive; n += 1) {
        const docs = [0, 1, 2].map((line) => ({ _id: `${name}-${n}-${line}`, name }));
        const answer = await ask(engine, 'POST', '/shop/_bulk_docs', { docs }).catch(() => undefined);
        if (answer?.status === 201) acknowledged.push(...docs.map(({ _id }) => _id));
      }
    };
    const writers = ['a', 'b', 'c', 'd'].map(writer);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await engine.kill();
    isAlive = false;
    await Promise.all(writers);
    expect(acknowledged.length).toBeGreaterThan(20);
    const couch = await start();
    const { rows } = (await ask(couch, 'POST', '/shop/_all_docs', { keys: acknowledged })).body;
    expect(rows.filter((row: { error?: string }) => row.error !== undefined)).toEqual([]);
    expect((await ask(couch, 'GET', '/_up')).body).toEqual({ status: 'ok', seeds: {} });
    const { body } = await ask(couch, 'GET', '/shop/_changes');
    expect(body.results.length).toBeGreaterThanOrEqual(acknowledged.length);
  });
});

describe('closing', () => {
  test('waits for what is being read, be it of a database that is deleted', async () => {
    const couch = await start();
    const docs = Array.from({ length: 2000 }, (_, n) => ({ _id: `d${n}`, text: 'x'.repeat(200) }));
    const paths = [
      '/_all_docs?include_docs=true',
      '/_changes?include_docs=true',
      '/_design/v/_view/all?include_docs=true&reduce=false',
    ];
    for (const end of ['delete', 'close']) {
      await ask(couch, 'PUT', '/shop');
      await ask(couch, 'POST', '/shop/_bulk_docs', { docs: [...docs, { _id: '_design/v', ...DESIGN }] });
      const reads = [...paths, ...paths, ...paths].map((path) =>
        ask(couch, 'GET', `/shop${path}`).catch(() => undefined),
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (end === 'delete') expect((await ask(couch, 'DELETE', '/shop')).status).toBe(200);
      else await stop(couch);
      for (const answer of await Promise.all(reads)) expect([200, 404, undefined]).toContain(answer?.status);
    }
  });

  test('ends the feeds that are open', async () => {
    const couch = await start();
    await ask(couch, 'PUT', '/shop');
    const feeds = ['/shop/_changes?feed=longpoll&since=now', '/_db_updates?feed=longpoll&since=now'];
    const waiting = feeds.map((path) => ask(couch, 'GET', path));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await stop(couch);
    for (const { status, body } of await Promise.all(waiting)) {
      expect(status).toBe(200);
      expect(body.results).toEqual([]);
    }
  });
});

describe('a body', () => {
  test('is bounded', async () => {
    const couch = await start();
    await ask(couch, 'PUT', '/shop');
    const headers = {
      authorization: `Basic ${btoa('admin:admin')}`,
      'content-type': 'application/json',
    };
    const body = `{"a":"${'x'.repeat(65 * 1024 * 1024)}"}`;
    const answer = await fetch(`${couch.url}/shop/big`, { method: 'PUT', headers, body }).catch(() => undefined);
    // The connection may be closed before the client has sent it all.
    expect(answer?.status ?? 413).toBe(413);
    expect((await ask(couch, 'GET', '/_up')).status).toBe(200);
  });
});
