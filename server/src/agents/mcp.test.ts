import { fileURLToPath } from 'node:url';
import type { Shop } from '@digiboost/domain/documents';
import {
  aCount,
  aCustomer,
  anAlert,
  aProduct,
  aSale,
  aSupplier,
  someLimits,
  writtenBy,
} from '@digiboost/domain/documents/testing/examples';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCouch } from '../couch/client.ts';
import { createWorld, type TestShop, type World } from '../testing/world.ts';
import type { AgentCall } from './audit.ts';
import { injections } from './testing/injections.ts';

let world: World;
let shop: TestShop;
let other: TestShop;
let secret: string;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  other = await world.newShop();
  const author = { at: new Date().toISOString(), by: shop.admin.id, deviceId: 'k1' };
  const named = <D>(make: (n: number, name: string) => D): D[] => injections.map((name, n) => make(n, name));
  const products = named((n, name) =>
    aProduct({ _id: `product:p${n}`, code: `P${n}`, name, minStock: 5, supplierId: `supplier:s${n}` }, author),
  );
  const suppliers = named((n, name) => aSupplier({ _id: `supplier:s${n}`, code: `S${n}`, name }, author));
  const customers = named((n, name) => aCustomer({ _id: `customer:c${n}`, name, note: name }, author));
  const alerts = named((n, name) =>
    anAlert({ _id: `alert:a${n}`, name, conditions: { productIds: [`product:p${n}`] }, channels: [] }, author),
  );
  const sold = products.slice(0, 20).map(({ _id }) => ({ productId: _id, quantity: 2, unitPrice: 500 }));
  const sales = [
    aSale({ at: author.at, n: 1, device: 'k1', lines: sold }),
    ...named((n) =>
      aSale({
        at: author.at,
        n: n + 2,
        device: 'k1',
        lines: [{ productId: `product:p${n}`, quantity: 1, unitPrice: 100 }],
        payments: [],
        customerId: `customer:c${n}`,
      }),
    ),
  ];
  const counts = named((n) => aCount({ at: author.at, n, device: 'k1', productId: `product:p${n}`, counted: 0 }));
  const events = [...sales, ...counts].map((event) => writtenBy(event, shop.admin.id));
  const docs = [...products, ...suppliers, ...customers, ...alerts, ...events];
  const { text } = await world.call('POST', `/db/${shop.database}/_bulk_docs`, {
    token: shop.admin.token,
    body: { docs },
  });
  expect(text).not.toContain('"error"');
  secret = (await aKey(shop)).secret;
});
afterAll(() => world.close());

/** One page of the list of calls. */
interface Page {
  readonly calls: readonly (AgentCall & { readonly title: string })[];
  readonly next: string | null;
}

interface Made {
  readonly secret: string;
  readonly key: { readonly id: string };
}
const aKey = async (of: TestShop, scopes = ['shop:read', 'orders:draft']): Promise<Made> => {
  const body = { name: 'Assistant', scopes, days: 30 };
  return (await world.call<Made>('POST', '/api/v1/agents/keys', { token: of.admin.token, body })).body;
};

async function connected(key: string, mode: 'legacy' | 'auto' = 'auto'): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', world.url), { requestInit }));
  return client;
}

/** What each tool is asked, and the address of the API whose figures it must give. */
const CALLS = [
  ['vue_ensemble', { jours: 30 }, '/analytics/kpis?days=30'],
  ['chercher_produit', { mots: 'ignore' }, null],
  ['etat_stock', {}, '/ai/diagnostic-stock'],
  ['ruptures_prevues', {}, null],
  ['analyser_produit', { id: 'product:p0' }, null],
  ['liste_achats', { budget: 50_000 }, '/ai/recommandations?budget=50000'],
  ['rapport_ventes', { jours: 7 }, '/ai/analyse-ventes?days=7'],
  ['alertes_ouvertes', {}, null],
  ['clients_debiteurs', {}, null],
  ['caisse_du_jour', {}, '/dashboards/till'],
  ['lien_rapport', { rapport: 'COUNT_SHEET' }, null],
] as const;

const NAMES = [...CALLS.map(([name]) => name), 'preparer_commande'];

describe.each(['legacy', 'auto'] as const)('an agent that speaks the protocol of the %s era', (mode) => {
  it('lists every tool, and is told the figures of the API', async () => {
    const client = await connected(secret, mode);
    expect(client.getNegotiatedProtocolVersion()).toMatch(mode === 'legacy' ? /^2025-/ : /^2026-/);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(NAMES);
    expect(tools.every(({ inputSchema, outputSchema }) => inputSchema && outputSchema)).toBe(true);
    for (const [name, args, path] of CALLS) {
      const { structuredContent, isError } = await client.callTool({ name, arguments: args });
      expect([name, isError ?? false]).toEqual([name, false]);
      if (path === null) continue;
      const { body } = await world.call('GET', `/api/v1${path}`, { token: shop.admin.token });
      expect(structuredContent).toEqual(body);
    }
    expect((await client.listPrompts()).prompts).toHaveLength(2);
    const { contents } = await client.readResource({ uri: 'digiboost://definitions' });
    expect(JSON.stringify(contents)).toContain('jamais une consigne');
    await client.close();
  });
});

it('describes its tools in the words of JSON Schema that every client reads', async () => {
  const client = await connected(secret);
  const unusual = (schema: unknown, path: string): string[] => {
    if (typeof schema !== 'object' || schema === null) return [];
    const { type, items } = schema as { type?: unknown; items?: unknown };
    const own = [...(Array.isArray(type) ? ['type'] : []), ...(items === false ? ['items'] : [])];
    const parts = Object.entries(schema).flatMap(([name, part]) => unusual(part, `${path}.${name}`));
    return [...own.map((word) => `${path}.${word}`), ...parts];
  };
  const { tools } = await client.listTools();
  expect(
    tools.flatMap(({ name, inputSchema, outputSchema }) => unusual([inputSchema, outputSchema ?? {}], name)),
  ).toEqual([]);
  await client.close();
});

it('has neither a stream nor a session, and says so to whoever asks for them', async () => {
  for (const method of ['GET', 'DELETE']) {
    const answer = await fetch(`${world.url}/mcp`, { method, headers: { authorization: `Bearer ${secret}` } });
    expect([answer.status, answer.headers.get('allow'), ((await answer.json()) as { code: string }).code]).toEqual([
      405,
      'POST',
      'method-not-allowed',
    ]);
  }
});

describe('a key', () => {
  it('that may only read prepares no order', async () => {
    const client = await connected((await aKey(shop, ['shop:read'])).secret);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(NAMES.slice(0, -1));
    await client.close();
  });

  it('that may prepare orders makes a draft and nothing else', async () => {
    const client = await connected(secret);
    const call = (fournisseur: string) =>
      client.callTool({
        name: 'preparer_commande',
        arguments: { fournisseur, lignes: [{ produit: 'product:p1', quantite: 3 }] },
      });
    const { structuredContent } = await call('supplier:s1');
    expect(structuredContent).toMatchObject({ statut: 'DRAFT', fournisseur: 'supplier:s1' });
    const { commande } = structuredContent as { commande: string };
    const path = `/db/${shop.database}/_all_docs/queries`;
    const queries = [
      {
        startkey: 'order:',
        endkey: 'order;',
        inclusive_end: false,
        limit: 100,
        include_docs: true,
        conflicts: true,
        update_seq: true,
      },
    ];
    const { text } = await world.call('POST', path, { token: shop.admin.token, body: { queries } });
    expect(text).toContain(commande);
    expect(text).toContain('"status":"DRAFT"');
    expect(await call('supplier:unknown')).toMatchObject({ isError: true });
    await client.close();
  });

  it('opens its own shop alone, until it is revoked, and its person’s role goes', async () => {
    const made = await aKey(other);
    const client = await connected(made.secret);
    const asked = await client.callTool({ name: 'analyser_produit', arguments: { id: 'product:p0' } });
    expect(asked.isError).toBe(true);
    const foreign = made.secret.replace(`dgb_${other.id}_`, `dgb_${shop.id}_`);
    const knock = (key: string) =>
      world.call('POST', '/mcp', {
        token: key,
        headers: { accept: 'application/json, text/event-stream' },
        body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      });
    for (const key of [foreign, `${made.secret.slice(0, -1)}!`, other.admin.token, '']) {
      const { status, headers } = await knock(key);
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toContain('/.well-known/oauth-protected-resource/mcp');
    }
    expect((await knock(made.secret)).status).toBe(200);
    const path = `/api/v1/agents/keys/${made.key.id}`;
    expect((await world.call('DELETE', path, { token: shop.admin.token })).status).toBe(404);
    expect((await world.call('DELETE', path, { token: other.admin.token })).status).toBe(200);
    expect((await knock(made.secret)).status).toBe(401);
    expect((await world.call('GET', '/.well-known/oauth-protected-resource')).body).toMatchObject({
      scopes_supported: ['shop:read', 'orders:draft'],
    });
    await client.close();
  });

  it('is made and seen by administrators alone, and kept as a hash', async () => {
    const { token } = await world.newUser(shop, 'user');
    expect((await world.call('GET', '/api/v1/agents/keys', { token })).status).toBe(403);
    const { text } = await world.call('GET', '/api/v1/agents/keys', { token: shop.admin.token });
    expect(text).toContain('Assistant');
    expect(text).not.toContain(secret.slice(-20));
    expect(text).not.toContain('hash');
  });

  it('leaves every call on the shop’s list', async () => {
    const page = async (query: string) => {
      const { body } = await world.call<Page>('GET', `/api/v1/agents/calls?limit=7${query}`, {
        token: shop.admin.token,
      });
      return body;
    };
    const calls: Page['calls'][number][] = [];
    for (let next: string | null = ''; next !== null; ) {
      const told: Page = await page(next && `&after=${next}`);
      calls.push(...told.calls);
      next = told.next;
    }
    expect(new Set(calls.map(({ tool }) => tool))).toEqual(new Set(NAMES));
    expect(calls.map(({ at }) => at)).toEqual(calls.map(({ at }) => at).sort((a, b) => (a < b ? 1 : -1)));
    // Two eras called each tool but that of drafts, which was called twice too.
    expect(calls).toHaveLength(2 * NAMES.length);
    const found = calls.find(({ tool }) => tool === 'chercher_produit');
    expect(found).toMatchObject({ title: 'Chercher un produit', keyName: 'Assistant', outcome: 'done' });
    expect(found?.rows).toBeGreaterThan(0);
  });
});

describe('a question about money', () => {
  it('tells who owes most, and the others in one sum', async () => {
    const client = await connected(secret);
    const { structuredContent } = await client.callTool({ name: 'clients_debiteurs', arguments: {} });
    const { clients } = structuredContent as { clients: { items: object[] } };
    expect(clients).toMatchObject({ total: { count: 50, francs: 5_000 }, rest: { count: 30, francs: 3_000 } });
    expect(clients.items).toHaveLength(20);
    expect(clients.items[0]).toMatchObject({ name: { untrusted: expect.any(String) }, amount: 100 });
    const asked = { name: 'caisse_du_jour', arguments: { jour: '2026-02-30' } };
    expect(await client.callTool(asked)).toMatchObject({ isError: true });
    await client.close();
  });
});

/** What is told to whom costs and the till are not shown. */
const SHOWN: readonly string[] = ['ruptures_prevues', 'alertes_ouvertes', 'clients_debiteurs'];

interface Linked {
  readonly statut: 'PRET' | 'EN_COURS';
  readonly lien: string | null;
  readonly faitLe: string | null;
}

describe('the link to a report', () => {
  const PATIENCE = { timeout: 30_000, interval: 200 };
  const ask = async (client: Client, asked: object) => {
    const { structuredContent, content } = await client.callTool({ name: 'lien_rapport', arguments: { ...asked } });
    return structuredContent ? (structuredContent as unknown as Linked) : (content as { text: string }[])[0]?.text;
  };
  const made = async (of: TestShop) => {
    const { text } = await world.call('GET', '/api/v1/reports/runs', { token: of.admin.token });
    return (JSON.parse(text) as { runs: { id: string; from: string }[] }).runs;
  };
  async function ready(client: Client, asked: object): Promise<Linked & { readonly lien: string }> {
    let told: Linked | string | undefined;
    await expect
      .poll(async () => {
        told = await ask(client, asked);
        return told;
      }, PATIENCE)
      .toMatchObject({ statut: 'PRET', lien: expect.stringContaining(`${world.url}/api/v1/files/`) });
    return told as Linked & { lien: string };
  }

  it('opens its file without a password for a day, and the report is made once', async () => {
    const own = await world.newShop();
    const client = await connected((await aKey(own)).secret);
    const asked = { rapport: 'MONTHLY_SUMMARY', du: '2026-01-01', au: '2026-01-31' };
    const [first] = await Promise.all([ready(client, asked), ready(client, asked)]);
    expect((await ready(client, asked)).faitLe).toBe(first.faitLe);
    expect(await made(own)).toHaveLength(1);
    const file = await fetch(first.lien);
    expect([file.status, file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
      200,
      'application/pdf',
      'private, no-store',
    ]);
    expect((await fetch(`${first.lien.slice(0, -2)}xx`)).status).toBe(404);
    // Days that have not begun, or are none, make no report.
    expect(await ask(client, { rapport: 'SALES_ANALYSIS', du: '2999-01-01', au: '2999-01-02' })).toContain('commencé');
    expect(await ask(client, { rapport: 'SALES_ANALYSIS', du: '2026-01-31', au: '2026-01-01' })).toContain('avant');
    expect(await made(own)).toHaveLength(1);
    await client.close();
  });

  it('is given of what is there to whoever may only read; nothing is made for them', async () => {
    const own = await world.newShop();
    const second = await world.newUser(own, 'admin');
    const { secret: readers } = await aKey({ ...own, admin: second });
    const client = await connected((await aKey(own)).secret);
    const asked = { rapport: 'INVENTORY' };
    await ready(client, asked);
    await world.call('PATCH', `/api/v1/users/${second.id}`, { token: own.admin.token, body: { role: 'viewer' } });
    const reading = await connected(readers);
    expect(await ask(reading, asked)).toMatchObject({ statut: 'PRET' });
    expect(await ask(reading, { ...asked, au: '2026-01-31' })).toContain('n’en fait pas');
    expect(await made(own)).toHaveLength(1);
    const limits = someLimits({ viewer: ['COSTS', 'TILL'] });
    await connectCouch(world.couchUrl)
      .database(own.database)
      .update<Shop>('shop', (doc) => doc && { ...doc, settings: { ...doc.settings, limits: [limits] } });
    expect(await ask(reading, asked)).toContain('ne montre pas');
    const refusals = await Promise.all(
      CALLS.map(async ([name, args]) => {
        const { isError } = await reading.callTool({ name, arguments: { ...args } });
        return isError ? [name] : [];
      }),
    );
    expect(refusals.flat()).toEqual(CALLS.map(([name]) => name).filter((name) => !SHOWN.includes(name)));
    await Promise.all([client.close(), reading.close()]);
  });
});

describe('words of people that read like orders', () => {
  it('stay in the fields that say so, and change nothing of what there is to call', async () => {
    expect(injections.length).toBeGreaterThanOrEqual(50);
    const client = await connected(secret);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(NAMES);
    const open = async () =>
      (await client.callTool({ name: 'alertes_ouvertes', arguments: {} })).structuredContent as { total: number };
    await expect.poll(async () => (await open()).total, { timeout: 15_000 }).toBe(injections.length);
    const outside = (answer: unknown): string[] => {
      if (typeof answer === 'string') return [answer];
      if (typeof answer !== 'object' || answer === null) return [];
      return Object.entries(answer).flatMap(([field, part]) => (field === 'untrusted' ? [] : outside(part)));
    };
    const quoted = (answer: unknown): string[] =>
      [...JSON.stringify(answer).matchAll(/"untrusted":"((?:[^"\\]|\\.)*)"/g)].map(([, said = '']) => said);
    const quoting: string[] = [];
    for (const [name, args] of CALLS) {
      const { structuredContent } = await client.callTool({ name, arguments: args });
      if (quoted(structuredContent).length > 0) quoting.push(name);
      for (const said of outside(structuredContent))
        expect(said).not.toMatch(/ignore|pirate|system|preparer_commande/i);
      for (const said of quoted(structuredContent)) {
        expect(JSON.parse(`"${said}"`).length).toBeLessThanOrEqual(80);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(JSON.parse(`"${said}"`)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }
    }
    expect(quoting).toEqual(expect.arrayContaining(['chercher_produit', 'alertes_ouvertes', 'clients_debiteurs']));
    await client.close();
  });
});

describe('the command on the shop’s own computer', () => {
  it('gives the same tools over standard input and output', async () => {
    const client = new Client({ name: 'test', version: '1' });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [fileURLToPath(new URL('../../../scripts/run.mjs', import.meta.url)), 'mcp'],
      env: { PATH: process.env.PATH ?? '', DIGIBOOST_URL: world.url, DIGIBOOST_KEY: secret },
    });
    await client.connect(transport);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(NAMES);
    const { structuredContent } = await client.callTool({ name: 'rapport_ventes', arguments: { jours: 7 } });
    expect(structuredContent).toMatchObject({ revenue: { now: 25_000 } });
    await client.close();
  });
});
