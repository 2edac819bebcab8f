import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, PASSWORD, type SignedIn, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
beforeAll(async () => {
  world = await createWorld({ limits: { requestsPerMinute: 10_000, failedLogins: 5 } });
  shop = await world.newShop();
});
afterAll(() => world.close());

const join = (host: SignedIn, email: string, password = PASSWORD) =>
  world.call('POST', '/api/v1/auth/companions', { token: host.token, body: { email, password } });
const tokenOf = (host: SignedIn, id: string) =>
  world.call('POST', `/api/v1/auth/companions/${id}/token`, { token: host.token });
const me = (token: string | undefined) => world.call('GET', '/api/v1/auth/me', { token });
/** What the way to the shop's database answers. */
const door = (token: string | undefined) => world.call('GET', `/db/${shop.database}/_changes?limit=1`, { token });

test('two people work on one phone, each in their own name, for as long as both may', async () => {
  const [host, other] = [await world.newUser(shop, 'user'), await world.newUser(shop, 'viewer')];
  expect((await tokenOf(host, other.id)).status).toBe(404);
  expect((await join(host, other.email)).body.user?.id).toBe(other.id);
  const given = (await tokenOf(host, other.id)).body.accessToken;
  expect((await me(given)).body.user).toMatchObject({ id: other.id, role: 'viewer' });
  expect((await door(given)).status).toBe(200);
  // Another phone of the same person, and another person's, have nothing of it.
  for (const stranger of [await world.signIn(host.email, PASSWORD), shop.admin]) {
    expect((await tokenOf(stranger, other.id)).status).toBe(404);
  }
  // Who has joined may not bring others.
  expect((await tokenOf({ ...host, token: given ?? '' }, host.id)).status).toBe(404);

  // Signed out on this phone: the other one too, at once, and on the way to the database.
  await world.call('POST', '/api/v1/auth/logout', { refresh: host.refresh });
  expect([(await me(given)).status, (await door(given)).status, (await tokenOf(host, other.id)).status]).toEqual([
    401, 401, 401,
  ]);
});

test('another password, a closed account and leaving the phone end what was joined', async () => {
  const host = await world.newUser(shop, 'user');
  const ends: readonly ((id: string) => Promise<unknown>)[] = [
    (id) => world.call('PATCH', `/api/v1/users/${id}`, { token: shop.admin.token, body: { isActive: false } }),
    (id) =>
      world.call('PATCH', `/api/v1/users/${id}`, { token: shop.admin.token, body: { password: 'lampe-verte-47-mil' } }),
    (id) => world.call('DELETE', `/api/v1/auth/companions/${id}`, { token: host.token }),
  ];
  for (const end of ends) {
    const other = await world.newUser(shop, 'user');
    await join(host, other.email);
    const given = (await tokenOf(host, other.id)).body.accessToken;
    expect((await me(given)).status).toBe(200);
    await end(other.id);
    expect([(await me(given)).status, (await tokenOf(host, other.id)).status, (await door(given)).status]).toEqual([
      401, 404, 401,
    ]);
  }
});

test('nobody of another shop joins, nor without the password, which is counted as at the login', async () => {
  const [host, other] = [await world.newUser(shop, 'user'), await world.newUser(shop, 'user')];
  const { admin: elsewhere } = await world.newShop();
  expect((await join(host, elsewhere.email)).body.code).toBe('other-shop');
  for (let n = 0; n < 5; n += 1) expect((await join(host, other.email, `faux ${n}`)).status).toBe(401);
  expect([
    (await join(host, other.email)).status,
    (await world.call('POST', '/api/v1/auth/login', { body: { email: other.email, password: PASSWORD } })).status,
  ]).toEqual([429, 429]);
});

test('it goes on while it is asked for, and ends after a week in which nobody did', async () => {
  const [host, other] = [await world.newUser(shop, 'user'), await world.newUser(shop, 'user')];
  await join(host, other.email);
  let { refresh } = host;
  const asked = async (days: number, isAsked: boolean): Promise<number | null> => {
    world.advance(days * 86_400_000);
    const renewed = await world.call('POST', '/api/v1/auth/refresh', { refresh });
    refresh = renewed.refreshToken ?? '';
    const token = renewed.body.accessToken ?? '';
    return isAsked ? (await tokenOf({ ...host, token }, other.id)).status : null;
  };
  expect([await asked(6, true), await asked(6, true), await asked(4, false), await asked(4, true)]).toEqual([
    200,
    200,
    null,
    404,
  ]);
});
