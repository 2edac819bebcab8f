import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, PASSWORD, type TestShop, type World } from '../testing/world.ts';

const PUBLIC_URL = 'https://boutique.example';

interface Sent {
  readonly host: string;
  readonly origin?: string;
  readonly 'sec-fetch-site'?: string;
  readonly cookie?: string;
}

/** The status and the code of a request to `world` under a name of the sender's choice. */
const post = (world: World, path: string, headers: Sent, body: object = {}): Promise<[number | undefined, string]> => {
  const { hostname, port } = new URL(world.url);
  return new Promise((resolve, reject) => {
    const all = { 'content-type': 'application/json', ...headers };
    request({ hostname, port, path: `/api/v1/auth/${path}`, method: 'POST', headers: all }, (answer) => {
      let text = '';
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve([answer.statusCode, text === '' ? '' : (JSON.parse(text).code ?? '')]));
    })
      .on('error', reject)
      .end(JSON.stringify(body));
  });
};

const from = (name: string, scheme = 'http'): Sent => ({
  host: name,
  origin: `${scheme}://${name}`,
  'sec-fetch-site': 'same-origin',
});

let near: World;
let known: World;
let shop: TestShop;
beforeAll(async () => {
  near = await createWorld();
  known = await createWorld({ publicUrl: PUBLIC_URL });
  shop = await known.newShop();
});
afterAll(async () => {
  await near.close();
  await known.close();
});

describe('a page whose own name was made to point here', () => {
  it.each(['login', 'refresh', 'logout'])('cannot %s, with or without a public name', async (path) => {
    for (const world of [near, known]) {
      for (const headers of [from('piege.example'), from('piege.example:3000'), { host: 'piege.example' }]) {
        expect(await post(world, path, headers)).toEqual([403, 'host-refused']);
      }
      for (const host of ['localhost.piege.example', '127.0.0.1.piege.example', 'boutique.example.piege.sn']) {
        expect(await post(world, path, { host })).toEqual([403, 'host-refused']);
      }
    }
  });

  it('cannot pass under our name with an origin of its own, nor under its name with our origin', async () => {
    const mixed = [
      { host: 'boutique.example', origin: 'http://piege.example', 'sec-fetch-site': 'same-origin' },
      { host: 'boutique.example', origin: 'http://piege.example' },
      { host: 'boutique.example', origin: 'null', 'sec-fetch-site': 'same-origin' },
      { host: 'boutique.example', origin: PUBLIC_URL, 'sec-fetch-site': 'same-site' },
      { host: 'piege.example', origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' },
    ];
    for (const headers of mixed) expect((await post(known, 'refresh', headers))[0]).toBe(403);
  });
});

describe('the app’s own page', () => {
  it('passes under the public name, and on the computer itself under its address or own name', async () => {
    const names = ['localhost:3000', 'boutique.localhost', '127.0.0.1:3000', '192.168.1.12:3000', '[::1]:3000'];
    for (const name of names) expect(await post(near, 'refresh', from(name))).toEqual([401, 'session-expired']);
    expect(await post(known, 'refresh', from('boutique.example', 'https'))).toEqual([401, 'session-expired']);
  });
});

describe('a cookie that another host of the same site has set', () => {
  it('is not the session’s, whose name only this host can give over https', async () => {
    const { refresh } = await known.signIn(shop.admin.email, PASSWORD);
    const own = from('boutique.example', 'https');
    const tossed = await post(known, 'logout', { ...own, cookie: `refresh=${refresh}` });
    expect(tossed).toEqual([204, '']);
    const renew = (cookie: string) =>
      known.call('POST', '/api/v1/auth/refresh', { headers: { cookie, origin: PUBLIC_URL } });
    expect((await renew(`refresh=${refresh}`)).body.code).toBe('session-expired');
    expect((await renew(`__Host-refresh=${refresh}`)).status).toBe(200);
  });
});
