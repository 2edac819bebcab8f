import { REPORT_TYPES, type Shop } from '@digiboost/domain/documents';
import {
  aCount,
  aCustomer,
  aMovement,
  anAlert,
  anOrder,
  aProduct,
  aSale,
  aSupplier,
  someLimits,
  writtenBy,
} from '@digiboost/domain/documents/testing/examples';
import { REPORTS } from '@digiboost/domain/reports';
import { addDays } from '@digiboost/domain/shared/day';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectCouch, type Database } from './couch/client.ts';
import type { Operation } from './http/operation.ts';
import { NO_CHANNELS } from './notify/notify-config.ts';
import { startTwilioLoopback, type TwilioLoopback } from './notify/testing/twilio-loopback.ts';
import { OPERATIONS, type OperationId } from './operations.ts';
import { type Asked, type EveryCall, everyCall, pathOf } from './testing/every-call.ts';
import { createWorld, PASSWORD, type SignedIn, type TestShop, type World } from './testing/world.ts';

/** One shop that paid little for what it sells, and the same shop that paid more: told apart by costs alone. */
const COSTS = [79_193, 41_057] as const;
const TODAY = new Date().toISOString().slice(0, 10);

interface Costly {
  readonly shop: TestShop;
  readonly database: Database;
  readonly seller: SignedIn;
  /** What an assistant calls with, whose person has become a seller. */
  readonly key: string;
  readonly calls: EveryCall;
}

let twilio: TwilioLoopback;
let world: World;
let shops: readonly Costly[];
beforeAll(async () => {
  twilio = await startTwilioLoopback();
  world = await createWorld({
    limits: { requestsPerMinute: 10_000, failedLogins: 1_000 },
    notify: { ...NO_CHANNELS, whatsapp: twilio.config, localOutbox: true },
  });
  shops = await Promise.all(COSTS.map(costly));
});
afterAll(async () => {
  await world.close();
  await twilio.close();
});

async function costly(cost: number): Promise<Costly> {
  const shop = await world.newShop();
  const [viewer, seller, maker] = await Promise.all(
    (['viewer', 'user', 'admin'] as const).map((role) => world.newUser(shop, role)),
  );
  if (!viewer || !seller || !maker) throw new Error('Nobody');
  const email = `plateforme@${shop.id}.sn`;
  await world.platform.createPlatformAdmin({ email, name: 'Plateforme', password: PASSWORD });
  const calls = everyCall({ world, twilio, shop, viewer, root: await world.signIn(email, PASSWORD) });
  const database = connectCouch(world.couchUrl).database(shop.database);
  await store(database, documentsOf(cost, shop.admin.id));
  await database.update<Shop>('shop', (doc) => doc && { ...doc, settings: { ...doc.settings, limits: [LIMITS] } });
  const body = { name: 'Assistant', scopes: ['shop:read', 'orders:draft'], days: 30 };
  const made = await world.call<{ secret: string }>('POST', '/api/v1/agents/keys', { token: maker.token, body });
  await world.call('PATCH', `/api/v1/users/${maker.id}`, { token: shop.admin.token, body: { role: 'user' } });
  // What the watch opens tells costs too.
  const history = () => world.call('GET', '/api/v1/alerts/history', { token: shop.admin.token });
  await vi.waitFor(async () => expect((await history()).text).toContain('immobilise'), {
    timeout: 20_000,
    interval: 100,
  });
  return { shop, database, seller, key: made.body.secret, calls };
}

const LIMITS = someLimits({ since: '2020-01-01T00:00:00.000Z', user: ['COSTS'], viewer: ['COSTS'] });

async function store(database: Database, docs: object[]): Promise<void> {
  const rows = await database.request<{ error?: string }[]>('post', '_bulk_docs', { docs });
  expect(rows.filter(({ error }) => error)).toEqual([]);
}

/** Sold every day for three months, nearly gone, ordered of Sandaga; a second product sleeps and expires. */
function documentsOf(cost: number, by: string): object[] {
  const at = (days: number, hour = '10'): string => `${addDays(TODAY, -days)}T${hour}:00:00.000Z`;
  const rice = aProduct({
    _id: 'product:riz',
    supplierId: 'supplier:sandaga',
    purchasePrice: cost,
    salePrice: 158_386,
  });
  const tea = aProduct({ ...rice, _id: 'product:the', code: 'THE', name: 'Thé', categoryId: undefined });
  const sold = Array.from({ length: 90 }, (_, n) =>
    aSale({ at: at(n), n, lines: [{ productId: rice._id, quantity: 1 + (n % 2), unitPrice: 158_386 }] }),
  );
  const own = Array.from({ length: 2 }, (_, n) =>
    aSale({ at: at(n, '09'), n: 200 + n, payments: [], customerId: 'customer:moussa' }),
  );
  const entry = { unitCost: cost, quantity: 10 } as const;
  const events = [
    ...sold,
    ...own,
    aMovement({ at: at(95), n: 1, productId: rice._id, ...entry, quantity: 150 }),
    aMovement({ at: at(90), n: 2, productId: tea._id, ...entry, expiresOn: addDays(TODAY, 5) }),
    aCount({ at: at(0, '00'), n: 3, productId: rice._id, counted: 5 }),
  ];
  return [
    rice,
    tea,
    aSupplier({ _id: 'supplier:sandaga' }),
    aCustomer({ _id: 'customer:moussa' }),
    anOrder({ lines: [{ productId: rice._id, quantity: 10, unitCost: cost }] }),
    anAlert({ _id: 'alert:dort', alertType: 'DORMANT', conditions: {}, channels: [], recipients: [] }),
    anAlert({ _id: 'alert:perime', alertType: 'EXPIRY', conditions: {}, channels: [], recipients: [] }),
    anAlert({ _id: 'alert:rupture', alertType: 'RUPTURE', conditions: {}, channels: [], recipients: [] }),
    ...events.map((event) => writtenBy(event, by)),
  ];
}

/** Everything in an answer that is told of the shop: what differs between any two shops is left out. */
const told = (text: string, { shop, database }: Costly): string =>
  text
    .replaceAll(database.name, 'SHOP')
    .replaceAll(shop.id, 'SHOP')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'INSTANT')
    // How often the stock turns is a ratio of costs, equal to the last digits.
    .replace(/\d+\.\d{9,}/g, (digits) => Number(digits).toPrecision(9));

const FIGURES = OPERATIONS.filter(({ answers }) => answers[304] !== undefined);
const OTHER_QUERIES: Readonly<Record<string, readonly string[]>> = {
  stockDetail: ['', '?sort=value&order=desc'],
  salesAnalysis: [`?from=${addDays(TODAY, -29)}&to=${TODAY}&step=WEEK`],
  predictions: ['', '?budget=1000000&horizonDays=30'],
  recommandations: ['?budget=1000000'],
};
/** Of these, administrators are told nothing that depends on costs either. */
const NO_COSTS = ['till', 'customers', 'customer', 'supplierBalance'];

describe('a seller from whom costs are kept', () => {
  const answers = async (of: Operation, query: string | undefined, token: (costly: Costly) => string) =>
    Promise.all(
      shops.map(async (one) => {
        const asked = (await one.calls[of.id as OperationId]()) as Asked;
        const call = query === undefined ? asked : { ...asked, query };
        const { status, text } = await world.call('GET', pathOf(of, call), { token: token(one) });
        expect([of.id, status]).toEqual([of.id, 200]);
        return told(text, one);
      }),
    );

  it('is told the same figures whatever things cost, and administrators are told the costs', async () => {
    for (const of of FIGURES) {
      for (const query of [undefined, ...(OTHER_QUERIES[of.id] ?? [])]) {
        const [cheap, dear] = await answers(of, query, ({ seller }) => seller.token);
        expect(`${of.id} ${cheap}`).toBe(`${of.id} ${dear}`);
      }
      const [query] = OTHER_QUERIES[of.id]?.slice(-1) ?? [];
      const [cheap, dear] = await answers(of, query, ({ shop }) => shop.admin.token);
      expect([of.id, cheap !== dear]).toEqual([of.id, !NO_COSTS.includes(of.id)]);
    }
  });

  it('is told no cost by any operation, whatever it does', async () => {
    const [one] = shops;
    if (!one) throw new Error('No shop');
    const { calls, seller } = one;
    const telling: string[] = [];
    for (const of of OPERATIONS) {
      if (of.callers === 'anybody') continue;
      const asked = await calls[of.id as OperationId]();
      if (typeof asked === 'number') continue;
      const { token: _, ...call } = asked;
      const { text } = await world.call(of.method.toUpperCase(), pathOf(of, call), { ...call, token: seller.token });
      // Costs, sums of them and margins are multiples of it, and the small ones begin with its digits.
      if (/(?<![\w-])79\s?193/.test(text) || /immobilise/.test(text)) telling.push(of.id);
    }
    expect(telling).toEqual([]);
  });

  it('neither makes nor opens a report that tells them', async () => {
    const [one] = shops;
    if (!one) throw new Error('No shop');
    const { shop, seller } = one;
    const make = (reportType: string, { token }: SignedIn) =>
      world.call<{ run?: { id: string } }>('POST', '/api/v1/reports/generate', {
        token,
        body: { reportType, from: addDays(TODAY, -20), to: TODAY },
      });
    for (const type of REPORT_TYPES) {
      const isKept = REPORTS[type].tellsCosts === true;
      expect([type, (await make(type, seller)).status]).toEqual([type, isKept ? 403 : 201]);
      const { run } = (await make(type, shop.admin)).body;
      const file = `/api/v1/reports/runs/${encodeURIComponent(run?.id ?? '')}/file`;
      expect([type, (await world.call('GET', file, { token: seller.token })).status]).toEqual([
        type,
        isKept ? 403 : 200,
      ]);
    }
  });
});

describe('an assistant of somebody from whom costs are kept', () => {
  const TOOLS = {
    vue_ensemble: {},
    chercher_produit: { mots: 'riz' },
    etat_stock: {},
    ruptures_prevues: {},
    analyser_produit: { id: 'product:riz' },
    liste_achats: { budget: 1_000_000 },
    rapport_ventes: { jours: 30 },
    alertes_ouvertes: {},
    clients_debiteurs: {},
    caisse_du_jour: {},
  };

  it('is told the same whatever things cost, prepares no order and gets no report of them', async () => {
    const said = await Promise.all(
      shops.map(async (one) => {
        const client = new Client({ name: 'test', version: '1' });
        const requestInit = { headers: { authorization: `Bearer ${one.key}` } };
        await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', world.url), { requestInit }));
        const { tools } = await client.listTools();
        const telling = new Set([...Object.keys(TOOLS), 'lien_rapport', 'preparer_commande']);
        expect(new Set(tools.map(({ name }) => name))).toEqual(telling);
        const answers: string[] = [];
        for (const [name, args] of Object.entries(TOOLS)) {
          const { structuredContent, isError } = await client.callTool({ name, arguments: args });
          expect([name, isError ?? false]).toEqual([name, false]);
          answers.push(`${name} ${told(JSON.stringify(structuredContent), one)}`);
        }
        const lignes = [{ produit: 'product:riz', quantite: 3 }];
        const refused = [
          ['preparer_commande', { fournisseur: 'supplier:sandaga', lignes }],
          ['lien_rapport', { rapport: 'INVENTORY' }],
        ] as const;
        for (const [name, args] of refused)
          expect(await client.callTool({ name, arguments: args })).toMatchObject({
            isError: true,
            content: [{ text: expect.stringContaining('ne montre pas') }],
          });
        await client.close();
        return answers;
      }),
    );
    expect(said[0]).toEqual(said[1]);
  });
});
