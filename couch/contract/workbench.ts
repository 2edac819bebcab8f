import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import http from 'node:http';
import { type CouchAdmin, couchAdmin, provisionTenant, tenantDatabase } from '@digiboost/couch/provisioning';
import { SignJWT } from 'jose';

/** A CouchDB to hold to the contract: the address of its administrator, name and password included. */
export interface CouchUnderTest {
  readonly url: string;
  close(): Promise<void>;
}

/** What a CouchDB answered. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The decoded JSON, an empty object when the text is none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** How a request is made; without `auth` it is the administrator's, with null nobody's. */
export interface Ask {
  readonly auth?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a token claims. `key` and `expiresIn` (seconds) make the wrong ones. */
export interface Claims {
  readonly name?: string;
  readonly roles?: readonly string[];
  readonly expiresIn?: number | null;
  readonly key?: KeyObject;
}

/** A shop as provisioning makes it, and the Authorization headers of its people. */
export interface Shop {
  readonly tenant: string;
  readonly database: string;
  readonly admin: string;
  readonly user: string;
  readonly viewer: string;
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A name that no other run uses. */
export const unique = (prefix: string) => `${prefix}${randomBytes(6).toString('hex')}`;

/** The user that a workbench's tokens name. */
export const AWA = 'u-awa';

/** A CouchDB with a signing key of this run, fresh databases, and everything taken away at the end. */
export class Workbench {
  readonly kid = unique('contract-');
  readonly #couch: CouchUnderTest;
  readonly #keys = newKeys();
  readonly #databases: string[] = [];
  readonly #admin: CouchAdmin;
  readonly #origin: string;
  readonly #basic: string;

  private constructor(couch: CouchUnderTest) {
    const { origin, username, password } = new URL(couch.url);
    this.#couch = couch;
    this.#admin = couchAdmin(couch.url);
    this.#origin = origin;
    this.#basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }

  static async open(start: () => Promise<CouchUnderTest>): Promise<Workbench> {
    const bench = new Workbench(await start());
    const pem = bench.#keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    await bench.ask('PUT', bench.#keyPath, { body: pem.trim().replaceAll('\n', '\\n') });
    return bench;
  }

  async close(): Promise<void> {
    for (const name of this.#databases) await this.ask('DELETE', `/${name}`);
    await this.ask('DELETE', this.#keyPath);
    await this.#couch.close();
  }

  /** The address without credentials. */
  get origin(): string {
    return this.#origin;
  }

  /** Sends a request and reads the whole answer. */
  async ask(method: string, path: string, { auth = this.#basic, body, headers = {} }: Ask = {}): Promise<Answer> {
    const answer = await fetch(this.#origin + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(auth === null ? {} : { authorization: auth }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: encode(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, body: decode(text), headers: answer.headers };
  }

  /** Sends a request target as it stands, which fetch would normalise, and reads the answer. */
  raw(target: string, auth: string): Promise<{ status: number; text: string }> {
    const { hostname, port } = new URL(this.#origin);
    return new Promise((resolve, reject) => {
      const request = http.get({ hostname, port, path: target, headers: { authorization: auth } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      request.on('error', reject);
    });
  }

  /** An Authorization header with a token of this run's key. */
  async token({ name = AWA, roles = [], expiresIn = 300, key = this.#keys.privateKey }: Claims = {}): Promise<string> {
    const jwt = new SignJWT({ sub: name, '_couchdb.roles': roles }).setProtectedHeader({ alg: 'ES256', kid: this.kid });
    if (expiresIn !== null) jwt.setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn);
    return `Bearer ${await jwt.sign(key)}`;
  }

  /** A token signed by somebody else's key, and one that claims to need no signature. */
  async forged(roles: readonly string[]): Promise<{ foreign: string; unsigned: string }> {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const exp = Math.floor(Date.now() / 1000) + 300;
    const unsigned = `${part({ alg: 'none', kid: this.kid })}.${part({ sub: AWA, exp, '_couchdb.roles': roles })}.`;
    return { foreign: await this.token({ roles, key: newKeys().privateKey }), unsigned: `Bearer ${unsigned}` };
  }

  /** A fresh database whose members carry the role of the same name. */
  async database(): Promise<string> {
    const name = unique('contract_');
    this.#databases.push(name);
    await this.ask('PUT', `/${name}`);
    const security = { admins: { names: [], roles: ['_admin'] }, members: { names: [], roles: [name] } };
    await this.ask('PUT', `/${name}/_security`, { body: security });
    return name;
  }

  /** A fresh shop. */
  async shop(): Promise<Shop> {
    const tenant = unique('ct');
    const database = tenantDatabase(tenant);
    this.#databases.push(database);
    await provisionTenant(this.#admin, tenant);
    const as = (role: string) => this.token({ roles: [`${tenant}:${role}`] });
    return { tenant, database, admin: await as('admin'), user: await as('user'), viewer: await as('viewer') };
  }

  get #keyPath(): string {
    return `/_node/_local/_config/jwt_keys/ec:${this.kid}`;
  }
}

const encode = (body: unknown): BodyInit => (body instanceof Uint8Array ? body.slice() : JSON.stringify(body));

function decode(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The leading number of an update sequence: the engines differ in what follows it. */
export const numeric = (seq: unknown) => Number.parseInt(String(seq), 10);

/** The rows of an answer. */
export const rowsOf = (answer: Answer) => answer.body.rows as Record<string, unknown>[];

/** The results of an answer of a feed. */
export const resultsOf = (answer: Answer) => answer.body.results as Record<string, unknown>[];
