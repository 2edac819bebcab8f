import { join } from 'node:path';
import { couchAdmin, upgradeTenants } from '@digiboost/couch/provisioning';
import { addDays } from '@digiboost/domain/shared/day';
import { type RunningServer, readConfig, startServer } from '@digiboost/server';
import { DEMO_PRODUCTS } from './demo/catalogue.ts';
import { managerEmail, seedShop } from './demo/seed-shop.ts';
import { buildClient } from './shared/build-client.ts';
import { pushKeyOf } from './shared/data-folder.ts';
import { type Installation, openInstallation } from './shared/installation.ts';
import { sentenceOf } from './shared/sentence.ts';

const DEMO_DAYS = 90;
const DEMO_LINES_PER_DAY = 120;
/** Its orders to suppliers are written down that long. */
const DEMO_ORDER_DAYS = 30;

let installation: Installation | null = null;
let server: RunningServer | null = null;
try {
  await buildClient();
  installation = await openInstallation();
  const demo = await prepareShops(installation);
  server = await serve(installation);
  announce(server, installation, demo);
} catch (error) {
  await installation?.close();
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void stop().then(() => process.exit(0));
  });
}

/** Brings every shop to this version, and makes the demo shop where there is none at all. Returns its tenant's id. */
async function prepareShops(opened: Installation): Promise<string | null> {
  const named = process.env.DEMO_TENANT;
  const tenantId = named || 'demo';
  const platform = await opened.platform();
  const tenants = (await platform.tenants()).map((tenant) => tenant.id);
  if (tenants.length === 0 || tenants.includes(tenantId) || named) {
    if (!tenants.includes(tenantId)) process.stdout.write('Making the demo shop…\n');
    await seedShop(opened, {
      tenantId,
      shopName: 'Boutique Médina',
      password: opened.secrets.demoPassword,
      products: DEMO_PRODUCTS,
      from: addDays(new Date().toISOString().slice(0, 10), -DEMO_DAYS),
      linesPerDay: DEMO_LINES_PER_DAY,
      orderDays: DEMO_ORDER_DAYS,
    });
  }
  for (const { tenantId: id, error } of await upgradeTenants(couchAdmin(opened.couchUrl))) {
    if (error) process.stderr.write(`The shop ${id} could not be upgraded: ${error}\n`);
  }
  return tenants.length === 0 || tenants.includes(tenantId) || named ? tenantId : null;
}

async function serve(opened: Installation): Promise<RunningServer> {
  const { privateKey, kid } = opened.jwt;
  const config = readConfig({
    LOG_LEVEL: 'warn',
    // Without a provider, an installation of one's own shows its messages instead of losing them.
    LOCAL_OUTBOX: '1',
    BACKUP_TO: join(opened.folder, 'backups'),
    VAPID_PRIVATE_KEY: await pushKeyOf(opened.folder),
    ...process.env,
    COUCHDB_URL: opened.couchUrl,
    JWT_PRIVATE_KEY: privateKey,
    JWT_KID: kid,
  });
  if (!config.ok) throw new Error(config.error.join('\n'));
  return startServer(config.value);
}

function announce(running: RunningServer, opened: Installation, demo: string | null): void {
  const lines = ['', 'Digiboost PME', `  Adresse      : ${running.url}`];
  if (demo) lines.push(`  E-mail       : ${managerEmail(demo)}`, `  Mot de passe : ${opened.secrets.demoPassword}`);
  lines.push(`  Données      : ${opened.external ? 'CouchDB (COUCHDB_URL)' : join(opened.folder, 'couch')}`, '');
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function stop(): Promise<void> {
  await server?.close();
  await installation?.close();
}
