import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, PASSWORD, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
});
afterAll(() => world.close());

interface Answer {
  readonly token?: string;
  readonly invitation?: { readonly id: string; readonly usedAt: string | null };
  readonly invitations?: { readonly id: string; readonly usedAt: string | null }[];
  readonly code?: string;
  readonly shopName?: string;
  readonly user?: { readonly role: string; readonly tenantId: string; readonly name: string };
}
const ask = (method: string, path: string, call: { token?: string; body?: unknown } = {}) =>
  world.call<Answer>(method, `/api/v1${path}`, call);
async function invite(role = 'user', token = shop.admin.token) {
  const { status, body } = await ask('POST', '/users/invitations', { token, body: { name: 'Modou Sarr', role } });
  expect(status).toBe(201);
  return { link: body.token ?? '', id: body.invitation?.id ?? '' };
}
const open = (token: string) => ask('POST', '/auth/invitation', { body: { token } });
let made = 0;
const newEmail = () => `invite${++made}@${shop.id}.sn`;
const accept = (token: string, email = newEmail(), password = PASSWORD) =>
  ask('POST', '/auth/invitation/account', { body: { token, email, password } });

test('makes one account, of the role and the shop that it was made for, whose password only its person knows', async () => {
  const { link } = await invite();
  expect((await open(link)).body).toMatchObject({ name: 'Modou Sarr', role: 'user', shopName: expect.any(String) });
  const email = newEmail();
  const { status, body } = await accept(link, email);
  expect([status, body.user]).toEqual([201, expect.objectContaining({ role: 'user', tenantId: shop.id })]);
  expect((await world.signIn(email, PASSWORD)).email).toBe(email);
  expect([(await open(link)).status, (await accept(link)).body.code]).toEqual([410, 'invitation-gone']);
  expect(world.logged()).not.toContain(link);
});

test('of two who use one link at once, one gets it', async () => {
  const { link } = await invite('viewer');
  const answers = await Promise.all(Array.from({ length: 5 }, () => accept(link)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410, 410]);
});

test('a taken address or an easy password uses no link up', async () => {
  const { link } = await invite();
  expect((await accept(link, shop.admin.email)).body.code).toBe('email-taken');
  expect((await accept(link, newEmail(), 'azertyuiop')).status).toBe(400);
  expect((await accept(link)).status).toBe(201);
});

test('is worth nothing once it was taken back, after a week, or when who made it is no administrator', async () => {
  const [taken, later, theirs] = [await invite(), await invite(), await invite()];
  const other = await world.newShop();
  const revoke = (token: string) => ask('DELETE', `/users/invitations/${taken.id}`, { token });
  expect((await revoke(other.admin.token)).status).toBe(404);
  expect((await revoke(shop.admin.token)).status).toBe(200);
  expect((await accept(taken.link)).status).toBe(410);

  const second = await world.newUser(shop, 'admin');
  const { link } = await invite('admin', second.token);
  const body = { role: 'user' };
  expect((await ask('PATCH', `/users/${second.id}`, { token: shop.admin.token, body })).status).toBe(200);
  expect((await accept(link)).status).toBe(410);
  expect((await open(theirs.link)).status).toBe(200);

  world.advance(7 * 86_400_000);
  expect((await accept(later.link)).status).toBe(410);
});

test('is made by administrators alone, of their own shop, and cannot be guessed or altered', async () => {
  const admin = await world.signIn(shop.admin.email, PASSWORD);
  const seller = await world.newUser(shop, 'user');
  for (const token of [seller.token, undefined]) {
    const { status } = await ask('POST', '/users/invitations', {
      ...(token ? { token } : {}),
      body: { name: 'x', role: 'admin' },
    });
    expect(status).toBe(token ? 403 : 401);
  }
  const platform = { name: 'x', role: 'platform' };
  expect((await ask('POST', '/users/invitations', { token: admin.token, body: platform })).status).toBe(400);
  const other = await world.newShop();
  const { link } = await invite('user', admin.token);
  const altered = [
    `${other.id}${link.slice(link.indexOf('_'))}`,
    link.slice(0, -1),
    `${link.slice(0, -2)}AA`,
    'x',
    '_',
  ];
  for (const token of altered) expect((await open(token)).status).toBe(410);
  const { body } = await ask('GET', '/users/invitations', { token: other.admin.token });
  expect(body.invitations).toEqual([]);
});
