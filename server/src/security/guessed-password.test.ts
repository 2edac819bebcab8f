import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, PASSWORD, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
beforeAll(async () => {
  world = await createWorld({ trustProxy: 1 });
  shop = await world.newShop();
});
afterAll(() => world.close());

/** A login from an address of the test's choice. */
const login = (email: string, password: string, address: string, cookie?: string) =>
  world.call('POST', '/api/v1/auth/login', {
    body: { email, password },
    headers: { 'x-forwarded-for': address, ...(cookie ? { cookie } : {}) },
  });

/** The device's mark in an answer. */
const markIn = (headers: Headers): string | undefined =>
  headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('device-'))
    ?.split(';')[0];

describe('whoever guesses the password of one account', () => {
  it('is stopped after five tries from as many networks, and its owner’s own phone is not', async () => {
    const { email } = await world.newUser(shop, 'user');
    const mark = markIn((await login(email, PASSWORD, '41.82.0.1')).headers);
    expect(mark).toBeDefined();
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, n) => login(email, `essai ${n}`, `41.${n}.0.9`)));
    expect(guesses.map(({ status }) => status).sort()).toEqual([...new Array(5).fill(401), ...new Array(7).fill(429)]);
    const stranger = await login(email, PASSWORD, '196.207.1.1');
    expect([stranger.status, stranger.body.code]).toEqual([429, 'too-many-logins']);
    expect(Number(stranger.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await login(email, PASSWORD, '196.207.1.1', mark)).status).toBe(200);
  });

  it('is not taken for a known device with a forged mark, or with that of another account', async () => {
    const [victim, other] = [await world.newUser(shop, 'user'), await world.newUser(shop, 'user')];
    const [name] = (markIn((await login(victim.email, PASSWORD, '41.82.0.1')).headers) ?? '').split('=');
    const [, foreign] = (markIn((await login(other.email, PASSWORD, '41.82.0.1')).headers) ?? '').split('=');
    for (let n = 0; n < 5; n += 1) await login(victim.email, `essai ${n}`, `41.${n}.1.9`);
    for (const value of [foreign, `${'A'.repeat(22)}.${'A'.repeat(43)}`, '']) {
      expect((await login(victim.email, PASSWORD, '41.82.0.1', `${name}=${value}`)).status).toBe(429);
    }
  });
});

describe('whoever tries one password on many accounts', () => {
  it('is stopped at one address', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 24 }, (_, n) => login(`p${n}@exemple.sn`, 'Bonjour2026', '102.16.4.4')),
    );
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(20);
    expect((await login(shop.admin.email, PASSWORD, '102.16.4.5')).status).toBe(200);
  });
});
