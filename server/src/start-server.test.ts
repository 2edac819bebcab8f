import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { couchAdmin } from '@digiboost/couch/provisioning';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCouch, type TestCouch } from './couch/testing/couch.ts';
import { generateSigningKeyPem, startServer } from './index.ts';
import { createWorld, PASSWORD, type World } from './testing/world.ts';

let world: World;
let couch: TestCouch;
beforeAll(async () => {
  couch = await openTestCouch();
  world = await createWorld({ limits: { requestsPerMinute: 12, failedLogins: 5 } });
});
afterAll(async () => {
  await world.close();
  await couch.close();
});

describe('startServer', () => {
  it('rejects when the port is taken', async () => {
    const key = { jwtPrivateKey: generateSigningKeyPem(), jwtKid: couch.uniqueId() };
    const options = { couchUrl: couch.url, ...key, logLevel: 'silent' } as const;
    const port = Number(new URL(world.url).port);
    await expect(startServer({ ...options, port })).rejects.toMatchObject({ code: 'EADDRINUSE', port });
  });

  it('rejects when CouchDB does not answer', async () => {
    const options = { couchUrl: 'http://admin:pw@127.0.0.1:9', jwtPrivateKey: generateSigningKeyPem() };
    await expect(startServer({ ...options, port: 0, logLevel: 'silent' })).rejects.toThrow();
  });

  it('ends longpolls when it closes', async () => {
    const own = await createWorld();
    const shop = await own.newShop();
    const path = `/db/${shop.database}/_changes?feed=longpoll&since=now&heartbeat=10000&limit=100`;
    const poll = own.call('GET', path, { token: shop.admin.token }).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const started = Date.now();
    await own.close();
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(await poll).toBeInstanceOf(Error);
  });
});

describe('health', () => {
  it('answers while the process lives, and is ready while CouchDB answers', async () => {
    expect((await world.call('GET', '/health')).body).toEqual({ status: 'ok' });
    const ready = await world.call('GET', '/ready');
    expect([ready.status, ready.body]).toMatchObject([200, { status: 'ok', checks: { couch: true, control: true } }]);
  });

  it('tells how the watch over the alerts goes, on each of two servers, and names no shop', async () => {
    const controlDatabase = `control_${couch.uniqueId()}`;
    await couchAdmin(couch.url).request('PUT', `/${controlDatabase}`);
    const key = { jwtPrivateKey: generateSigningKeyPem(), jwtKid: couch.uniqueId() };
    const options = { ...key, couchUrl: couch.url, controlDatabase, port: 0, logLevel: 'silent' } as const;
    const servers = [await startServer(options), await startServer(options)];
    try {
      const watches = await Promise.all(
        servers.map(async ({ url, watch }) => {
          await watch.tick();
          const { watch: told } = (await (await fetch(`${url}/ready`)).json()) as { watch: Record<string, unknown> };
          return told;
        }),
      );
      expect(watches).toEqual([
        {
          isHolder: true,
          lastTickAt: expect.stringMatching(/^2\d{3}-/),
          feed: expect.stringMatching(/^(open|lost)$/),
          shopsWaiting: 0,
          lagSeconds: 0,
        },
        { isHolder: false, lastTickAt: expect.stringMatching(/^2\d{3}-/) },
      ]);
    } finally {
      for (const server of servers) await server.close();
    }
  });
});

describe('metrics', () => {
  it('are by route and status, without ids, and only for who asks from inside', async () => {
    await world.call('PATCH', '/api/v1/users/t123-abc', { body: {} });
    await world.call('GET', '/db/shop_t123/shop');
    const { status, text } = await world.call('GET', '/metrics');
    expect(status).toBe(200);
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).toContain(
      'http_request_duration_seconds_count{method="PATCH",route="/api/v1/users/:id",status="401"} 1',
    );
    expect(text).toContain('route="/db",status="401"} 1');
    expect(text).not.toContain('t123');
    const outside = await world.call('GET', '/metrics', { headers: { 'x-forwarded-for': '41.82.1.1' } });
    expect(outside.status).toBe(404);
  });
});

describe('the limit of requests', () => {
  it('holds for the API, says when to come back, and leaves health, files and shops alone', async () => {
    const statuses: number[] = [];
    let last = await world.call('GET', '/api/v1/auth/me');
    for (let n = 0; n < 14; n += 1) {
      last = await world.call('GET', '/api/v1/auth/me');
      statuses.push(last.status);
    }
    expect(statuses).toContain(401);
    expect([last.status, last.body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(last.headers.get('content-type')).toContain('application/problem+json');
    const login = { body: { email: 'a@exemple.sn', password: PASSWORD } };
    expect((await world.call('POST', '/api/v1/auth/login', login)).body.code).toBe('too-many-requests');
    expect((await world.call('GET', '/health')).status).toBe(200);
    expect((await world.call('GET', '/db/shop_demo/shop')).status).toBe(401);
  });
});

describe('a database that is away', () => {
  it('is said to be away, by the API and by /ready', async () => {
    let isAway = false;
    // Stands between the server and CouchDB, so that CouchDB can vanish for this server only.
    const line = createServer((req, res) => {
      if (isAway) return req.socket.destroy();
      const { username, password, origin } = new URL(couch.url);
      let sent = '';
      req.setEncoding('utf8').on('data', (chunk: string) => {
        sent += chunk;
      });
      req.on('end', () => {
        const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
        const body = sent === '' ? {} : { body: sent };
        void fetch(origin + req.url, {
          method: req.method ?? 'GET',
          headers: { authorization, 'content-type': 'application/json' },
          ...body,
        }).then(async (answer) => {
          res.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
          res.end(await answer.text());
        });
      });
    });
    await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
    const address = line.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const server = await startServer({
      port: 0,
      couchUrl: `http://admin:pw@127.0.0.1:${port}`,
      jwtPrivateKey: generateSigningKeyPem(),
      jwtKid: couch.uniqueId(),
      logLevel: 'silent',
    });
    try {
      isAway = true;
      const ready = await fetch(`${server.url}/ready`);
      expect(ready.status).toBe(503);
      expect(await ready.json()).toMatchObject({ status: 'unavailable', checks: { couch: false, control: false } });
      const login = await fetch(`${server.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'a@exemple.sn', password: PASSWORD }),
      });
      expect(login.status).toBe(503);
      expect(await login.json()).toMatchObject({ code: 'database-unavailable' });
      expect((await fetch(`${server.url}/health`)).status).toBe(200);
    } finally {
      await server.close();
      line.closeAllConnections();
      await new Promise((resolve) => line.close(resolve));
    }
  });
});

describe('main', () => {
  const run = (env: Record<string, string>) => {
    const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('./main.ts', import.meta.url))], {
      env: { PATH: process.env.PATH ?? '', ...env },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    return { child, output: () => output, code: new Promise<number | null>((resolve) => child.on('exit', resolve)) };
  };

  it('says what is wrong with its settings, one sentence a line, and exits', async () => {
    const { code, output } = run({ PORT: 'x', COUCHDB_URL: 'http://admin:tres-secret@127.0.0.1:5984' });
    expect(await code).toBe(1);
    expect(output()).toBe('PORT must be a number.\n');
  });

  it('serves until it is asked to stop', async () => {
    const { child, code, output } = run({
      PORT: '0',
      COUCHDB_URL: couch.url,
      JWT_PRIVATE_KEY: generateSigningKeyPem(),
      JWT_KID: couch.uniqueId(),
    });
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', () => {
        const found = /"url":"([^"]+)"/.exec(output())?.[1];
        if (found) resolve(found);
      });
      void code.then(() => reject(new Error(output())));
    });
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await code).toBe(0);
  });
});
