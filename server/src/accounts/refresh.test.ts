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
