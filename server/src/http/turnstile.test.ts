import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { closeDoors, doorTo, HEADERS } from './testing/fake-couch.ts';
import type { Allowances } from './turnstile.ts';

afterEach(closeDoors);

const PLENTY = { requests: 1_000, bytes: 1_000_000, rows: 1_000, atOnce: 100, feeds: 100 };
const allow = (person: Partial<Allowances['person']>, shop: Partial<Allowances['shop']> = {}): Allowances => ({
  person: { ...PLENTY, ...person },
  shop: { ...PLENTY, ...shop },
});
const as = (person: string) => ({ authorization: `Bearer ${person}` });

/** A loaded machine takes its time. */
const PATIENCE = { timeout: 20_000 };

/** A door whose database answers only when it is told to. */
async function slowDoor(allowances: Allowances) {
  const waiting: ServerResponse[] = [];
  const url = await doorTo((_req, res) => void waiting.push(res), { allowances });
  return { url: `${url}/db/shop_demo`, waiting };
}

describe('what a person and a shop may use of the database', () => {
  it('is so many requests a minute; the next one is told how long to wait', async () => {
    const url = await doorTo((_req, res) => res.end('{}'), { allowances: allow({ requests: 3 }, { requests: 4 }) });
    const ask = async (person: string) => {
      const answer = await fetch(`${url}/db/shop_demo/shop`, { headers: as(person) });
      return [answer.status, Number(answer.headers.get('retry-after')) > 0];
    };
    const statuses: unknown[] = [];
    for (const person of ['awa', 'awa', 'awa', 'awa', 'modou', 'modou']) statuses.push(await ask(person));
    expect(statuses).toEqual([...new Array(3).fill([200, false]), [429, true], [200, false], [429, true]]);
  });

  it('is so many bytes and rows a minute, brought and taken', async () => {
    const big = 'x'.repeat(600);
    const url = await doorTo((_req, res) => res.end(JSON.stringify(big)), {
      allowances: allow({ bytes: 1_000, rows: 4 }),
    });
    const read = async (person: string) => (await fetch(`${url}/db/shop_demo/shop`, { headers: as(person) })).status;
    expect([await read('awa'), await read('awa'), await read('awa'), await read('modou')]).toEqual([
      200, 200, 429, 200,
    ]);
    const ask = async (keys: string[]) => {
      const headers = { ...as('fatou'), 'content-type': 'application/json' };
      const body = JSON.stringify({ keys });
      return (await fetch(`${url}/db/shop_demo/_all_docs`, { method: 'POST', headers, body })).status;
    };
    expect([await ask(['a', 'b', 'c', 'd', 'e']), await ask(['a'])]).toEqual([200, 429]);
  });

  it('is so many requests at once, of which further ones wait for their turn', async () => {
    const { url, waiting } = await slowDoor(allow({ atOnce: 2 }, { atOnce: 3 }));
    const ask = (person: string, signal?: AbortSignal) =>
      fetch(`${url}/shop`, { headers: as(person), ...(signal ? { signal } : {}) });
    const awa = [ask('awa'), ask('awa'), ask('awa')];
    await expect.poll(() => waiting.length, PATIENCE).toBe(2);
    const modou = [ask('modou'), ask('modou')];
    await expect.poll(() => waiting.length, PATIENCE).toBe(3);
    const leaving = new AbortController();
    const left = ask('awa', leaving.signal).catch(() => 'left');
    leaving.abort();
    expect(await left).toBe('left');
    for (let answered = 0; answered < 5; answered += 1) {
      await expect.poll(() => waiting.length, PATIENCE).toBeGreaterThan(0);
      expect(waiting.length).toBeLessThanOrEqual(3);
      waiting.shift()?.end('{}');
    }
    expect((await Promise.all([...awa, ...modou])).map(({ status }) => status)).toEqual(new Array(5).fill(200));
    expect(waiting).toEqual([]);
  });

  it('is not an endless queue', async () => {
    const { url, waiting } = await slowDoor(allow({ atOnce: 1 }));
    const answers = Array.from({ length: 60 }, () => fetch(`${url}/shop`, { headers: HEADERS }));
    const statuses: number[] = [];
    for (const answer of answers) void answer.then(({ status }) => statuses.push(status));
    await expect.poll(() => statuses.length, PATIENCE).toBe(19);
    expect(new Set(statuses)).toEqual(new Set([429]));
    for (let answered = 0; answered < 41; answered += 1) {
      await expect.poll(() => waiting.length, PATIENCE).toBeGreaterThan(0);
      waiting.shift()?.end('{}');
    }
    await Promise.all(answers);
  });
});

describe('the feeds of a person', () => {
  const OPENING = '{"results":[\n';
  const feed = (url: string, person: string, since = '7-abc') =>
    fetch(`${url}/_changes?feed=longpoll&since=${since}&limit=10`, { headers: as(person) });

  it('are so many: a further one ends the oldest, which answers that nothing is new', async () => {
    const { url, waiting } = await slowDoor(allow({ feeds: 2 }));
    const begin = async () => {
      await expect.poll(() => waiting.length, PATIENCE).toBe(1);
      const [upstream] = waiting.splice(0);
      upstream?.writeHead(200, { 'content-type': 'application/json' }).write(OPENING);
      const left = new Promise((resolve) => upstream?.once('close', resolve));
      return { upstream, left };
    };
    const open = async (person: string) => {
      const answer = feed(url, person);
      return { ...(await begin()), answer: await answer };
    };
    const [first, second, other] = [await open('awa'), await open('awa'), await open('modou')];
    const third = await open('awa');
    expect(await first.answer.json()).toEqual({ results: [], last_seq: '7-abc', pending: 0 });
    await first.left;
    for (const { upstream, answer } of [second, other, third]) {
      upstream?.end('\n],\n"last_seq":"8-x","pending":0}\n');
      expect(await answer.json()).toMatchObject({ last_seq: '8-x' });
    }
  });

  it('end with their token', async () => {
    const identify = async () => ({ person: 'awa', tenantId: 'demo', session: 'awa', until: Date.now() + 300 });
    const url = await doorTo((_req, res) => void res.writeHead(200).write(OPENING), { identify });
    const answer = await feed(`${url}/db/shop_demo`, 'awa');
    expect(await answer.json()).toEqual({ results: [], last_seq: '7-abc', pending: 0 });
  });

  it('that have begun to tell something are cut rather than told to be whole', async () => {
    const identify = async () => ({ person: 'awa', tenantId: 'demo', session: 'awa', until: Date.now() + 300 });
    const url = await doorTo((_req, res) => void res.writeHead(200).write(`${OPENING}{"id":"sale`), { identify });
    const answer = await feed(`${url}/db/shop_demo`, 'awa');
    await expect(answer.text()).rejects.toThrow();
  });
});
