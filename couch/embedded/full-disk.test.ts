import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, EngineBench } from './testing/engine-bench.ts';
import { type EngineProcess, spawnEngine } from './testing/engine-process.ts';

let bench: EngineBench;
let engine: EngineProcess;
beforeEach(async () => {
  bench = await EngineBench.make();
  engine = await spawnEngine(bench.dataDir);
});
afterEach(async () => {
  await engine.kill();
  await bench.end();
});

const PATIENCE = { timeout: 20_000, interval: 200 };

// The limit of a process's files stands for the disk's end: the same calls of LevelDB fail in the same places.
test.runIf(process.platform === 'linux')('a full disk is gone on from without a restart', async () => {
  await ask(engine, 'PUT', '/shop');
  const acknowledged: string[] = [];
  let count = 0;
  const write = async () => {
    const docs = [0, 1, 2].map(() => {
      count += 1;
      return { _id: `sale-${count}`, text: `${count} `.repeat(400) };
    });
    const answer = await ask(engine, 'POST', '/shop/_bulk_docs', { docs });
    if (answer.status === 201) acknowledged.push(...docs.map(({ _id }) => _id));
    return answer;
  };
  for (let round = 1; round <= 3; round += 1) {
    for (let n = 0; n < 5; n += 1) expect((await write()).status).toBe(201);
    engine.limitFiles(30_000);
    let refused = await write();
    while (refused.status === 201) refused = await write();
    expect(refused).toMatchObject({ status: 503, body: { error: 'storage_unavailable' } });
    expect((await write()).status).toBe(503);
    engine.limitFiles(null);
    await expect.poll(async () => (await write()).status, PATIENCE).toBe(201);
    const { rows } = (await ask(engine, 'POST', '/shop/_all_docs', { keys: acknowledged })).body;
    expect(rows.filter((row: { error?: string }) => row.error !== undefined)).toEqual([]);
    await expect.poll(async () => (await ask(engine, 'PUT', `/shop_${round}`)).status, PATIENCE).toBe(201);
  }
  await engine.kill();
  engine = await spawnEngine(bench.dataDir);
  const { rows } = (await ask(engine, 'POST', '/shop/_all_docs', { keys: acknowledged })).body;
  expect(rows.filter((row: { error?: string }) => row.error !== undefined)).toEqual([]);
  expect((await ask(engine, 'GET', '/_up')).body).toEqual({ status: 'ok', seeds: {} });
});
