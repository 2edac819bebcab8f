import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Held, newPhoneKey, refreshWith, signInOnPhone } from '../testing/phone.ts';
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

describe('refresh', () => {
  it('gives another token each time, and the same user', async () => {
    const phone = await signInOnPhone(world, shop.admin.email);
    const tokens = [phone.held.cookie];
    for (let times = 0; times < 3; times += 1) {
      const { status, body } = await phone.refresh();
      expect(status).toBe(200);
      expect(body.user).toMatchObject({ id: shop.admin.id, shopName: `Boutique ${shop.id}` });
      tokens.push(phone.held.cookie);
    }
    expect(new Set(tokens).size).toBe(4);
  });

  it('goes on after a lost answer, however long the network stayed away, and lost again', async () => {
    const phone = await signInOnPhone(world, shop.admin.email);
    const lost = await phone.refreshUnheard();
    world.advance(6 * 3_600_000);
    const lostToo = await phone.refreshUnheard();
    world.advance(6 * 3_600_000);
    const came = await phone.refresh();
    expect([lost.status, lostToo.status, came.status]).toEqual([200, 200, 200]);
    expect(new Set([lost, lostToo, came].map(({ refreshToken }) => refreshToken)).size).toBe(1);
    expect((await phone.refresh()).status).toBe(200);
  });

  it('gives two tabs that refresh at once the same next token', async () => {
    const phone = await signInOnPhone(world, shop.admin.email);
    const answers = await Promise.all([phone.refreshUnheard(), phone.refreshUnheard(), phone.refreshUnheard()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ refreshToken }) => refreshToken)).size).toBe(1);
  });

  it.each([
    ['the cookie', (before: Held, after: Held): Held => ({ ...after, cookie: before.cookie })],
    ['the key', (before: Held, after: Held): Held => ({ ...after, key: before.key })],
    ['the announced key', (before: Held): Held => ({ ...before, next: newPhoneKey() })],
  ])('goes on when a dead battery took %s back', async (_what, takenBack) => {
    const phone = await signInOnPhone(world, shop.admin.email);
    await phone.refresh();
    const before = phone.held;
    await phone.refresh();
    phone.held = takenBack(before, phone.held);
    expect((await phone.refresh()).status).toBe(200);
    expect((await phone.refresh()).status).toBe(200);
  });

  it('binds a session that began without a key to the phone that brings one', async () => {
    const { refresh: cookie } = await world.signIn(shop.admin.email, PASSWORD);
    const held = { cookie, key: newPhoneKey(), next: newPhoneKey() };
    const bound = await refreshWith(world, held);
    expect(bound.status).toBe(200);
    expect((await refreshWith(world, held)).refreshToken).toBe(bound.refreshToken);
    expect((await refresh(bound.refreshToken ?? '')).body.code).toBe('session-revoked');
  });

  it.each([{ key: 'court', next: 'court' }, { key: newPhoneKey() }, []])('refuses %j for keys', async (body) => {
    const { refresh: token } = await world.signIn(shop.admin.email, PASSWORD);
    const answer = await world.call('POST', '/api/v1/auth/refresh', { refresh: token, body });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
    expect((await refresh(token)).status).toBe(200);
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
    let { refresh: token } = await world.signIn(shop.admin.email, PASSWORD);
    for (const origin of ['https://ailleurs.example', 'null', 'http://127.0.0.1:1']) {
      const { status, body } = await refresh(token, { origin });
      expect([status, body.code]).toEqual([403, 'origin-refused']);
    }
    for (const site of ['cross-site', 'same-site']) {
      expect((await refresh(token, { origin: world.url, 'sec-fetch-site': site })).body.code).toBe('origin-refused');
    }
    const own = await refresh(token, { origin: world.url });
    expect(own.status).toBe(200);
    token = own.refreshToken ?? '';
    const proxied = { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-origin' };
    expect((await refresh(token, proxied)).status).toBe(200);
  });
});
