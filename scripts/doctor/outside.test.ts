import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecretServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { selfMadeCertificate } from '../testing/certificate.ts';
import { lookFromOutside, type Outside } from './outside.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(server);
  return (server.address() as AddressInfo).port;
}

const GOOD_HEADERS = {
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'Content-Security-Policy': "base-uri 'self'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
};
const READY = { status: 'ok', watch: { isHolder: true, lastTickAt: new Date().toISOString() } };
const BODIES: Readonly<Record<string, unknown>> = {
  '/health': { status: 'ok' },
  '/ready': READY,
  '/_app/version.json': { version: '0.2.0-20261201' },
};

/** An installation as it should be, but for what a test says. */
const installation =
  (bodies: Readonly<Record<string, unknown>> = {}, headers: object = GOOD_HEADERS): RequestListener =>
  (req, res) => {
    const body = { ...BODIES, ...bodies }[req.url ?? ''];
    const isPage = req.url === '/' || (body === undefined && !req.url?.startsWith('/db') && req.url !== '/metrics');
    res.writeHead(body !== undefined || isPage ? 200 : 404, {
      ...headers,
      'Content-Type': isPage ? 'text/html; charset=utf-8' : 'application/json',
    });
    res.end(isPage ? '<title>Digiboost PME</title>' : JSON.stringify(body ?? {}));
  };

const redirect: RequestListener = (_req, res) => res.writeHead(308, { Location: 'https://shop.example/' }).end();

async function secretly(days: number, listener: RequestListener, parts: Partial<Outside> = {}): Promise<Outside> {
  const { key, cert } = selfMadeCertificate(new Date(), days);
  const port = await portOf(createSecretServer({ key, cert }, listener) as unknown as Server);
  const httpPort = await portOf(createServer(redirect));
  const url = new URL(`https://127.0.0.1:${port}`);
  return { url, ca: cert, httpPort, closedPorts: [], version: '0.2.0', now: () => new Date(), ...parts };
}

const faultsOf = async (outside: Outside) => (await lookFromOutside(outside)).filter(({ state }) => state === 'fault');

test('an installation as it is deployed has no fault', async () => {
  const findings = await lookFromOutside(await secretly(60, installation()));
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(findings.find(({ what }) => what === 'certificate')?.said).toMatch(/^(59|60) days left$/);
});

test('a certificate that ends soon, that has ended, and one that no browser trusts are faults', async () => {
  const [short] = await faultsOf(await secretly(5, installation()));
  expect(short).toMatchObject({ what: 'certificate', said: expect.stringMatching(/^[45] days left$/) });
  expect(short?.todo).toContain('port 80');
  const [ended] = await faultsOf(await secretly(-0.5, installation()));
  expect(ended?.said).toBe('it has ended');
  const { ca: _, ...strange } = await secretly(60, installation());
  const [untrusted] = await faultsOf(strange);
  expect(untrusted?.said).toMatch(/^not trusted: (DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED)/);
});

test('a server without headers, and without TLS, says each that lacks', async () => {
  const port = await portOf(createServer(installation({}, { Server: 'nginx/1.18.0' })));
  const parts = await secretly(60, installation());
  const faults = await faultsOf({ ...parts, url: new URL(`http://127.0.0.1:${port}`) });
  expect(faults.map(({ what }) => what)).toEqual(['certificate', 'security headers']);
  expect(faults[1]?.said).toBe(
    'without strict-transport-security, content-security-policy, x-content-type-options, referrer-policy, permissions-policy; tells its version in server',
  );
});

test('inner pages that anybody reads, another version, a wrong clock and a watch that stopped are faults', async () => {
  const old = new Date(Date.now() - 600_000).toISOString();
  const bodies = {
    '/metrics': 'up 1',
    '/_app/version.json': { version: '0.1.0-1' },
    '/ready': { ...READY, watch: { isHolder: true, lastTickAt: old } },
  };
  const listener: RequestListener = (req, res) => {
    res.setHeader('Date', new Date(Date.now() - 90_000).toUTCString());
    installation(bodies)(req, res);
  };
  const faults = await faultsOf(await secretly(60, listener));
  expect(faults.map(({ what }) => what)).toEqual(['inner pages', 'version', 'clock', 'ready']);
  expect(faults.find(({ what }) => what === 'clock')?.said).toMatch(/^-(89|90)\.\d s/);
  for (const { todo } of faults) expect(todo).toBeTruthy();
});

test('http that answers by itself is a fault; ports that are open here are not judged from here', async () => {
  const httpPort = await portOf(createServer((_req, res) => res.end('hello')));
  const findings = await lookFromOutside(await secretly(60, installation(), { httpPort, closedPorts: [httpPort] }));
  const stateOf = (name: string) => findings.find(({ what }) => what === name)?.state;
  expect([stateOf('http to https'), stateOf('open ports')]).toEqual(['fault', 'unknown']);
});

test('nobody there: every line says so, and none throws', async () => {
  const server = createServer();
  const port = await portOf(server);
  server.close();
  await once(server, 'close');
  const parts = await secretly(60, installation());
  const faults = await faultsOf({ ...parts, url: new URL(`https://127.0.0.1:${port}`), httpPort: port });
  expect(faults.map(({ what }) => what)).toEqual([
    'certificate',
    'http to https',
    'security headers',
    'version',
    'ready',
  ]);
});
