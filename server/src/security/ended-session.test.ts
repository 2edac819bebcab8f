import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { endedSessions } from '../accounts/ended-sessions.ts';
import { connectCouch } from '../couch/client.ts';
import { createWorld, PASSWORD, type SignedIn, type TestShop, type World } from '../testing/world.ts';

// As it is, but a test may do something meanwhile.
vi.mock('@node-rs/argon2', { spy: true });

let world: World;
let shop: TestShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
});
afterAll(() => world.close());

const readShop = async ({ token }: SignedIn) =>
  (await world.call('GET', `/db/${shop.database}/shop`, { token })).status;
const askApi = async ({ token }: SignedIn) => (await world.call('GET', '/api/v1/users/me', { token })).status;
const refresh = ({ refresh: token }: SignedIn) => world.call('POST', '/api/v1/auth/refresh', { refresh: token });
const change = (id: string, body: unknown) =>
  world.call('PATCH', `/api/v1/users/${id}`, { token: shop.admin.token, body });

/** What reading the shop, asking the API and refreshing answer. */
const doors = async (person: SignedIn) => [
  await readShop(person),
  await askApi(person),
  (await refresh(person)).status,
];

const WAYS: readonly (readonly [string, (person: SignedIn) => Promise<unknown>])[] = [
  ['a logout', ({ refresh: token }) => world.call('POST', '/api/v1/auth/logout', { refresh: token })],
  ['another password', ({ id }) => change(id, { password: 'un-autre-secret-7' })],
  ['a lowered role', ({ id }) => change(id, { role: 'viewer' })],
  ['a deactivation', ({ id }) => change(id, { isActive: false })],
];

describe('whoever keeps an access token whose session has ended', () => {
  it.each(WAYS)('neither reads the shop nor asks the API after %s', async (_way, end) => {
    const person = await world.newUser(shop, 'user');
    expect([await readShop(person), await askApi(person)]).toEqual([200, 200]);
    await end(person);
    const [database, api, session] = await doors(person);
    expect([database, api]).toEqual([401, 401]);
    expect([401, 403]).toContain(session);
  });

  it.each(WAYS)('hears nothing more on a feed that was open at %s', async (_way, end) => {
    const person = await world.newUser(shop, 'user');
    const since = (await world.call<{ last_seq: string }>('GET', `/db/${shop.database}/_changes?limit=1000`, person))
      .body.last_seq;
    const feed = await fetch(
      `${world.url}/db/${shop.database}/_changes?feed=longpoll&heartbeat=1000&limit=100&since=${since}`,
      { headers: { authorization: `Bearer ${person.token}` } },
    );
    await end(person);
    expect(await feed.text()).not.toContain('"id"');
    expect(await readShop(person)).toBe(401);
  });

  it('is shut out when a stolen refresh token has ended the session', async () => {
    const person = await world.newUser(shop, 'user');
    const second = await refresh(person);
    await refresh({ ...person, refresh: second.refreshToken ?? '' });
    expect((await refresh(person)).body.code).toBe('session-revoked');
    expect([await readShop(person), await askApi(person)]).toEqual([401, 401]);
  });

  it('leaves the other sessions of that person alone', async () => {
    const person = await world.newUser(shop, 'user');
    const tablet = await world.signIn(person.email, PASSWORD);
    await world.call('POST', '/api/v1/auth/logout', { refresh: person.refresh });
    expect(await doors(tablet)).toEqual([200, 200, 200]);
  });

  it('is known to another server, which asks what has ended', async () => {
    const elsewhere = endedSessions(connectCouch(world.couchUrl).database(world.controlDatabase));
    const sessionOf = ({ token }: SignedIn): string =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sid;
    const [before, after, open] = [
      await world.newUser(shop, 'user'),
      await world.newUser(shop, 'user'),
      await world.newUser(shop, 'user'),
    ];
    await world.call('POST', '/api/v1/auth/logout', { refresh: before.refresh });
    await elsewhere.catchUp(new Date());
    let feedsEnded = 0;
    elsewhere.whenEnded(sessionOf(after), () => {
      feedsEnded += 1;
    });
    expect([before, after, open].map((person) => elsewhere.has(sessionOf(person)))).toEqual([true, false, false]);
    await change(after.id, { isActive: false });
    await elsewhere.catchUp(new Date());
    await elsewhere.catchUp(new Date());
    expect([before, after, open].map((person) => elsewhere.has(sessionOf(person)))).toEqual([true, true, false]);
    expect(feedsEnded).toBe(1);
  });
});

describe('a login with the old password that races its change', () => {
  it.each(WAYS.slice(1))('leaves no session of a hash that was compared during %s', async (_way, end) => {
    const person = await world.newUser(shop, 'user');
    const actual = await vi.importActual<typeof import('@node-rs/argon2')>('@node-rs/argon2');
    vi.mocked(verify).mockImplementationOnce(async (...call) => {
      const matches = await actual.verify(...call);
      await end(person);
      return matches;
    });
    const raced = await world.call('POST', '/api/v1/auth/login', { body: { email: person.email, password: PASSWORD } });
    expect([raced.status, raced.refreshToken]).toEqual([401, null]);
  });

  it('leaves none of a server that stopped between the change and the end of the sessions', async () => {
    const person = await world.newUser(shop, 'user');
    await connectCouch(world.couchUrl)
      .database(world.controlDatabase)
      .update<{ _id: string; sessionVersion?: number }>(
        `user:${person.id}`,
        (doc) => doc && { ...doc, sessionVersion: 1 },
      );
    expect(await askApi(person)).toBe(401);
    expect((await refresh(person)).body.code).toBe('session-revoked');
    expect(await readShop(person)).toBe(401);
  });
});
