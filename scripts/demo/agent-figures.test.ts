import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '@digiboost/domain/shared/day';
import { type RunningServer, startServer } from '@digiboost/server';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Installation, openInstallation } from '../shared/installation.ts';
import { agentOf } from '../testing/agent.ts';
import { differingFigures } from '../testing/agent-figures.ts';
import { DEMO_PRODUCTS } from './catalogue.ts';
import { seedShop } from './seed-shop.ts';

const tenantId = `agents${Date.now().toString(36)}`;
let folder: string;
let installation: Installation;
let server: RunningServer;
let login: { readonly email: string; readonly password: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agents-'));
  vi.stubEnv('DATA_DIR', folder);
  installation = await openInstallation();
  login = await seedShop(installation, {
    tenantId,
    shopName: 'Boutique',
    password: 'mot-de-passe-agents',
    products: DEMO_PRODUCTS,
    from: addDays(new Date().toISOString().slice(0, 10), -70),
    linesPerDay: 60,
  });
  const { privateKey, kid } = installation.jwt;
  server = await startServer({
    couchUrl: installation.couchUrl,
    jwtPrivateKey: privateKey,
    jwtKid: kid,
    port: 0,
    clientDir: undefined,
    logLevel: 'silent',
  });
}, 120_000);
afterAll(async () => {
  await server.close();
  await installation.close();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

it('tells an assistant the figures of the API, to the franc, of a shop with a life', { timeout: 60_000 }, async () => {
  const agent = await agentOf(server.url, login);
  const { revenue } = (await agent.tool('vue_ensemble', {})) as { revenue: { current: number } };
  expect(revenue.current).toBeGreaterThan(100_000);
  expect(await differingFigures(agent, { product: 'product:p001', word: 'riz' })).toEqual([]);
  await agent.close();
});
