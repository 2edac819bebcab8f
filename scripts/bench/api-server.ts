import { startServer } from '@digiboost/server';
import { seedShop } from '../demo/seed-shop.ts';
import { openInstallation } from '../shared/installation.ts';
import { seededShop } from './seeded-shops.ts';

interface Login {
  readonly email: string;
  readonly password: string;
}

/** Where the server answers, and who may sign in to which of its shops. */
export interface ApiInstallation {
  readonly url: string;
  readonly shops: Readonly<
    Record<string, { readonly database: string; readonly manager: Login; readonly logins: readonly Login[] }>
  >;
}

const USERS = 10;
const PASSWORD = 'mot-de-passe-banc';

const names = (process.argv[2] ?? '').split(',');
const run = `api${Date.now().toString(36)}`;

const installation = await openInstallation();
const platform = await installation.platform();
const shops: Record<string, ApiInstallation['shops'][string]> = {};
for (const name of names) {
  const shop = seededShop(name);
  // On a CouchDB of one's own every run has shops of its own.
  const tenantId = installation.external ? `${run}${name}` : name;
  const manager = await seedShop(installation, { tenantId, shopName: name, password: PASSWORD, ...shop });
  const logins = Array.from({ length: USERS }, (_, n) => ({ email: `u${n}@${tenantId}.sn`, password: PASSWORD }));
  for (const { email, password } of logins) {
    await platform.createUser(tenantId, { email, name: 'Modou Vendeur', role: 'user', password });
  }
  shops[name] = { database: `shop_${tenantId}`, manager, logins };
}
const server = await startServer({
  couchUrl: installation.couchUrl,
  jwtPrivateKey: installation.jwt.privateKey,
  jwtKid: installation.jwt.kid,
  port: 0,
  clientDir: undefined,
  logLevel: 'silent',
  // All users come from one address here.
  limits: { requestsPerMinute: 1_000_000, failedLogins: 5 },
});
await server.watch.idle();
process.stdout.write(`${JSON.stringify({ url: server.url, shops } satisfies ApiInstallation)}\n`);

process.once('SIGTERM', () => {
  void (async () => {
    await server.close();
    await installation.close();
    process.exit(0);
  })();
});
