import { createPublicKey } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, PASSWORD, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
});
afterAll(() => world.close());

const login = (body: unknown) => world.call('POST', '/api/v1/auth/login', { body });
const refresh = (token: string, headers = {}) =>
  world.call('POST', '/api/v1/auth/refresh', { refresh: token, headers });

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

  it('takes about as long for an unknown address as for a wrong password', async () => {
    const { email } = await world.newUser(shop, 'user');
    const time = async (address: string) => {
      const start = performance.now();
      await login({ email: address, password: 'autre chose' });
      return performance.now() - start;
    };
    await time('premier@exemple.sn');
    const known = [await time(email), await time(email), await time(email)].sort((a, b) => a - b);
    const unknown = [await time('a@exemple.sn'), await time('b@exemple.sn'), await time('c@exemple.sn')].sort(
      (a, b) => a - b,
    );
    expect(unknown[1]).toBeGreaterThan((known[1] ?? 0) / 3);
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

describe('refresh', () => {
  it('gives another token each time, and the same user', async () => {
    const { refresh: first } = await world.signIn(shop.admin.email, PASSWORD);
    const second = await refresh(first);
    expect(second.status).toBe(200);
    expect(second.body.user).toMatchObject({ id: shop.admin.id, shopName: `Boutique ${shop.id}` });
    expect(second.refreshToken).not.toBe(first);
    const third = await refresh(second.refreshToken ?? '');
    expect(third.status).toBe(200);
    expect(third.refreshToken).not.toBe(second.refreshToken);
  });

  it('gives the token just replaced the same next one for 60 s', async () => {
    const { refresh: first } = await world.signIn(shop.admin.email, PASSWORD);
    const lost = await refresh(first);
    world.advance(50_000);
    const again = await refresh(first);
    expect(again.status).toBe(200);
    expect(again.refreshToken).toBe(lost.refreshToken);
    expect((await refresh(again.refreshToken ?? '')).status).toBe(200);
  });

  it('goes on after a lost answer, however long the network stayed away, and lost again', async () => {
    const { refresh: first } = await world.signIn(shop.admin.email, PASSWORD);
    const lost = await refresh(first);
    world.advance(6 * 3_600_000);
    const lostToo = await refresh(first);
    world.advance(6 * 3_600_000);
    const came = await refresh(first);
    expect([lostToo.status, came.status]).toEqual([200, 200]);
    expect(new Set([lost.refreshToken, lostToo.refreshToken, came.refreshToken]).size).toBe(3);
    expect((await refresh(came.refreshToken ?? '')).status).toBe(200);
  });

  it('gives two tabs that refresh at once the same next token', async () => {
    const { refresh: first } = await world.signIn(shop.admin.email, PASSWORD);
    const answers = await Promise.all([refresh(first), refresh(first), refresh(first)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ refreshToken }) => refreshToken)).size).toBe(1);
  });

  it('finds a copied token out as soon as both that followed from it were used', async () => {
    const { refresh: first } = await world.signIn(shop.admin.email, PASSWORD);
    const own = await refresh(first);
    world.advance(61_000);
    const stolen = await refresh(first);
    expect(stolen.refreshToken).not.toBe(own.refreshToken);
    const found = await refresh(own.refreshToken ?? '');
    expect([found.status, found.body.code, found.refreshToken]).toEqual([401, 'session-revoked', '']);
    expect((await refresh(stolen.refreshToken ?? '')).body.code).toBe('session-revoked');
  });

  it('revokes the family when a token comes back whose next one was used', async () => {
    const { refresh: first } = await world.signIn(shop.admin.email, PASSWORD);
    const second = await refresh(first);
    world.advance(61_000);
    const third = await refresh(second.refreshToken ?? '');
    expect((await refresh(first)).body.code).toBe('session-revoked');
    expect((await refresh(third.refreshToken ?? '')).body.code).toBe('session-revoked');
  });

  it('revokes the family at once when a token two rotations old comes back', async () => {
    const { refresh: first } = await world.signIn(shop.admin.email, PASSWORD);
    const second = await refresh(first);
    const third = await refresh(second.refreshToken ?? '');
    expect((await refresh(first)).body.code).toBe('session-revoked');
    expect((await refresh(third.refreshToken ?? '')).body.code).toBe('session-revoked');
  });

  it('leaves the other devices signed in when one family is revoked', async () => {
    const phone = await world.signIn(shop.admin.email, PASSWORD);
    const tablet = await world.signIn(shop.admin.email, PASSWORD);
    await world.call('POST', '/api/v1/auth/logout', { refresh: phone.refresh });
    expect((await refresh(phone.refresh)).status).toBe(401);
    expect((await refresh(tablet.refresh)).status).toBe(200);
  });

  it('refuses no token, a changed one, and one unused for 7 days', async () => {
    const { refresh: token } = await world.signIn(shop.admin.email, PASSWORD);
    expect((await world.call('POST', '/api/v1/auth/refresh')).body.code).toBe('session-expired');
    expect((await refresh(`${token.slice(0, -2)}AA`)).body.code).toBe('session-expired');
    expect((await refresh('a.b.0.c')).body.code).toBe('session-expired');
    const [user, family, , mac] = token.split('.');
    expect((await refresh(`${user}.${family}.1.${mac}`)).body.code).toBe('session-expired');
    expect((await refresh(token)).status).toBe(200);
    const later = await world.signIn(shop.admin.email, PASSWORD);
    world.advance(7 * 86_400_000 + 1_000);
    expect((await refresh(later.refresh)).body.code).toBe('session-expired');
  });

  it('refuses what a page of another site sends', async () => {
    const { refresh: token } = await world.signIn(shop.admin.email, PASSWORD);
    for (const origin of ['https://ailleurs.example', 'null', 'http://127.0.0.1:1']) {
      const { status, body } = await refresh(token, { origin });
      expect([status, body.code]).toEqual([403, 'origin-refused']);
    }
    for (const site of ['cross-site', 'same-site']) {
      expect((await refresh(token, { origin: world.url, 'sec-fetch-site': site })).body.code).toBe('origin-refused');
    }
    expect((await refresh(token, { origin: world.url })).status).toBe(200);
    const proxied = { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-origin' };
    expect((await refresh(token, proxied)).status).toBe(200);
  });
});

describe('logout', () => {
  it('ends the session and takes the cookie away; without one it has nothing to do', async () => {
    const { refresh: token } = await world.signIn(shop.admin.email, PASSWORD);
    const out = await world.call('POST', '/api/v1/auth/logout', { refresh: token });
    expect([out.status, out.refreshToken, out.text]).toEqual([204, '', '']);
    expect((await refresh(token)).body.code).toBe('session-revoked');
    expect((await world.call('POST', '/api/v1/auth/logout')).status).toBe(204);
    expect((await world.call('POST', '/api/v1/auth/logout', { headers: { origin: 'https://x.example' } })).status).toBe(
      403,
    );
  });
});

describe('me', () => {
  it('tells who is signed in', async () => {
    const { token } = await world.signIn(shop.admin.email, PASSWORD);
    const { status, body } = await world.call('GET', '/api/v1/auth/me', { token });
    expect(status).toBe(200);
    expect(body.user).toMatchObject({ id: shop.admin.id, tenantId: shop.id, role: 'admin' });
  });

  it('refuses no token, a damaged one, an expired one, and one that another key signed', async () => {
    const { token } = await world.signIn(shop.admin.email, PASSWORD);
    const me = (value?: string) => world.call('GET', '/api/v1/auth/me', { token: value });
    const none = await me();
    expect([none.status, none.body.code]).toEqual([401, 'not-authenticated']);
    expect(none.headers.get('www-authenticate')).toBe('Bearer');
    expect((await me(`${token.slice(0, -4)}AAAA`)).status).toBe(401);
    const [, payload = ''] = token.split('.');
    const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    expect((await me(`${unsigned}.${payload}.`)).status).toBe(401);
    world.advance(15 * 60_000 + 1_000);
    expect((await me(token)).status).toBe(401);
  });
});

describe('a document that somebody forged in a shop’s database', () => {
  it('is never taken for an account', async () => {
    const { token } = await world.signIn(shop.admin.email, PASSWORD);
    const forged = { userId: `x/../../${shop.database}/_local/forged` };
    await world.call('PUT', `/db/${shop.database}/_local/forged`, { token, body: forged });
    for (const path of [`x/../../${shop.database}/_local/forged`, `../${shop.database}/_local/forged`]) {
      const { status, body } = await login({ email: path, password: PASSWORD });
      expect([status, body.code]).toEqual([401, 'invalid-credentials']);
    }
  });
});
