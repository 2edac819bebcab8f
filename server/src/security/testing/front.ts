import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The proxy in front of a server, as it is deployed. */
export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

const CADDYFILE = fileURLToPath(new URL('../../../../deploy/Caddyfile', import.meta.url));

/**
 * Puts Caddy in front of a server, with the configuration that is deployed. Where there is no Caddy, what stands in for
 * it reads the expression and the rewriting from the same file, and like Caddy compares the cleaned path.
 */
export async function openFront(upstream: string): Promise<Front> {
  const hasCaddy = spawnSync('caddy', ['version']).status === 0;
  return hasCaddy ? openCaddy(upstream) : openStandIn(upstream);
}

async function openCaddy(upstream: string): Promise<Front> {
  const folder = await mkdtemp(join(tmpdir(), 'caddy-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn('caddy', ['run', '--config', CADDYFILE, '--adapter', 'caddyfile'], {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      DOMAIN: url,
      ACME_EMAIL: 'admin@exemple.sn',
      SERVER_UPSTREAM: new URL(upstream).host,
      HEALTH_PORT: String(await freePort()),
    },
  });
  while (!(await fetch(`${url}/health`).catch(() => null))?.ok) {
    if (child.exitCode !== null) throw new Error(`Caddy ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openStandIn(upstream: string): Promise<Front> {
  const text = await readFile(CADDYFILE, 'utf8');
  const [, expression = '$^'] = /path_regexp phone (\S+)\n/.exec(text) ?? [];
  const [, rewritten = ''] = /rewrite \* (\S+)\n/.exec(text) ?? [];
  const { hostname, port } = new URL(upstream);
  const server = createServer((req, res) => {
    const [path = '', query] = (req.url ?? '').split(/\?(.*)/s);
    const captured = new RegExp(expression).exec(cleaned(path))?.[1];
    if (captured === undefined) return res.writeHead(403).end();
    const target = encodeURI(rewritten.replace('{re.phone.1}', captured)) + (query === undefined ? '' : `?${query}`);
    const { method, headers } = req;
    const passed = httpRequest({ hostname, port, method, path: target, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    passed.on('error', () => res.destroy());
    req.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function cleaned(path: string): string {
  try {
    return posix.normalize(decodeURIComponent(path));
  } catch {
    return '';
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
