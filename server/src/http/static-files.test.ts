import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/world.ts';

const PAGE = '<!doctype html><title>Digiboost</title>';
const SCRIPT = 'export const stock = 1;'.repeat(50);
let folder: string;
let world: World;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'));
  const hashed = join(folder, '_app/immutable');
  await mkdir(hashed, { recursive: true });
  await writeFile(join(folder, '200.html'), PAGE);
  await writeFile(join(folder, 'sw.js'), 'self.skipWaiting();');
  await writeFile(join(folder, 'robots.txt'), 'User-agent: *\nAllow: /\n');
  await writeFile(join(folder, 'manifest.webmanifest'), '{"name":"Digiboost"}');
  await writeFile(join(hashed, 'start.ab12.js'), SCRIPT);
  await writeFile(join(hashed, 'start.ab12.js.br'), new Uint8Array(brotliCompressSync(SCRIPT)));
  await writeFile(join(hashed, 'start.ab12.js.gz'), new Uint8Array(gzipSync(SCRIPT)));
  world = await createWorld({ clientDir: folder });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, encoding = 'identity', method = 'GET') =>
  world.call(method, path, { headers: { 'accept-encoding': encoding } });

describe('the app’s files', () => {
  it.each(['/', '/vendre', '/stock/product:riz25'])('answers the navigation to %s with the page', async (path) => {
    const { status, text, headers } = await get(path);
    expect([status, text]).toEqual([200, PAGE]);
    expect(headers.get('content-type')).toContain('text/html');
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('keeps hashed files for a year, precompressed as the browser takes them', async () => {
    for (const encoding of ['br', 'gzip']) {
      const { status, text, headers } = await get('/_app/immutable/start.ab12.js', encoding);
      expect([status, text]).toEqual([200, SCRIPT]);
      expect(headers.get('content-encoding')).toBe(encoding);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('vary')).toContain('Accept-Encoding');
    }
    expect((await get('/_app/immutable/start.ab12.js')).headers.get('content-encoding')).toBeNull();
  });

  it.each(['/sw.js', '/robots.txt', '/manifest.webmanifest'])('asks again for %s each time', async (path) => {
    const first = await get(path);
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    const again = await world.call('GET', path, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    expect(again.headers.get('date')).not.toBeNull();
  });

  it('says of a missing file that it is missing, and leaves the folder to nobody', async () => {
    for (const path of ['/_app/immutable/old.js', '/absent.png', '/%2e%2e/%2e%2e/etc/passwd.txt']) {
      const { status, body } = await get(path);
      expect([status, body.code]).toEqual([404, 'not-found']);
    }
    expect((await world.call('POST', '/vendre')).status).toBe(404);
  });

  it('does not take an unknown route of the API for a page', async () => {
    for (const path of ['/api/v1/inconnu', '/api/v2/auth/login', '/api']) {
      const { status, body, headers } = await get(path);
      expect([status, body.code]).toEqual([404, 'not-found']);
      expect(headers.get('content-type')).toContain('application/problem+json');
    }
  });
});

describe('security headers', () => {
  it('leave the page’s own policy in force, and add what a page cannot say', async () => {
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toBe("base-uri 'self';frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });

  it('ask for https, and make the cookie Secure, where people come by https', async () => {
    const secure = await createWorld({ publicUrl: 'https://boutique.example' });
    try {
      const shop = await secure.newShop();
      const { headers } = await secure.call('POST', '/api/v1/auth/login', {
        body: { email: shop.admin.email, password: shop.admin.password },
        headers: { origin: 'https://boutique.example' },
      });
      expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
      const cookies = headers.getSetCookie();
      expect(cookies.map((cookie) => /^__Host-[a-z]+/.exec(cookie)?.[0]).sort()).toEqual([
        '__Host-device',
        '__Host-refresh',
      ]);
      for (const cookie of cookies)
        expect(cookie).toMatch(/; Max-Age=\d+; Path=\/;.*; HttpOnly; Secure; SameSite=Strict$/);
    } finally {
      await secure.close();
    }
  });

  it('believe X-Forwarded-Proto only from a trusted proxy', async () => {
    const forwarded = { headers: { 'x-forwarded-proto': 'https' } };
    expect((await world.call('GET', '/health', forwarded)).headers.get('strict-transport-security')).toBeNull();
    const behind = await createWorld({ trustProxy: 1 });
    try {
      const { headers } = await behind.call('GET', '/health', forwarded);
      expect(headers.get('strict-transport-security')).not.toBeNull();
    } finally {
      await behind.close();
    }
  });
});
