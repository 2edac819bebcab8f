import { fileURLToPath } from 'node:url';
import { LIMITS } from '@digiboost/domain/documents/limits';
import {
  aCategory,
  aCount,
  aCustomer,
  anAlert,
  aProduct,
  aSale,
  aSupplier,
  writtenBy,
} from '@digiboost/domain/documents/testing/examples';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type TestShop, type World } from '../testing/world.ts';
import { aKey, CALLS, connected, NAMES } from './testing/assistants.ts';
import { injections } from './testing/injections.ts';

let world: World;
let shop: TestShop;
let secret: string;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  const author = { at: new Date().toISOString(), by: shop.admin.id, deviceId: 'k1' };
  const named = <D>(make: (n: number, name: string) => D): D[] => injections.map((name, n) => make(n, name));
  const products = named((n, name) =>
    aProduct(
      {
        _id: `product:p${n}`,
        code: `P${n}`,
        name,
        unit: name.slice(0, LIMITS.product.unit),
        minStock: 5,
        supplierId: `supplier:s${n}`,
        categoryId: `category:k${n}`,
      },
      author,
    ),
  );
  const categories = named((n, name) =>
    aCategory({ _id: `category:k${n}`, name: name.slice(0, LIMITS.category.name) }, author),
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
  const docs = [...products, ...categories, ...suppliers, ...customers, ...alerts, ...events];
  const { text } = await world.call('POST', `/db/${shop.database}/_bulk_docs`, {
    token: shop.admin.token,
    body: { docs },
  });
  expect(text).not.toContain('"error"');
  secret = (await aKey(world, shop)).secret;
});
afterAll(() => world.close());

describe.each(['legacy', 'auto'] as const)('an agent that speaks the protocol of the %s era', (mode) => {
  it('lists every tool, and is told the figures of the API', async () => {
    const client = await connected(world, secret, mode);
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
  const client = await connected(world, secret);
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

it('refuses what is no message of the protocol, as its description says', async () => {
  const accept = 'application/json, text/event-stream';
  const knock = async (body: string, headers: Record<string, string>) =>
    (await world.call('POST', '/mcp', { token: secret, body, headers })).status;
  expect(await knock('{"jsonrpc":', { accept })).toBe(400);
  expect(await knock('{"x":1}', { accept })).toBe(400);
  expect(await knock('{"jsonrpc":"2.0","id":1,"method":"tools/list"}', {})).toBe(406);
  expect(await knock('riz', { accept, 'content-type': 'text/plain' })).toBe(415);
});

describe('a question about money', () => {
  it('tells who owes most, and the others in one sum', async () => {
    const client = await connected(world, secret);
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

describe('words of people that read like orders', () => {
  it('stay in the fields that say so, and change nothing of what there is to call', async () => {
    expect(injections.length).toBeGreaterThanOrEqual(50);
    const client = await connected(world, secret);
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
