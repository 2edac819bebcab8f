import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { closeDoors, doorTo, HEADERS } from './testing/fake-couch.ts';

afterEach(closeDoors);

describe('what the proxy passes on of a request', () => {
  it('holds no credentials, cookies or hop-by-hop headers of its own or of the caller', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const url = await doorTo((req, res) => {
      seen.push(req.headers);
      res.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'AuthSession=1', server: 'CouchDB/3' });
      res.end('{}');
    });
    const answer = await fetch(`${url}/db/shop_demo/_changes?since=1&limit=5`, {
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

  const write = (url: string, body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string> = {}) =>
    fetch(`${url}/db/shop_demo/_bulk_docs`, {
      method: 'POST',
      headers: { ...HEADERS, 'content-type': 'application/json', ...headers },
      body,
    });
  const packed = (url: string, body: Uint8Array<ArrayBuffer>) => write(url, body, { 'content-encoding': 'gzip' });
  const gzip = (text: string | Uint8Array) => new Uint8Array(gzipSync(text));
  const docsOf = (text: string) => JSON.stringify({ docs: [{ _id: 'note:1', text }] });

  /** A door whose database tells what it was sent. */
  const echo = async () => {
    const bodies: string[] = [];
    const url = await doorTo((req, res) => {
      let body = '';
      req.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      req.on('end', () => {
        bodies.push(body);
        res.end('[]');
      });
    });
    return { url, bodies };
  };

  it('unpacks bodies itself, and stops before a small one has become a large one', async () => {
    const { url, bodies } = await echo();
    const body = docsOf('é'.repeat(90_000));
    expect((await packed(url, gzip(body))).status).toBe(200);
    expect(bodies).toEqual([body]);
    const bomb = await packed(url, gzip(new Uint8Array(200_000_000)));
    expect([bomb.status, (await bomb.json()).code]).toEqual([413, 'body-too-large']);
    const long = await write(url, docsOf('x'.repeat(2_100_000)));
    expect([long.status, (await long.json()).code]).toEqual([413, 'body-too-large']);
    expect(bodies).toHaveLength(1);
  });

  it('is what was read of a body, not its text', async () => {
    const { url, bodies } = await echo();
    const twice = '{"docs":[{"_id":"_design/x"}], "docs":[{"_id":"note:1","a":1,"a":2}]}';
    expect((await write(url, twice)).status).toBe(200);
    expect(bodies).toEqual(['{"docs":[{"_id":"note:1","a":2}]}']);
  });

  it.each([
    { what: 'that is none', body: new TextEncoder().encode('no gzip at all') },
    { what: 'that breaks off', body: gzip('abc'.repeat(999)).slice(0, 30) },
  ])('refuses a packed body $what', async ({ body }) => {
    const { url } = await echo();
    const answer = await packed(url, body);
    expect([answer.status, (await answer.json()).code]).toEqual([400, 'invalid-request']);
  });

  it('refuses in the words of the API and of CouchDB', async () => {
    const { url, bodies } = await echo();
    const answer = await write(url, '{"docs":[{"_id":"_design/x"}]}');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await answer.json()).toMatchObject({
      code: 'invalid-request',
      error: 'bad_request',
      reason: 'docs.0._id: invalid_format',
    });
    expect((await write(url, docsOf('x'), { 'content-type': 'text/plain' })).status).toBe(415);
    expect(bodies).toEqual([]);
  });
});
