import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCouch } from '../couch/client.ts';
import { newPhoneKey, refreshWith, signInOnPhone } from '../testing/phone.ts';
import { createWorld, PASSWORD, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
});
afterAll(() => world.close());

const withoutKey = (cookie: string) => world.call('POST', '/api/v1/auth/refresh', { refresh: cookie });
const withOwnKeys = (cookie: string) => refreshWith(world, { cookie, key: newPhoneKey(), next: newPhoneKey() });

const THIEVES = [
  ['no key', withoutKey],
  ['keys of their own', withOwnKeys],
] as const;

describe('whoever copied a phone’s cookie', () => {
  it.each(THIEVES)('gains nothing with %s before its owner refreshes, and ends the session', async (_with, steal) => {
    const phone = await signInOnPhone(world, shop.admin.email);
    const stolen = await steal(phone.held.cookie);
    expect([stolen.status, stolen.body.code, stolen.refreshToken]).toEqual([401, 'session-revoked', '']);
    expect((await phone.refresh()).body.code).toBe('session-revoked');
  });

  it.each(THIEVES)(
    'gains nothing with %s right after its owner’s refresh, five times of five',
    async (_with, steal) => {
      for (let times = 0; times < 5; times += 1) {
        const phone = await signInOnPhone(world, shop.admin.email);
        const { cookie } = phone.held;
        expect((await phone.refresh()).status).toBe(200);
        expect((await steal(cookie)).body.code).toBe('session-revoked');
        expect((await phone.refresh()).body.code).toBe('session-revoked');
      }
    },
  );

  it('gains nothing when the owner refreshes at the same moment', async () => {
    const phone = await signInOnPhone(world, shop.admin.email);
    const [stolen] = await Promise.all([withOwnKeys(phone.held.cookie), phone.refresh()]);
    expect(stolen.body.code).toBe('session-revoked');
  });

  it('gains nothing with a token two refreshes old, whatever they know', async () => {
    const phone = await signInOnPhone(world, shop.admin.email);
    const old = phone.held;
    await phone.refresh();
    await phone.refresh();
    expect((await refreshWith(world, old)).body.code).toBe('session-revoked');
    expect((await phone.refresh()).body.code).toBe('session-revoked');
  });

  it('finds no key in the database', async () => {
    const phone = await signInOnPhone(world, shop.admin.email);
    const announced = phone.held.next;
    await phone.refresh();
    const families = await connectCouch(world.couchUrl)
      .database(world.controlDatabase)
      .range(`refresh:${shop.admin.id}:`, `refresh:${shop.admin.id}:\uffff`);
    const kept = JSON.stringify(families);
    expect(kept).toContain('keyHash');
    for (const secret of [announced, phone.held.cookie, phone.held.next]) expect(kept).not.toContain(secret);
  });
});

describe('whoever copied a phone’s cookie and its key', () => {
  it('is found out once both have used what followed from them', async () => {
    const phone = await signInOnPhone(world, shop.admin.email);
    const copied = { ...phone.held, next: newPhoneKey() };
    expect((await phone.refresh()).status).toBe(200);
    const stolen = await refreshWith(world, copied);
    expect((await phone.refresh()).body.code).toBe('session-revoked');
    const gained = { cookie: stolen.refreshToken ?? '', key: copied.next, next: newPhoneKey() };
    expect((await refreshWith(world, gained)).body.code).toBe('session-revoked');
  });
});

describe('a session whose phone told no key', () => {
  it('ends when a token comes back that was replaced', async () => {
    const { refresh: first } = await world.signIn(shop.admin.email, PASSWORD);
    const second = await withoutKey(first);
    expect(second.status).toBe(200);
    expect((await withoutKey(first)).body.code).toBe('session-revoked');
    expect((await withoutKey(second.refreshToken ?? '')).body.code).toBe('session-revoked');
  });
});
