import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, PASSWORD, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
});
afterAll(() => world.close());

const refresh = (token: string, headers = {}) =>
  world.call('POST', '/api/v1/auth/refresh', { refresh: token, headers });

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
