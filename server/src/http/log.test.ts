import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, PASSWORD, type World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

describe('the log', () => {
  it('tells each request by method, path and status, under the id that the caller got', async () => {
    const { headers } = await world.call('GET', '/api/v1/auth/me?secret=1', {
      headers: { 'x-request-id': 'from-the-proxy-1' },
    });
    expect(headers.get('x-request-id')).toBe('from-the-proxy-1');
    const line = world
      .logged()
      .split('\n')
      .find((text) => text.includes('from-the-proxy-1'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      level: 40,
      req: { method: 'GET', path: '/api/v1/auth/me' },
      res: { status: 401 },
      ms: expect.any(Number),
    });
    expect(
      (await world.call('GET', '/health', { headers: { 'x-request-id': 'a b' } })).headers.get('x-request-id'),
    ).toMatch(/^[\da-f-]{36}$/);
  });

  it('holds no password, token, cookie, hash, key or e-mail address', async () => {
    const shop = await world.newShop();
    const { admin } = shop;
    const rotated = await world.call('POST', '/api/v1/auth/refresh', { refresh: admin.refresh });
    await world.call('POST', '/api/v1/auth/login', { body: { email: admin.email, password: 'faux-mot-de-passe' } });
    await world.call('POST', '/api/v1/auth/login', { body: `{"email":"${admin.email}","password":"${PASSWORD}"` });
    const input = { email: `x@${shop.id}.sn`, name: 'Xaadim', role: 'user', password: 'secret-du-vendeur' };
    await world.call('POST', '/api/v1/users', { token: admin.token, body: input });
    await world.call('POST', '/api/v1/users', { token: admin.token, body: input });
    await world.call('GET', `/db/${shop.database}/shop?token=${admin.token}`, { token: admin.token });
    await world.call('POST', '/api/v1/auth/logout', { refresh: rotated.refreshToken ?? '' });
    const log = world.logged();
    expect(log.split('\n').length).toBeGreaterThan(8);
    const { username, password } = new URL(world.couchUrl);
    for (const secret of [
      PASSWORD,
      'faux-mot-de-passe',
      'secret-du-vendeur',
      admin.token,
      admin.token.split('.')[2] ?? '',
      admin.refresh,
      rotated.refreshToken ?? '',
      admin.email,
      input.email,
      '$argon2',
      'PRIVATE KEY',
      `${username}:${password}`,
      'authorization',
      'set-cookie',
    ]) {
      expect(log.includes(secret), `the log holds ${secret.slice(0, 12)}…`).toBe(false);
    }
  });

  it('holds no secret of a path, whether a route takes it or not', async () => {
    const token = `${'q'.repeat(40)}.Secret-1`;
    const paths: [string, string, string][] = [
      ['GET', `/api/v1/mail/${token}`, '/api/v1/mail/:token'],
      ['POST', `/api/v1/mail/${token}/start`, '/api/v1/mail/:token/start'],
      ['PUT', `/api/v1/mail/${token}`, '/api/v1/mail/:token'],
      ['GET', `/api/v1/mail/${token}/elsewhere`, '/api/v1/mail/…'],
      ['GET', `/${token}`, '/…'],
      ['PATCH', '/api/v1/users/somebody-1', '/api/v1/users/somebody-1'],
    ];
    for (const [index, [method, path, logged]] of paths.entries()) {
      const id = `path-test-${index}`;
      await world.call(method, path, { headers: { 'x-request-id': id } });
      const line = world
        .logged()
        .split('\n')
        .find((text) => text.includes(id));
      expect(JSON.parse(line ?? '{}').req).toEqual({ method, path: logged });
    }
    expect(world.logged()).not.toContain('Secret-1');
  });
});
