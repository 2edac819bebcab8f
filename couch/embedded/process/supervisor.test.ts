import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ask, EngineBench } from '../testing/engine-bench.ts';
import { spawnSupervisor } from '../testing/engine-process.ts';
import { type SupervisedCouch, superviseEmbeddedCouch } from './supervisor.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };

let bench: EngineBench;
let couch: SupervisedCouch | undefined;
beforeEach(async () => {
  bench = await EngineBench.make();
});
afterEach(async () => {
  await couch?.close();
  couch = undefined;
  await bench.end();
});

const supervise = () =>
  superviseEmbeddedCouch({ dataDir: bench.dataDir, admin: { name: 'admin', password: 'admin' }, jwtKeys: {} });

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('an engine that ends comes back at its address, with all that it acknowledged', async () => {
  const engine = await supervise();
  couch = engine;
  await ask(engine, 'PUT', '/shop');
  for (const [round, signal] of (['SIGKILL', 'SIGSEGV'] as const).entries()) {
    const { pid = 0 } = engine;
    expect((await ask(engine, 'PUT', `/shop/d${round}`, { round })).status).toBe(201);
    process.kill(pid, signal);
    await vi.waitFor(() => expect([undefined, pid]).not.toContain(engine.pid), PATIENCE);
    await vi.waitFor(async () => expect((await ask(engine, 'GET', '/_up')).status).toBe(200), PATIENCE);
    expect((await ask(engine, 'GET', `/shop/d${round}`)).body.round).toBe(round);
  }
  const { pid = 0 } = engine;
  await engine.close();
  expect(isRunning(pid)).toBe(false);
});

test('the engine ends with whoever started it, even by a kill', async () => {
  const { url, pid, kill } = await spawnSupervisor(bench.dataDir);
  // The keys of a terminal reach both: the engine has answers to give until the server has closed.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.kill(pid, signal);
  expect((await ask({ url }, 'PUT', '/shop')).status).toBe(201);
  await kill();
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), PATIENCE);
  couch = await supervise();
  expect((await ask(couch, 'GET', '/_all_dbs')).body).toEqual(['shop']);
});

test('a first start that fails says why', async () => {
  const { url } = await bench.start();
  await expect(supervise()).rejects.toThrow('data folder in use');
  const port = Number(new URL(url).port);
  const other = { dataDir: join(bench.dataDir, 'other'), admin: { name: 'a', password: 'a' }, jwtKeys: {} };
  await expect(superviseEmbeddedCouch({ ...other, port })).rejects.toMatchObject({ code: 'EADDRINUSE', port });
});
