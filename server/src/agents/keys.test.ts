import { aProduct, aSupplier } from '@digiboost/domain/documents/testing/examples';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AgentKeys, agentKeys } from '../accounts/agent-keys.ts';
import { userStore } from '../accounts/user-store.ts';
import { connectCouch } from '../couch/client.ts';
import { createWorld, type TestShop, type World } from '../testing/world.ts';
import type { AgentCall } from './audit.ts';
import { aKey, CALLS, connected, NAMES } from './testing/assistants.ts';

let world: World;
let shop: TestShop;
let other: TestShop;
let secret: string;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  other = await world.newShop();
  const author = { at: new Date().toISOString(), by: shop.admin.id, deviceId: 'k1' };
  const docs = [aSupplier({ _id: 'supplier:s1' }, author), aProduct({ _id: 'product:p1' }, author)];
  const path = `/db/${shop.database}/_bulk_docs`;
  const { text } = await world.call('POST', path, { token: shop.admin.token, body: { docs } });
  expect(text).not.toContain('"error"');
  secret = (await aKey(world, shop)).secret;
});
afterAll(() => world.close());

/** One page of the list of calls. */
interface Page {
  readonly calls: readonly (AgentCall & { readonly title: string })[];
  readonly next: string | null;
}

describe('a key', () => {
  it('that may only read prepares no order', async () => {
    const client = await connected(world, (await aKey(world, shop, ['shop:read'])).secret);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(NAMES.slice(0, -1));
    await client.close();
  });

  it('that may prepare orders makes a draft and nothing else', async () => {
    const client = await connected(world, secret);
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
    const made = await aKey(world, other);
    const client = await connected(world, made.secret);
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
    const own = await world.newShop();
    const client = await connected(world, (await aKey(world, own)).secret);
    for (const [name, args] of CALLS) await client.callTool({ name, arguments: args });
    await client.close();
    const page = async (query: string) => {
      const { body } = await world.call<Page>('GET', `/api/v1/agents/calls?limit=4${query}`, {
        token: own.admin.token,
      });
      return body;
    };
    const calls: Page['calls'][number][] = [];
    for (let next: string | null = ''; next !== null; ) {
      const told: Page = await page(next && `&after=${next}`);
      calls.push(...told.calls);
      next = told.next;
    }
    expect(new Set(calls.map(({ tool }) => tool))).toEqual(new Set(CALLS.map(([name]) => name)));
    expect(calls.map(({ at }) => at)).toEqual(calls.map(({ at }) => at).sort((a, b) => (a < b ? 1 : -1)));
    expect(calls).toHaveLength(CALLS.length);
    const found = calls.find(({ tool }) => tool === 'chercher_produit');
    expect(found).toMatchObject({ title: 'Chercher un produit', keyName: 'Assistant', outcome: 'done' });
  });

  it('leaves on the list what it read beside tools, and what it was refused', async () => {
    const own = await world.newShop();
    const client = await connected(world, (await aKey(world, own, ['shop:read'])).secret);
    await client.readResource({ uri: 'digiboost://definitions' });
    await client.readResource({ uri: 'digiboost://boutique' });
    await client.getPrompt({ name: 'que_commander', arguments: { budget: '50000' } });

    for (const [name, args] of [
      ['vue_ensemble', { jours: 0 }],
      ['caisse_du_jour', { jour: 3 }],
      ['preparer_commande', {}],
      ['tout_effacer\u202E', {}],
    ] as const)
      await client.callTool({ name, arguments: args }).catch(() => null);
    await client.readResource({ uri: 'digiboost://ailleurs' }).catch(() => null);
    await client.getPrompt({ name: 'que_commander', arguments: { budget: 'tout' } }).catch(() => null);
    await client.close();
    const listed = async () => {
      const { body } = await world.call<Page>('GET', '/api/v1/agents/calls', { token: own.admin.token });
      return body.calls.map(({ title, outcome }) => [title, outcome]).sort();
    };
    await expect.poll(listed, { timeout: 5_000 }).toEqual(
      [
        ['Définitions', 'done'],
        ['La boutique', 'done'],
        ['Que commander avec X francs ?', 'done'],
        ['Vue d’ensemble', 'refused'],
        ['Caisse d’un jour', 'refused'],
        ['Préparer une commande', 'refused'],
        ['tout_effacer', 'refused'],
        ['digiboost://ailleurs', 'refused'],
        ['Que commander avec X francs ?', 'refused'],
      ].sort(),
    );
  });

  it('that was revoked is refused within a second, by every server over the database', async () => {
    const control = connectCouch(world.couchUrl).database(world.controlDatabase);
    const [here, there] = [agentKeys(control, userStore(control)), agentKeys(control, userStore(control))];
    const made = await aKey(world, other);
    const start = Date.now();
    const asked = (keys: AgentKeys, ms: number) => keys.holder(made.secret, new Date(start + ms));
    expect((await asked(there, 0))?.key.id).toBe(made.key.id);
    expect((await asked(here, 0))?.key.id).toBe(made.key.id);
    await here.revoke(other.id, made.key.id, new Date(start));
    expect(await asked(here, 0)).toBeNull();
    expect(await asked(there, 999)).toBeNull();
  });

  it('ends with its days, and with its person’s account', async () => {
    const maker = await world.newUser(other, 'admin');
    const { secret: own } = await aKey(world, { ...other, admin: maker });
    const control = connectCouch(world.couchUrl).database(world.controlDatabase);
    const keys = agentKeys(control, userStore(control));
    const inDays = (days: number) => keys.holder(own, new Date(Date.now() + days * 86_400_000));
    expect((await inDays(29.9))?.scopes).toEqual(['shop:read', 'orders:draft']);
    expect(await inDays(30.1)).toBeNull();
    const change = (body: object) =>
      world.call('PATCH', `/api/v1/users/${maker.id}`, { token: other.admin.token, body });
    await change({ role: 'viewer' });
    expect((await inDays(0))?.scopes).toEqual(['shop:read']);
    await change({ isActive: false });
    expect(await inDays(0)).toBeNull();
  });
});
