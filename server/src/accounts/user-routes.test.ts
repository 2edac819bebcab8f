import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, PASSWORD, type SignedIn, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
let other: TestShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  other = await world.newShop();
});
afterAll(() => world.close());

let made = 0;
const person = () => ({
  email: `vendeur${made++}@${shop.id}.sn`,
  name: 'Fatou Sarr',
  role: 'user',
  password: PASSWORD,
});
const post = (body: unknown, token: string | undefined = shop.admin.token) =>
  world.call('POST', '/api/v1/users', { token, body });
const patch = (id: string, body: unknown, token: string | undefined = shop.admin.token) =>
  world.call('PATCH', `/api/v1/users/${id}`, { token, body });
const list = (token: string) => world.call('GET', '/api/v1/users', { token });

describe('GET users', () => {
  it('lists the shop’s own users, by name, without their passwords', async () => {
    const own = await world.newShop();
    await post({ ...person(), name: 'Zeynab', email: `z@${own.id}.sn` }, own.admin.token);
    const { status, body, text } = await list(own.admin.token);
    expect(status).toBe(200);
    expect(body.users?.map((user) => user.name)).toEqual(['Awa Gérante', 'Zeynab']);
    expect(body.users?.every((user) => user.tenantId === own.id)).toBe(true);
    expect(text).not.toMatch(/argon2|password/i);
  });

  it('is kept by nobody on the way', async () => {
    expect((await list(shop.admin.token)).headers.get('cache-control')).toBe('no-store');
  });

  it('is for the shop’s administrators', async () => {
    const user = await world.newUser(shop, 'user');
    const viewer = await world.newUser(shop, 'viewer');
    for (const { token } of [user, viewer]) expect((await list(token)).body.code).toBe('forbidden');
    expect((await world.call('GET', '/api/v1/users')).status).toBe(401);
  });
});

describe('POST users', () => {
  it('creates a user who can sign in', async () => {
    const input = { ...person(), whatsapp: '+221 77 123 45 67' };
    const { status, body, headers } = await post({ ...input, email: ` ${input.email.toUpperCase()} ` });
    expect(status).toBe(201);
    expect(body.user).toMatchObject({
      email: input.email,
      name: 'Fatou Sarr',
      role: 'user',
      tenantId: shop.id,
      isActive: true,
      whatsapp: '+221771234567',
    });
    expect(headers.get('location')).toBe(`/api/v1/users/${body.user?.id}`);
    expect((await world.signIn(input.email, PASSWORD)).id).toBe(body.user?.id);
    expect((await post({ ...person(), whatsapp: null })).body.user?.whatsapp).toBeNull();
  });

  it('refuses an address that anybody has, whatever its case and shop', async () => {
    const input = person();
    expect((await post(input)).status).toBe(201);
    const again = await post({ ...input, email: input.email.toUpperCase() });
    expect([again.status, again.body.code]).toEqual([409, 'email-taken']);
    expect((await post(input, other.admin.token)).body.code).toBe('email-taken');
  });

  it('gives an address that two ask for at once to one of them', async () => {
    const input = person();
    const { token } = (await world.newShop()).admin;
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(input, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    const { body } = await list(token);
    expect(body.users?.filter((user) => user.email === input.email)).toHaveLength(1);
  });

  it.each([
    ['email', { email: 'pas-un-email' }],
    ['password', { password: 'court' }],
    ['role', { role: 'platform' }],
    ['name', { name: '  ' }],
    ['whatsapp', { whatsapp: '77 123' }],
    ['tenantId', { tenantId: 'autre' }],
  ])('refuses a wrong %s and says which field', async (field, wrong) => {
    const { status, body } = await post({ ...person(), ...wrong });
    expect([status, body.code]).toEqual([400, 'invalid-request']);
    expect(body.errors?.map((error) => error.field)).toEqual([field]);
  });

  it('is for the shop’s administrators', async () => {
    const user = await world.newUser(shop, 'user');
    expect((await post(person(), user.token)).body.code).toBe('forbidden');
  });
});

describe('a WhatsApp number', () => {
  it.each([
    ['77 123 45 67', '+221771234567'],
    ['00221 70 000 00 00', '+221700000000'],
    ['+33 6 12 34 56 78', '+33612345678'],
  ])('written %s is kept as %s', async (written, kept) => {
    const { id } = await world.newUser(shop, 'user');
    expect((await patch(id, { whatsapp: written })).body.user?.whatsapp).toBe(kept);
  });

  it.each([
    ['79 123 45 67', /70, 75, 76, 77, 78 ou 33/],
    ['77 123 45', /trop court/],
    ['77 123 45 67 89', /trop long/],
    ['Awa', /chiffres/],
  ])('written %s is refused with what to do', async (written, sentence) => {
    const { id } = await world.newUser(shop, 'user');
    const { status, body } = await patch(id, { whatsapp: written });
    expect([status, body.errors?.[0]?.field]).toEqual([400, 'whatsapp']);
    expect(body.errors?.[0]?.detail).toMatch(sentence);
  });
});

describe('users/me', () => {
  const me = (method: string, token: string, body?: unknown) =>
    world.call(method, '/api/v1/users/me', { token, ...(body === undefined ? {} : { body }) });

  it.each(['admin', 'user', 'viewer'] as const)(
    'lets a person of role %s see and change their own number',
    async (role) => {
      const { token, id } = role === 'admin' ? shop.admin : await world.newUser(shop, role);
      expect((await me('PATCH', token, { whatsapp: '+221 77 123 45 67' })).body.user?.whatsapp).toBe('+221771234567');
      expect((await me('GET', token)).body.user).toMatchObject({ id, whatsapp: '+221771234567' });
      expect((await me('PATCH', token, { whatsapp: null })).body.user?.whatsapp).toBeNull();
    },
  );

  it('lets nobody give themselves more, nor a wrong number', async () => {
    const { token } = await world.newUser(shop, 'viewer');
    expect((await me('PATCH', token, { whatsapp: null, role: 'admin' })).status).toBe(400);
    expect((await me('PATCH', token, { whatsapp: '12' })).body.errors?.map(({ field }) => field)).toEqual(['whatsapp']);
    expect((await world.call('GET', '/api/v1/users/me')).status).toBe(401);
  });
});

describe('PATCH users', () => {
  it.each(['a%00b', '%ED%A0%80', '..%2Fcontrol', '__proto__'])('finds nobody under the id %s', async (id) => {
    const { status } = await patch(id, { name: 'Awa' });
    expect([400, 404]).toContain(status);
  });

  it.each(['Awa\u0000', 'Awa\nSarr', '\u202eawA', 'Awa \ud800'])('refuses the name %j', async (name) => {
    const { id } = await world.newUser(shop, 'user');
    const { status, body } = await patch(id, { name });
    expect([status, body.errors?.[0]?.field]).toEqual([400, 'name']);
  });

  it('changes name and WhatsApp number, and leaves the sessions alone', async () => {
    const user = await world.newUser(shop, 'user');
    const changed = await patch(user.id, { name: 'Awa Ndiaye', whatsapp: '+221771234567' });
    expect(changed.body.user).toMatchObject({ name: 'Awa Ndiaye', whatsapp: '+221771234567', role: 'user' });
    expect((await patch(user.id, { whatsapp: null })).body.user?.whatsapp).toBeNull();
    expect((await world.call('POST', '/api/v1/auth/refresh', { refresh: user.refresh })).status).toBe(200);
  });

  const isSignedOut = async ({ refresh }: SignedIn) =>
    (await world.call('POST', '/api/v1/auth/refresh', { refresh })).body.code;

  it('signs the user out everywhere when the role, the password or the activity changes', async () => {
    const demoted = await world.newUser(shop, 'user');
    const tablet = await world.signIn(demoted.email, PASSWORD);
    expect((await patch(demoted.id, { role: 'viewer' })).body.user?.role).toBe('viewer');
    expect(await isSignedOut(demoted)).toBe('session-revoked');
    expect(await isSignedOut(tablet)).toBe('session-revoked');

    const renewed = await world.newUser(shop, 'user');
    await patch(renewed.id, { password: 'un-autre-secret' });
    expect(await isSignedOut(renewed)).toBe('session-revoked');
    expect((await world.signIn(renewed.email, 'un-autre-secret')).id).toBe(renewed.id);

    const left = await world.newUser(shop, 'user');
    await patch(left.id, { isActive: false });
    expect(await isSignedOut(left)).toBe('session-revoked');
    await patch(left.id, { isActive: true });
    expect((await world.signIn(left.email, PASSWORD)).id).toBe(left.id);
  });

  it('gives the new role to whoever signs in again', async () => {
    const { id, email } = await world.newUser(shop, 'viewer');
    await patch(id, { role: 'user' });
    const { token } = await world.signIn(email, PASSWORD);
    const { body } = await world.call('GET', '/api/v1/auth/me', { token });
    expect(body.user?.role).toBe('user');
  });

  it('never takes the last active administrator away', async () => {
    const own = await world.newShop();
    for (const change of [{ role: 'user' }, { isActive: false }]) {
      const { status, body } = await patch(own.admin.id, change, own.admin.token);
      expect([status, body.code]).toEqual([409, 'last-admin']);
    }
    const second = await world.newUser(own, 'admin');
    await patch(second.id, { isActive: false }, own.admin.token);
    expect((await patch(own.admin.id, { role: 'user' }, own.admin.token)).body.code).toBe('last-admin');
  });

  it('keeps one of two administrators who demote each other at once', async () => {
    const own = await world.newShop();
    const second = await world.newUser(own, 'admin');
    const answers = await Promise.all([
      patch(second.id, { role: 'user' }, own.admin.token),
      patch(own.admin.id, { role: 'user' }, second.token),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('knows no user of another shop', async () => {
    const { status, body } = await patch(other.admin.id, { name: 'Pirate' });
    expect([status, body.code]).toEqual([404, 'not-found']);
    expect((await patch('personne', { name: 'Pirate' })).status).toBe(404);
    expect((await patch('..%2Fcontrol', { name: 'Pirate' })).status).toBe(404);
  });

  it('refuses an empty change, unknown fields, and whoever is no administrator', async () => {
    const user = await world.newUser(shop, 'user');
    expect((await patch(user.id, {})).status).toBe(400);
    expect((await patch(user.id, { email: 'autre@exemple.sn' })).body.errors?.[0]?.field).toBe('email');
    expect((await patch(user.id, { role: 'admin' }, user.token)).body.code).toBe('forbidden');
  });
});
