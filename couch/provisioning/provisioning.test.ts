import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { designDocuments } from '@digiboost/design-docs/build';
import { aMovement, aSale } from '@digiboost/domain/documents/testing/examples';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CouchAdmin, couchAdmin, listTenants, provisionServer, provisionTenant, upgradeTenants } from './index.ts';
import { startTestCouch } from './testing/test-couch.ts';

const PEM = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();
const tenant = () => `t${randomBytes(6).toString('hex')}`;

let couch: Awaited<ReturnType<typeof startTestCouch>>;
let admin: CouchAdmin;
const tenants: string[] = [];
const kids: string[] = [];

beforeAll(async () => {
  couch = await startTestCouch();
  admin = couchAdmin(couch.url);
});
afterAll(async () => {
  for (const id of tenants) await admin.request('DELETE', `/shop_${id}`);
  for (const kid of kids) await admin.request('DELETE', `/_node/_local/_config/jwt_keys/ec%3A${kid}`);
  await couch.close();
});

async function aTenant(): Promise<string> {
  const id = tenant();
  tenants.push(id);
  await provisionTenant(admin, id);
  return id;
}

const get = async (path: string) => (await admin.request('GET', path)).body as Record<string, unknown>;
const rowsOf = async (id: string, options: string, ddoc = 'stock') =>
  ((await get(`/shop_${id}/_design/${ddoc}/_view/stock_by_product?${options}`)) as { rows: { value: number }[] }).rows;

/** Gives the shop views of an earlier version, with their index built. */
async function downgrade(id: string): Promise<void> {
  const ddoc = await get(`/shop_${id}/_design/stock`);
  const map = 'function (doc) { if (doc.type === "movement") emit([doc.productId, 0], 1); }';
  await admin.request('PUT', `/shop_${id}/_design/stock`, {
    ...ddoc,
    views: { stock_by_product: { map, reduce: '_sum' } },
  });
  await rowsOf(id, '');
}

describe('a tenant', () => {
  test('gets its database, rules, views and members', async () => {
    const id = await aTenant();
    expect(await get(`/shop_${id}/_security`)).toEqual({
      admins: { names: [], roles: ['_admin'] },
      members: { names: [], roles: [`${id}:admin`, `${id}:user`, `${id}:viewer`] },
    });
    for (const ddoc of await designDocuments()) expect(await get(`/shop_${id}/${ddoc._id}`)).toMatchObject(ddoc);
    const refused = await admin.request('PUT', `/shop_${id}/x`, { type: 'note' });
    expect(refused).toMatchObject({ status: 403, body: { reason: 'type: unknown document type' } });
    expect((await admin.request('POST', `/shop_${id}/_bulk_docs`, { docs: [aSale()] })).status).toBe(201);
    expect(await rowsOf(id, 'reduce=false')).toMatchObject([{ id: aSale()._id, value: -2000 }]);
    expect(await listTenants(admin)).toContain(id);
  });

  test('is left as it is when nothing is new', async () => {
    const id = await aTenant();
    const before = await get(`/shop_${id}`);
    await provisionTenant(admin, id);
    expect((await get(`/shop_${id}`)).update_seq).toEqual(before.update_seq);
  });

  test('may be provisioned several times at once', async () => {
    const id = tenant();
    tenants.push(id);
    await Promise.all([1, 2, 3].map(() => provisionTenant(admin, id)));
    for (const ddoc of await designDocuments()) {
      const stored = await get(`/shop_${id}/${ddoc._id}?conflicts=true`);
      expect(stored).toMatchObject(ddoc);
      expect(stored._conflicts).toBeUndefined();
    }
  });

  test.each(['', 'ab', 'Demo', '9lives', 'a-b', 'a/b', '_users', 'a'.repeat(33)])(
    'is never called "%s"',
    async (id) => {
      await expect(provisionTenant(admin, id)).rejects.toThrow('Not a tenant id');
    },
  );
});

describe('an upgrade', () => {
  test('builds the new index aside, and the views never answer from an empty one', async () => {
    const id = await aTenant();
    const docs = Array.from({ length: 40 }, (_, n) => aMovement({ n }));
    await admin.request('POST', `/shop_${id}/_bulk_docs`, { docs });
    await downgrade(id);
    expect(await rowsOf(id, '')).toMatchObject([{ value: 40 }]);

    const written: string[] = [];
    let warm: unknown;
    const watched: CouchAdmin = {
      async request(method, path, body, timeout) {
        if (method !== 'GET' && path.includes(id)) written.push(`${method} ${path.replace(/\?.*/, '')}`);
        const answer = await admin.request(method, path, body, timeout);
        if (method === 'PUT' && path.endsWith(`${id}/_design/stock`)) warm = await rowsOf(id, 'update=false');
        return answer;
      },
    };
    expect(await upgradeTenants(watched)).toContainEqual({ tenantId: id });
    expect(warm).toMatchObject([{ value: 400_000 }]);
    expect(written).toEqual([
      `PUT /shop_${id}/_design/stock-next`,
      `PUT /shop_${id}/_design/stock`,
      `DELETE /shop_${id}/_design/stock-next`,
      `POST /shop_${id}/_view_cleanup`,
    ]);
    expect((await admin.request('GET', `/shop_${id}/_design/stock-next`)).status).toBe(404);
  });

  test('may run twice at once', async () => {
    const id = await aTenant();
    await admin.request('POST', `/shop_${id}/_bulk_docs`, { docs: [aMovement()] });
    await downgrade(id);
    const both = await Promise.all([upgradeTenants(admin), upgradeTenants(admin)]);
    for (const upgrades of both) expect(upgrades).toContainEqual({ tenantId: id });
    expect(await rowsOf(id, '')).toMatchObject([{ value: 10_000 }]);
    expect((await admin.request('GET', `/shop_${id}/_design/stock-next`)).status).toBe(404);
  });

  test('waits for an index that takes longer than one question', async () => {
    const id = await aTenant();
    await downgrade(id);
    let patience = 2;
    const slow: CouchAdmin = {
      async request(method, path, body, timeout) {
        if (path.includes('-next/_view/') && patience-- > 0) {
          throw Object.assign(new Error('too slow'), { name: 'TimeoutError' });
        }
        return admin.request(method, path, body, timeout);
      },
    };
    await provisionTenant(slow, id);
    expect(patience).toBeLessThan(0);
    expect(await get(`/shop_${id}/_design/stock`)).toMatchObject((await designDocuments())[0] ?? {});
  });

  test('goes on when one tenant fails', async () => {
    const [broken, sound] = [await aTenant(), await aTenant()];
    await downgrade(sound);
    const failing: CouchAdmin = {
      request: async (method, path, body, timeout) =>
        path.includes(`shop_${broken}/`)
          ? { status: 500, body: { error: 'broken', reason: 'disk' } }
          : admin.request(method, path, body, timeout),
    };
    const upgrades = await upgradeTenants(failing);
    expect(upgrades).toContainEqual({ tenantId: sound });
    expect(upgrades.find(({ tenantId }) => tenantId === broken)?.error).toContain('500 broken (disk)');
  });
});

describe('the server', () => {
  test('gets a control database for the administrator alone', async () => {
    const kid = tenant();
    kids.push(kid);
    await provisionServer(admin, { kid, publicKeyPem: PEM });
    expect(await get('/control/_security')).toMatchObject({ members: { roles: ['_admin'] } });
    expect((await fetch(`${couch.url.replace(/\/\/.*@/, '//')}/control`)).status).toBe(401);
  });

  test('stores the key of the tokens once, on one line', async () => {
    const config = new Map<string, unknown>();
    const fake: CouchAdmin = {
      async request(method, path, body) {
        if (path.endsWith('/_security')) return { status: 200, body: {} };
        if (!path.includes('/_config/')) return { status: 201, body: {} };
        if (method === 'PUT') config.set(path, body);
        const value = config.get(path);
        return { status: value === undefined ? 404 : 200, body: value };
      },
    };
    expect(await provisionServer(fake, { kid: 'k1', publicKeyPem: PEM })).toEqual({ jwtKey: 'stored' });
    expect(await provisionServer(fake, { kid: 'k1', publicKeyPem: PEM })).toEqual({ jwtKey: 'present' });
    expect([...config]).toEqual([['/_node/_local/_config/jwt_keys/ec%3Ak1', PEM.trim().replaceAll('\n', '\\n')]]);
  });

  test('says when the key must be configured by hand', async () => {
    const closed: CouchAdmin = {
      request: async (_method, path) => {
        if (path.includes('/_config/')) return { status: 403, body: { error: 'forbidden' } };
        return { status: path.endsWith('/_security') ? 200 : 412, body: {} };
      },
    };
    expect(await provisionServer(closed, { kid: 'k1', publicKeyPem: PEM })).toEqual({ jwtKey: 'by-hand' });
  });
});
