import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedCouch } from '@digiboost/couch/embedded';
import { couchAdmin } from '@digiboost/couch/provisioning';
import { expect, it } from 'vitest';
import { generateSigningKeyPem, startServer } from './index.ts';

const admin = { name: 'admin', password: 'admin' };

it('/ready says how many databases are damaged, and stays ready for the others', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'health-'));
  const start = async () => {
    const couch = await startEmbeddedCouch({ dataDir, admin, jwtKeys: {} });
    return { couch, url: couch.url.replace('//', '//admin:admin@') };
  };
  const first = await start();
  for (const name of ['control', 'shop_awa', 'shop_modou']) await couchAdmin(first.url).request('PUT', `/${name}`);
  await first.couch.close();
  const [lost = ''] = (await readdir(dataDir)).filter((name) => name.startsWith('shop_awa'));
  await rm(join(dataDir, lost), { recursive: true });

  const { couch, url } = await start();
  const options = { couchUrl: url, jwtPrivateKey: generateSigningKeyPem(), port: 0, logLevel: 'silent' } as const;
  const server = await startServer(options);
  try {
    const ready = async () => {
      const answer = await fetch(`${server.url}/ready`);
      return [answer.status, ((await answer.json()) as { damagedDatabases?: number }).damagedDatabases];
    };
    await expect.poll(ready, { timeout: 10_000 }).toEqual([200, 1]);
    expect((await couchAdmin(url).request('PUT', '/shop_modou/a', {})).status).toBe(201);
  } finally {
    await server.close();
    await couch.close();
    await rm(dataDir, { recursive: true });
  }
});
