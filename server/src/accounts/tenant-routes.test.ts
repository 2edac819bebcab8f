import { couchAdmin } from '@digiboost/couch/provisioning';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, PASSWORD, type SignedIn, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
let root: SignedIn;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  const email = `plateforme@${shop.id}.sn`;
  await world.platform.createPlatformAdmin({ email, name: 'Plateforme', password: PASSWORD });
  root = await world.signIn(email, PASSWORD);
});
afterAll(() => world.close());

// Ids that the tests' clean-up recognises: a shop's id with a letter more.
const input = (suffix: string) => ({
  id: `${shop.id}${suffix}`,
  name: `Quincaillerie ${suffix}`,
  admin: { email: `gerant@${shop.id}${suffix}.sn`, name: 'Ousmane Ba', password: PASSWORD },
});
const post = (body: unknown, token = root.token) => world.call('POST', '/api/v1/tenants', { token, body });

describe('POST tenants', () => {
  it('creates a shop that its administrator can use at once', async () => {
    const { status, body } = await post(input('a'));
    expect(status).toBe(201);
    expect(body.tenant).toMatchObject({ id: `${shop.id}a`, name: 'Quincaillerie a', status: 'ready' });
    expect(body.admin).toMatchObject({ role: 'admin', tenantId: `${shop.id}a` });
    const admin = await world.signIn(input('a').admin.email, PASSWORD);
    const doc = await world.call<{ name: string; settings: { currency: string } }>('GET', `/db/shop_${shop.id}a/shop`, {
      token: admin.token,
    });
    expect(doc.body).toMatchObject({
      name: 'Quincaillerie a',
      settings: { currency: 'XOF', timezone: 'Africa/Dakar' },
    });
    const overview = await world.call('GET', '/api/v1/dashboards/overview', { token: admin.token });
    expect(overview.status).toBe(200);
  });

  it('refuses an id or an address that is taken', async () => {
    expect((await post(input('b'))).status).toBe(201);
    const again = await post({ ...input('b'), admin: input('c').admin });
    expect([again.status, again.body.code]).toEqual([409, 'tenant-exists']);
    const taken = await post({ ...input('d'), admin: input('b').admin });
    expect([taken.status, taken.body.code]).toEqual([409, 'email-taken']);
    expect((await world.call('GET', '/api/v1/tenants', { token: root.token })).text).not.toContain(`${shop.id}d"`);
  });

  it('goes on where a creation was interrupted', async () => {
    const { id, name, admin } = input('e');
    const couch = couchAdmin(world.couchUrl);
    const { body } = await couch.request('GET', '/_all_dbs');
    const control = (body as string[]).find((db) => db.startsWith(`control_${shop.id.slice(0, 7)}`));
    await couch.request('PUT', `/${control}/tenant:${id}`, {
      type: 'tenant',
      name,
      status: 'provisioning',
      createdAt: '2025-01-01T10:00:00.000Z',
      createdBy: root.id,
    });
    expect((await post(input('e'))).status).toBe(201);
    expect((await world.signIn(admin.email, PASSWORD)).email).toBe(admin.email);
  });

  it.each([
    ['id', { id: 'Boutique' }],
    ['id', { id: 'ab' }],
    ['id', { id: 'platform' }],
    ['id', { id: 'a/../control' }],
    ['name', { name: '' }],
    ['admin', { admin: undefined }],
    ['admin.password', { admin: { email: 'a@exemple.sn', name: 'A', password: 'court' } }],
  ])('refuses a wrong %s', async (field, wrong) => {
    const { status, body } = await post({ ...input('f'), ...wrong });
    expect([status, body.code]).toEqual([400, 'invalid-request']);
    expect(body.errors?.[0]?.field).toBe(field);
  });

  it('is for the platform’s administrators', async () => {
    expect((await post(input('g'), shop.admin.token)).body.code).toBe('forbidden');
    expect((await world.call('POST', '/api/v1/tenants', { body: input('g') })).status).toBe(401);
  });
});

describe('GET tenants', () => {
  it('lists the shops, to the platform’s administrators only', async () => {
    const { status, body } = await world.call('GET', '/api/v1/tenants', { token: root.token });
    expect(status).toBe(200);
    expect(body.tenants?.map(({ id }) => id)).toContain(shop.id);
    expect((await world.call('GET', '/api/v1/tenants', { token: shop.admin.token })).body.code).toBe('forbidden');
  });
});

describe('the platform’s administrator', () => {
  it('has no shop: no users, no figures, and no shop name', async () => {
    for (const path of ['/api/v1/users', '/api/v1/dashboards/overview']) {
      expect((await world.call('GET', path, { token: root.token })).body.code).toBe('forbidden');
    }
    const { body } = await world.call('GET', '/api/v1/auth/me', { token: root.token });
    expect(body.user).toMatchObject({ role: 'platform', tenantId: null, shopName: null });
  });
});
