import { addDays } from '@digiboost/domain/shared/day';
import { startServer } from '@digiboost/server';
import { DEMO_PRODUCTS, largeCatalogue } from '../demo/catalogue.ts';
import { type SeedOptions, seedShop } from '../demo/seed-shop.ts';
import { openInstallation } from '../shared/installation.ts';
import { BIG_SHOP } from './big-shop.ts';

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
const DEMO = { days: 90, linesPerDay: 120 };

const names = (process.argv[2] ?? '').split(',');
const today = new Date().toISOString().slice(0, 10);
const run = `api${Date.now().toString(36)}`;

const SHOPS: Readonly<Record<string, Pick<SeedOptions, 'products' | 'from' | 'linesPerDay' | 'targetLines'>>> = {
  demo: { products: DEMO_PRODUCTS, from: addDays(today, -DEMO.days), linesPerDay: DEMO.linesPerDay },
  // Beside the demo shop: whose people are hostile.
  neighbour: { products: DEMO_PRODUCTS, from: addDays(today, -DEMO.days), linesPerDay: DEMO.linesPerDay },
  big: {
    products: largeCatalogue(BIG_SHOP.products),
    from: addDays(today, -365 * BIG_SHOP.years),
    linesPerDay: BIG_SHOP.lines / (365 * BIG_SHOP.years),
    targetLines: BIG_SHOP.lines,
  },
};

const installation = await openInstallation();
const platform = await installation.platform();
const shops: Record<string, ApiInstallation['shops'][string]> = {};
for (const name of names) {
  const shop = SHOPS[name];
  if (!shop) throw new Error(`There is no shop ${name}: choose among ${Object.keys(SHOPS).join(', ')}.`);
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
