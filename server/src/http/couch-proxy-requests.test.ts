import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { closeProxies, HEADERS, proxyTo } from './testing/fake-couch.ts';

afterEach(closeProxies);

describe('what the proxy passes on of a request', () => {
  it('holds no credentials, cookies or hop-by-hop headers of its own or of the caller', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const url = await proxyTo((req, res) => {
      seen.push(req.headers);
      res.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'AuthSession=1', server: 'CouchDB/3' });
      res.end('{}');
    });
    const answer = await fetch(`${url}/db/shop_demo/_changes?since=1&b=%22x%22`, {
      headers: {
        ...HEADERS,
        cookie: 'refresh=secret',
        'x-auth-couchdb-username': 'admin',
        'x-forwarded-user': 'admin',
      },
    });
    expect(answer.status).toBe(200);
    expect(Object.keys(seen[0] ?? {}).sort()).toEqual(['accept', 'authorization', 'connection', 'host']);
    expect(seen[0]?.authorization).toBe('Bearer abc');
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('server')).toBeNull();
  });

  const packed = (url: string, body: Uint8Array<ArrayBuffer>) =>
    fetch(`${url}/db/shop_demo/_bulk_docs`, {
      method: 'POST',
      headers: { ...HEADERS, 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body,
    });
  const gzip = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));

  it('unpacks bodies itself, and stops before a small one has become a large one', async () => {
    let most = 0;
    const encodings: (string | undefined)[] = [];
    const url = await proxyTo((req, res) => {
      let size = 0;
      encodings.push(req.headers['content-encoding']);
      req.on('data', (chunk: Buffer) => {
        size += chunk.length;
        most = Math.max(most, size);
      });
      req.on('end', () => res.end(String(size)));
    });
    const docs = new Uint8Array(3_000_000);
    expect(await (await packed(url, gzip(docs))).text()).toBe('3000000');
    const bomb = await packed(url, gzip(new Uint8Array(200_000_000)));
    expect([bomb.status, (await bomb.json()).code]).toEqual([413, 'body-too-large']);
    expect(most).toBeLessThan(17_000_000);
    expect(encodings).toEqual([undefined, undefined]);
  });

  it.each([
    { what: 'that is none', body: new TextEncoder().encode('no gzip at all') },
    { what: 'that breaks off', body: new Uint8Array(gzipSync('abc'.repeat(999))).slice(0, 30) },
  ])('refuses a packed body $what', async ({ body }) => {
    const url = await proxyTo((req, res) => req.on('end', () => res.end()).resume());
    const answer = await packed(url, body);
    expect([answer.status, (await answer.json()).code]).toEqual([400, 'invalid-request']);
  });
});
