import { createPublicKey } from 'node:crypto';
import { couchAdmin } from '@digiboost/couch/provisioning';
import { verify } from '@node-rs/argon2';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createWorld, PASSWORD, type TestShop, type World } from '../testing/world.ts';

// As it is, but counted.
vi.mock('@node-rs/argon2', { spy: true });

let world: World;
let shop: TestShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
});
afterAll(() => world.close());

const login = (body: unknown) => world.call('POST', '/api/v1/auth/login', { body });

describe('login', () => {
  it('gives an access token that CouchDB can verify, the user, and a cookie that only the auth routes see', async () => {
    const { status, body, headers } = await login({ email: shop.admin.email, password: PASSWORD });
    expect(status).toBe(200);
    expect(body.user).toEqual({
      id: shop.admin.id,
      email: shop.admin.email,
      name: 'Awa Gérante',
      role: 'admin',
      tenantId: shop.id,
      shopName: `Boutique ${shop.id}`,
    });
    expect(body.expiresIn).toBe(900);
    expect(Object.keys(body).sort()).toEqual(['accessToken', 'expiresIn', 'user']);
    const { payload } = await jwtVerify(body.accessToken ?? '', createPublicKey(world.jwtPrivateKey));
    expect(decodeProtectedHeader(body.accessToken ?? '')).toMatchObject({ alg: 'ES256', kid: expect.any(String) });
    expect(payload).toMatchObject({
      sub: shop.admin.id,
      tenant: shop.id,
      role: 'admin',
      name: 'Awa Gérante',
      jti: expect.any(String),
      '_couchdb.roles': [`${shop.id}:admin`],
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).toContain('Path=/api/v1/auth');
    expect(cookie).toContain('Max-Age=604800');
    expect(cookie).not.toContain('Secure');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now())).toBeLessThan(2_000);
  });

  it('takes the address in any case and with spaces around it', async () => {
    const { status } = await login({ email: ` ${shop.admin.email.toUpperCase()} `, password: PASSWORD });
    expect(status).toBe(200);
  });

  it('takes the telephone number of an account, however it is written', async () => {
    const user = await world.newUser(shop, 'user');
    const numbered = { token: shop.admin.token, body: { whatsapp: '+221772223344' } };
    await world.call('PATCH', `/api/v1/users/${user.id}`, numbered);
    for (const email of ['772223344', '77 222 33 44', '00221 77 222 33 44']) {
      const { status, body } = await login({ email, password: PASSWORD });
      expect([status, body.user?.id]).toEqual([200, user.id]);
    }
    for (const wrong of [
      { email: '77 222 33 44', password: 'autre chose' },
      { email: '77 222 33 45', password: PASSWORD },
    ]) {
      const { status, body } = await login(wrong);
      expect([status, body.code]).toEqual([401, 'invalid-credentials']);
    }
  });

  it('tells two accounts of one number apart by their passwords, and asks for the address where it cannot', async () => {
    const [one, other] = [await world.newUser(shop, 'user'), await world.newUser(shop, 'user')];
    for (const [{ id }, password] of [
      [one, 'baobab-vert-12-lac'],
      [other, 'pirogue-mil-47-sel'],
    ] as const) {
      const body = { whatsapp: '+221773334455', password };
      await world.call('PATCH', `/api/v1/users/${id}`, { token: shop.admin.token, body });
    }
    expect((await login({ email: '773334455', password: 'pirogue-mil-47-sel' })).body.user?.id).toBe(other.id);
    const same = { token: shop.admin.token, body: { password: 'baobab-vert-12-lac' } };
    await world.call('PATCH', `/api/v1/users/${other.id}`, same);
    expect((await login({ email: '773334455', password: 'baobab-vert-12-lac' })).body.code).toBe('number-shared');
    expect((await login({ email: '773334455', password: 'ni l’un ni l’autre' })).body.code).toBe('invalid-credentials');
  });

  it('counts wrong passwords of somebody together, whether by number or by address', async () => {
    const user = await world.newUser(shop, 'user');
    const numbered = { token: shop.admin.token, body: { whatsapp: '+221774445566' } };
    await world.call('PATCH', `/api/v1/users/${user.id}`, numbered);
    for (const email of [user.email, '774445566', user.email, '+221 77 444 55 66', user.email]) {
      expect((await login({ email, password: 'autre chose' })).status).toBe(401);
    }
    expect((await login({ email: '774445566', password: PASSWORD })).status).toBe(429);
    expect((await login({ email: user.email, password: PASSWORD })).status).toBe(429);
  });

  it.each([{ toString: 1 }, ['a'], 'a\u0000', 'a\ud800'])('refuses %j for an address', async (email) => {
    const { status, body } = await login({ email, password: PASSWORD });
    expect([status, body.errors?.[0]?.field]).toEqual([400, 'email']);
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const wrong = await login({ email: (await world.newUser(shop, 'user')).email, password: 'autre chose' });
    const unknown = await login({ email: 'personne@exemple.sn', password: 'autre chose' });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
    expect(wrong.body).toMatchObject({ status: 401, code: 'invalid-credentials', detail: expect.any(String) });
    expect(unknown.body).toEqual(wrong.body);
    expect(wrong.refreshToken).toBeNull();
  });

  it('compares as many hashes, of the same cost, for an unknown address as for a wrong password', async () => {
    const { email } = await world.newUser(shop, 'user');
    const compared = async (address: string) => {
      const hashes = vi.mocked(verify);
      hashes.mockClear();
      expect((await login({ email: address, password: 'autre chose' })).status).toBe(401);
      return hashes.mock.calls.map(([hash, password]) => [String(hash).split('$').slice(0, 4).join('$'), password]);
    };
    const known = await compared(email);
    expect(known).toEqual([['$argon2id$v=19$m=19456,t=2,p=1', 'autre chose']]);
    expect(await compared('personne@exemple.sn')).toEqual(known);
  });

  it('refuses a body that is not a login', async () => {
    const missing = await login({ email: shop.admin.email });
    expect(missing.status).toBe(400);
    expect(missing.body).toMatchObject({ code: 'invalid-request', errors: [{ field: 'password' }] });
    expect((await login({ email: shop.admin.email, password: PASSWORD, admin: true })).status).toBe(400);
    expect((await login('{"email":')).body.code).toBe('invalid-request');
    const form = await world.call('POST', '/api/v1/auth/login', {
      body: 'email=a&password=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.body.code).toBe('unsupported-media-type');
    expect((await login({ email: 'a', password: 'x'.repeat(200_000) })).body.code).toBe('body-too-large');
  });

  it('refuses a deactivated account, only to whoever knows the password', async () => {
    const user = await world.newUser(shop, 'user');
    await world.call('PATCH', `/api/v1/users/${user.id}`, { token: shop.admin.token, body: { isActive: false } });
    expect((await login({ email: user.email, password: PASSWORD })).body.code).toBe('account-disabled');
    expect((await login({ email: user.email, password: 'autre chose' })).body.code).toBe('invalid-credentials');
    expect((await world.call('GET', '/api/v1/auth/me', { token: user.token })).status).toBe(401);
  });

  it('stops after 5 wrong passwords for one account, and lets the others sign in', async () => {
    const user = await world.newUser(shop, 'user');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await login({ email: user.email, password: `faux ${attempt}` })).status).toBe(401);
    }
    const blocked = await login({ email: user.email.toUpperCase(), password: PASSWORD });
    expect(blocked.status).toBe(429);
    expect(blocked.body.code).toBe('too-many-logins');
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await login({ email: shop.admin.email, password: PASSWORD })).status).toBe(200);
  });

  it('does not count the logins that succeed', async () => {
    const user = await world.newUser(shop, 'user');
    for (let attempt = 0; attempt < 8; attempt += 1) {
      expect((await login({ email: user.email, password: PASSWORD })).status).toBe(200);
    }
  });
});

describe('a document that somebody forged in a shop’s database', () => {
  it('is never taken for an account', async () => {
    const forged = { userId: `x/../../${shop.database}/_local/forged` };
    await couchAdmin(world.couchUrl).request('PUT', `/${shop.database}/_local/forged`, forged);
    for (const path of [`x/../../${shop.database}/_local/forged`, `../${shop.database}/_local/forged`]) {
      const { status, body } = await login({ email: path, password: PASSWORD });
      expect([status, body.code]).toEqual([401, 'invalid-credentials']);
    }
  });
});
