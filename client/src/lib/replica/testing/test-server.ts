import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedCouch } from '@digiboost/couch/embedded';
import { couchAdmin, provisionServer, provisionTenant, tenantDatabase } from '@digiboost/couch/provisioning';
import { NetworkLink } from '../../../../../scripts/shared/network-link.ts';

const ADMIN = { name: 'admin', password: 'a test only' };

/** What stands behind the server's address, and how it goes away and comes back. */
interface Backend {
  /** The address that phones use. */
  readonly url: string;
  /** The same with the admin's credentials. */
  readonly adminUrl: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A database server for tests, with rules and views, and the tokens to use it: the embedded engine, or the CouchDB of
 * COUCHDB_URL behind a line that is cut where the engine would be killed.
 */
export class TestServer {
  readonly #backend: Backend;
  readonly #kid: string;
  readonly #sign: (text: string) => string;

  private constructor(backend: Backend, kid: string, sign: (text: string) => string) {
    this.#backend = backend;
    this.#kid = kid;
    this.#sign = sign;
  }

  static async start(): Promise<TestServer> {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const sign = (text: string) =>
      createSign('SHA256').update(text).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' }, 'base64url');
    const kid = `test-${randomBytes(6).toString('hex')}`;
    const external = process.env.COUCHDB_URL;
    const backend = external ? await couchdb(external, kid, publicKeyPem) : await embedded({ [kid]: publicKeyPem });
    return new TestServer(backend, kid, sign);
  }

  /** The server's address with the admin's credentials. */
  get adminUrl(): string {
    return this.#backend.adminUrl;
  }

  get authorization(): string {
    const { username, password } = new URL(this.#backend.adminUrl);
    return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
  }

  /** A shop's database, provisioned; returns its address. */
  async createShop(tenantId: string): Promise<string> {
    const admin = couchAdmin(this.adminUrl);
    await this.removeShop(tenantId);
    await provisionTenant(admin, tenantId);
    return this.shopUrl(tenantId);
  }

  /** Leaves nothing on a CouchDB that outlives the tests; the embedded engine's folder goes as a whole. */
  async removeShop(tenantId: string): Promise<void> {
    if (!process.env.COUCHDB_URL) return;
    await couchAdmin(process.env.COUCHDB_URL).request('DELETE', `/${tenantDatabase(tenantId)}`);
  }

  shopUrl(tenantId: string): string {
    return `${this.#backend.url}/${tenantDatabase(tenantId)}`;
  }

  /** An access token of a member; `seconds` may be negative for an expired one. */
  token(tenantId: string, user: string, role: 'admin' | 'user' | 'viewer' = 'admin', seconds = 900): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const exp = Math.floor(Date.now() / 1000) + seconds;
    const claims = { sub: user, exp, tenant: tenantId, role, '_couchdb.roles': [`${tenantId}:${role}`] };
    const text = `${part({ alg: 'ES256', kid: this.#kid, typ: 'JWT' })}.${part(claims)}`;
    return `${text}.${this.#sign(text)}`;
  }

  /** Asks the server as its admin; returns the JSON answer. */
  async ask(method: string, url: string, body?: unknown): Promise<unknown> {
    const response = await fetch(url, {
      method,
      headers: { Authorization: this.authorization, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json();
  }

  /** Ends the server as it stands; `restart` brings it back at the same address with what it had stored. */
  kill(): Promise<void> {
    return this.#backend.kill();
  }

  restart(): Promise<void> {
    return this.#backend.restart();
  }

  close(): Promise<void> {
    return this.#backend.close();
  }
}

const withCredentials = (address: string, name: string, password: string): string => {
  const url = new URL(address);
  url.username = encodeURIComponent(name);
  url.password = encodeURIComponent(password);
  return url.href.replace(/\/$/, '');
};

async function embedded(jwtKeys: Record<string, string>): Promise<Backend> {
  const dataDir = await mkdtemp(join(tmpdir(), 'replica-'));
  let engine = await startEmbeddedCouch({ dataDir, admin: ADMIN, jwtKeys });
  const { url } = engine;
  return {
    url,
    adminUrl: withCredentials(url, ADMIN.name, ADMIN.password),
    kill: () => engine.close(),
    async restart() {
      engine = await startEmbeddedCouch({ dataDir, port: Number(new URL(url).port), admin: ADMIN, jwtKeys });
    },
    async close() {
      await engine.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function couchdb(address: string, kid: string, publicKeyPem: string): Promise<Backend> {
  await provisionServer(couchAdmin(address), { kid, publicKeyPem });
  const { username, password } = new URL(address);
  const line = await new NetworkLink(address).open();
  return {
    url: line.url,
    adminUrl: withCredentials(line.url, decodeURIComponent(username), decodeURIComponent(password)),
    kill: () => line.cut(),
    async restart() {
      await line.open();
    },
    async close() {
      await line.cut();
      await couchAdmin(address).request('DELETE', `/_node/_local/_config/jwt_keys/ec:${kid}`);
    },
  };
}
