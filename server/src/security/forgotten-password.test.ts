import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectCouch } from '../couch/client.ts';
import type { DeliveryDocument } from '../notify/outbox/delivery-document.ts';
import { createWorld, PASSWORD, type SignedIn, type TestShop, type World } from '../testing/world.ts';

const NEXT = 'lampe-verte-47-mil';
const MINUTE_MS = 60_000;

let world: World;
let shop: TestShop;
beforeAll(async () => {
  world = await createWorld({ limits: { requestsPerMinute: 10_000, failedLogins: 100 } });
  shop = await world.newShop();
});
afterAll(() => world.close());

const ask = (path: string, body: unknown, headers = {}) =>
  world.call<{ code?: string; name?: string; email?: string }>('POST', `/api/v1/auth/password-link${path}`, {
    body,
    headers,
  });

/** The e-mails that went to somebody, newest last. */
async function mails(address: string): Promise<DeliveryDocument['delivery'][]> {
  const control = connectCouch(world.couchUrl).database(world.controlDatabase);
  const docs = await control.range<DeliveryDocument>('delivery:', 'delivery:~');
  return docs
    .map(({ delivery }) => delivery)
    .filter((delivery) => delivery.address === address)
    .sort((a, b) => (a.notBefore < b.notBefore ? -1 : 1));
}

/** Asks for a link, as whoever forgot the password does, and reads it in the e-mail. */
async function linkFor({ email }: SignedIn): Promise<string> {
  const before = (await mails(email)).length;
  expect((await ask('', { email })).status).toBe(202);
  return vi.waitFor(async () => {
    const sent = await mails(email);
    expect(sent.length).toBe(before + 1);
    return sent.at(-1)?.content.url?.split('#')[1] ?? '';
  });
}

test('a link of the e-mail chooses another password once, and ends every session', async () => {
  const person = await world.newUser(shop, 'user');
  const token = await linkFor(person);
  expect((await ask('/owner', { token })).body).toMatchObject({ email: person.email, name: 'Modou Vendeur' });
  expect((await ask('/password', { token, password: 'azertyuiop' })).status).toBe(400);
  expect((await ask('/password', { token, password: NEXT })).status).toBe(204);
  expect((await world.call('GET', '/api/v1/auth/me', { token: person.token })).status).toBe(401);
  expect((await world.signIn(person.email, NEXT)).id).toBe(person.id);
  await expect(world.signIn(person.email, PASSWORD)).rejects.toThrow('401');
  expect([
    (await ask('/owner', { token })).status,
    (await ask('/password', { token, password: PASSWORD })).status,
  ]).toEqual([410, 410]);
  expect(world.logged()).not.toContain(token.split('_')[1]);
});

test('an address without an account, and one of a closed account, are answered alike and sent nothing', async () => {
  const gone = await world.newUser(shop, 'user');
  await world.call('PATCH', `/api/v1/users/${gone.id}`, { token: shop.admin.token, body: { isActive: false } });
  const answers = await Promise.all(
    ['personne@exemple.sn', gone.email, shop.admin.email].map((email) => ask('', { email })),
  );
  expect(answers.map(({ status, text }) => [status, text])).toEqual([
    [202, '{}'],
    [202, '{}'],
    [202, '{}'],
  ]);
  await vi.waitFor(async () => expect(await mails(shop.admin.email)).toHaveLength(1));
  expect([...(await mails('personne@exemple.sn')), ...(await mails(gone.email))]).toEqual([]);
});

test('a number brings the link on WhatsApp, to each account that has it, as no answer tells', async () => {
  const [person, other] = [await world.newUser(shop, 'user'), await world.newUser(shop, 'viewer')];
  const number = '+221771112233';
  for (const { id } of [person, other]) {
    await world.call('PATCH', `/api/v1/users/${id}`, { token: shop.admin.token, body: { whatsapp: number } });
  }
  const answers = await Promise.all(['77 111 22 33', '77 111 22 34'].map((email) => ask('', { email })));
  expect(answers.map(({ status, text }) => [status, text])).toEqual([
    [202, '{}'],
    [202, '{}'],
  ]);
  const sent = await vi.waitFor(async () => {
    const messages = await mails(number);
    expect(messages).toHaveLength(2);
    return messages;
  });
  expect(await mails('+221771112234')).toEqual([]);
  for (const { channel, content, template, alertType } of sent) {
    expect([channel, template, alertType]).toEqual(['WHATSAPP', 'PASSWORD', 'REPLY']);
    // The text says the whole address: WhatsApp has no button of ours.
    expect(content.text).toContain(`${world.url}${content.url}`);
  }
  const token = sent.find(({ userId }) => userId === person.id)?.content.url?.split('#')[1] ?? '';
  expect((await ask('/password', { token, password: NEXT })).status).toBe(204);
  expect((await world.signIn('+221 77 111 22 33', NEXT)).id).toBe(person.id);
  expect((await ask('', { email: '12' })).status).toBe(400);
});

test('only the newest link counts, for half an hour, and a second one comes after a minute', async () => {
  const person = await world.newUser(shop, 'viewer');
  const first = await linkFor(person);
  expect((await ask('', { email: person.email })).status).toBe(202);
  world.advance(2 * MINUTE_MS);
  const second = await linkFor(person);
  expect((await mails(person.email)).length).toBe(2);
  expect([(await ask('/owner', { token: first })).status, (await ask('/owner', { token: second })).status]).toEqual([
    410, 200,
  ]);
  world.advance(31 * MINUTE_MS);
  expect((await ask('/password', { token: second, password: NEXT })).body.code).toBe('password-link-gone');
});

test('of several who use one link at once, one chooses', async () => {
  const person = await world.newUser(shop, 'user');
  const token = await linkFor(person);
  const tried = await Promise.all([1, 2, 3, 4].map((n) => ask('/password', { token, password: `${NEXT}-${n}` })));
  expect(tried.map(({ status }) => status).sort()).toEqual([204, 410, 410, 410]);
});

test('a link of somebody else, half a link and no link open nothing', async () => {
  const [person, other] = [await world.newUser(shop, 'user'), await world.newUser(shop, 'user')];
  const token = await linkFor(person);
  const [, secret] = token.split('_');
  for (const forged of [`${other.id}_${secret}`, token.slice(0, -1), `${token}x`, 'x', `../${token}`, `${person.id}_`])
    expect((await ask('/owner', { token: forged })).status).toBe(410);
});

test('a page of another site asks for nothing, and who asks again and again waits', async () => {
  const strict = await createWorld();
  const from = (origin?: string) =>
    strict.call<{ code?: string }>('POST', '/api/v1/auth/password-link', {
      body: { email: 'personne@exemple.sn' },
      headers: origin ? { origin } : {},
    });
  expect((await from('https://ailleurs.example')).status).toBe(403);
  const statuses = [];
  for (let n = 0; n < 8; n += 1) statuses.push((await from()).status);
  expect([statuses[0], statuses.at(-1)]).toEqual([202, 429]);
  await strict.close();
});
