import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedCouch, startEmbeddedCouch } from '@digiboost/couch/embedded';
import { couchAdmin, provisionTenant, tenantDatabase } from '@digiboost/couch/provisioning';

const ADMIN = { name: 'admin', password: 'a test only' };
const KID = 'test';

/** A database server for tests: the embedded engine with rules and views, and the tokens to use it. */
export class TestServer {
  readonly #dataDir: string;
  readonly #publicKeyPem: string;
  readonly #sign: (text: string) => string;
  #engine: EmbeddedCouch;
  #port: number;

  private constructor(dataDir: string, publicKeyPem: string, sign: (text: string) => string, engine: EmbeddedCouch) {
    this.#dataDir = dataDir;
    this.#publicKeyPem = publicKeyPem;
    this.#sign = sign;
    this.#engine = engine;
    this.#port = Number(new URL(engine.url).port);
  }

  static async start(): Promise<TestServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'replica-'));
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const sign = (text: string) =>
      createSign('SHA256').update(text).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' }, 'base64url');
    const engine = await startEmbeddedCouch({ dataDir, admin: ADMIN, jwtKeys: { [KID]: publicKeyPem } });
    return new TestServer(dataDir, publicKeyPem, sign, engine);
  }

  /** The server's address with the admin's credentials. */
  get adminUrl(): string {
    const url = new URL(this.#engine.url);
    url.username = ADMIN.name;
    url.password = ADMIN.password;
    return url.href.replace(/\/$/, '');
  }

  get authorization(): string {
    return `Basic ${Buffer.from(`${ADMIN.name}:${ADMIN.password}`).toString('base64')}`;
  }

  /** A shop's database, provisioned; returns its address. */
  async createShop(tenantId: string): Promise<string> {
    await provisionTenant(couchAdmin(this.adminUrl), tenantId);
    return this.shopUrl(tenantId);
  }

  shopUrl(tenantId: string): string {
    return `${this.#engine.url}/${tenantDatabase(tenantId)}`;
  }

  /** An access token of a member; `seconds` may be negative for an expired one. */
  token(tenantId: string, user: string, role: 'admin' | 'user' | 'viewer' = 'admin', seconds = 900): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const exp = Math.floor(Date.now() / 1000) + seconds;
    const claims = { sub: user, exp, tenant: tenantId, role, '_couchdb.roles': [`${tenantId}:${role}`] };
    const text = `${part({ alg: 'ES256', kid: KID, typ: 'JWT' })}.${part(claims)}`;
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

  /** Ends the server as it stands; `restart` brings it back on the same port with what it had stored. */
  async kill(): Promise<void> {
    await this.#engine.close();
  }

  async restart(): Promise<void> {
    const jwtKeys = { [KID]: this.#publicKeyPem };
    this.#engine = await startEmbeddedCouch({ dataDir: this.#dataDir, port: this.#port, admin: ADMIN, jwtKeys });
  }

  async close(): Promise<void> {
    await this.#engine.close();
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}
