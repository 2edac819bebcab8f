import { afterEach, describe, expect, it } from 'vitest';
import { closeDoors, doorTo, HEADERS } from './testing/fake-couch.ts';

/** A promise and what resolves it. */
function signal(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

afterEach(closeDoors);

describe('a proxied answer in front of a database or a phone that goes away', () => {
  it('leaves CouchDB when the phone leaves', async () => {
    const left = signal();
    const url = await doorTo((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.write('\n');
      res.on('close', () => left.resolve());
    });
    const abort = new AbortController();
    const answer = await fetch(`${url}/db/shop_demo/_changes?feed=longpoll&limit=10`, {
      headers: HEADERS,
      signal: abort.signal,
    });
    expect(answer.status).toBe(200);
    abort.abort();
    await left.promise;
  });

  it('leaves CouchDB when the phone leaves before any answer', async () => {
    const arrived = signal();
    const left = signal();
    const url = await doorTo((req) => {
      arrived.resolve();
      req.socket.on('close', () => left.resolve());
    });
    const abort = new AbortController();
    const answer = fetch(`${url}/db/shop_demo/_changes?feed=longpoll&limit=10`, {
      headers: HEADERS,
      signal: abort.signal,
    });
    await arrived.promise;
    abort.abort();
    await expect(answer).rejects.toThrow();
    await left.promise;
  });

  it('breaks the answer off when CouchDB breaks off, rather than pass half for the whole', async () => {
    const url = await doorTo((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.write('{"results":[');
      setTimeout(() => res.destroy(), 50);
    });
    const answer = await fetch(`${url}/db/shop_demo/_changes?limit=10`, { headers: HEADERS });
    await expect(answer.text()).rejects.toThrow();
  });

  it('says so when CouchDB does not answer', async () => {
    const url = await doorTo((req) => req.socket.destroy());
    const answer = await fetch(`${url}/db/shop_demo/_changes?limit=10`, { headers: HEADERS });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'database-unavailable' });
  });

  it('streams a large answer as it comes', async () => {
    const part = Buffer.alloc(1 << 16, 'x');
    const url = await doorTo((_req, res) => {
      let left = 400;
      const push = () => {
        while (left > 0) {
          left -= 1;
          if (!res.write(part)) return void res.once('drain', push);
        }
        res.end();
      };
      push();
    });
    const answer = await fetch(`${url}/db/shop_demo/shop`, { headers: HEADERS });
    let size = 0;
    for await (const chunk of answer.body ?? []) size += chunk.length;
    expect(size).toBe(400 * (1 << 16));
  });
});
