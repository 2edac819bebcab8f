import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, PASSWORD, type SignedIn, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
});
afterAll(() => world.close());

const NEXT = 'phare-mangue-42-tambour';
const change = ({ token }: SignedIn, current: string, password: string) =>
  world.call('PUT', '/api/v1/users/me/password', { token, body: { current, password } });
const refresh = ({ refresh: token }: SignedIn) => world.call('POST', '/api/v1/auth/refresh', { refresh: token });
const login = (email: string, password: string) =>
  world.call('POST', '/api/v1/auth/login', { body: { email, password } });

describe('a password that everybody would try first', () => {
  it.each(['password', '12345678', 'digiboost', 'azertyuiop', '        ', 'digiboost2026', '1234567890'])(
    'like « %s » is refused by every way to choose one',
    async (password) => {
      const { token } = shop.admin;
      const person = { email: `p-${password.length}@exemple.sn`, name: 'Fatou Sarr', role: 'user', password };
      const answers = [
        await world.call('POST', '/api/v1/users', { token, body: person }),
        await world.call('PATCH', `/api/v1/users/${shop.admin.id}`, { token, body: { password } }),
        await change(shop.admin, PASSWORD, password),
      ];
      for (const { status, body } of answers) {
        expect([status, body.code, body.errors?.map(({ field }) => field)]).toEqual([
          400,
          'invalid-request',
          ['password'],
        ]);
      }
    },
  );

  it('made of the person’s own name is refused', async () => {
    const body = { email: 'thiaroye.khouma@exemple.sn', name: 'Thiaroye Khouma', role: 'user' };
    const create = (password: string) =>
      world.call('POST', '/api/v1/users', { token: shop.admin.token, body: { ...body, password } });
    expect((await create('thiaroyekhouma')).body.errors?.[0]?.detail).toContain('facile à deviner');
    expect((await create(NEXT)).status).toBe(201);
  });
});

describe('a change of one’s own password', () => {
  it('ends the sessions of everybody else who knew the old one, and keeps the one that asked', async () => {
    const person = await world.newUser(shop, 'viewer');
    const thief = await world.signIn(person.email, PASSWORD);
    expect((await change(person, PASSWORD, NEXT)).status).toBe(200);
    const me = ({ token }: SignedIn) => world.call('GET', '/api/v1/users/me', { token });
    const shopOf = ({ token }: SignedIn) => world.call('GET', `/db/${shop.database}/shop`, { token });
    expect([(await me(thief)).status, (await shopOf(thief)).status]).toEqual([401, 401]);
    expect((await refresh(thief)).body.code).toBe('session-revoked');
    expect([(await me(person)).status, (await shopOf(person)).status]).toEqual([200, 200]);
    expect((await refresh(person)).status).toBe(200);
    expect((await login(person.email, PASSWORD)).status).toBe(401);
    expect((await login(person.email, NEXT)).status).toBe(200);
  });

  it('is not for who found the phone open: the present one is asked for, and guesses wait', async () => {
    const person = await world.newUser(shop, 'user');
    const guesses = [];
    for (let n = 0; n < 5; n += 1) guesses.push((await change(person, `essai ${n}`, NEXT)).body.code);
    expect(guesses).toEqual(new Array(5).fill('wrong-password'));
    const waiting = await change(person, PASSWORD, NEXT);
    expect([waiting.status, waiting.body.code]).toEqual([429, 'too-many-logins']);
    expect((await login(person.email, PASSWORD)).status).toBe(200);
    expect((await world.call('PUT', '/api/v1/users/me/password', { body: {} })).status).toBe(401);
  });
});
