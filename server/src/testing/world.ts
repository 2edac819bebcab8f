import { Writable } from 'node:stream';
import { couchAdmin } from '@digiboost/couch/provisioning';
import type { Account } from '../accounts/session-service.ts';
import { openTestCouch } from '../couch/testing/couch.ts';
import { createLog } from '../http/log.ts';
import {
  generateSigningKeyPem,
  openPlatform,
  type Platform,
  type ServerOptions,
  startServer,
  type Tenant,
  type User,
} from '../index.ts';
import { checkAnswer } from './answer-check.ts';

/** What the API's answers hold, each its own part. */
export interface AnswerBody {
  readonly accessToken?: string;
  readonly expiresIn?: number;
  readonly user?: User & Account;
  readonly users?: readonly User[];
  readonly tenant?: Tenant;
  readonly tenants?: readonly Tenant[];
  readonly admin?: User;
  readonly status?: number | string;
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
}

/** An answer of the server, its body read; `text` when it is not JSON. */
export interface Answer<B = AnswerBody> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: B;
  readonly text: string;
  /** The refresh token that the answer set; empty text when it took it away. */
  readonly refreshToken: string | null;
}

/** What a test sends. */
export interface Call {
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly refresh?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody who has signed in. */
export interface SignedIn {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly refresh: string;
}

/** A shop with its administrator signed in. */
export interface TestShop {
  readonly id: string;
  readonly database: string;
  readonly admin: SignedIn;
}

/** A server on a real port over a real database, with a clock that the test moves. */
export interface World {
  readonly url: string;
  readonly couchUrl: string;
  readonly controlDatabase: string;
  readonly platform: Platform;
  readonly jwtPrivateKey: string;
  /** Everything logged so far. */
  logged(): string;
  /** Moves the server's clock forward. */
  advance(ms: number): void;
  call<B = AnswerBody>(method: string, path: string, call?: Call): Promise<Answer<B>>;
  signIn(email: string, password: string): Promise<SignedIn>;
  newShop(): Promise<TestShop>;
  newUser(shop: TestShop, role: 'admin' | 'user' | 'viewer'): Promise<SignedIn>;
  close(): Promise<void>;
}

export const PASSWORD = 'mot-de-passe-1';

/** Starts a server for one test file, over the database that `opening` gives. */
export async function createWorld(options: Partial<ServerOptions> = {}, opening = openTestCouch()): Promise<World> {
  const couch = await opening;
  const jwtPrivateKey = generateSigningKeyPem();
  const controlDatabase = `control_${couch.uniqueId()}`;
  const admin = couchAdmin(couch.url);
  await admin.request('PUT', `/${controlDatabase}`);
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const common = { couchUrl: couch.url, jwtPrivateKey, jwtKid: couch.uniqueId(), controlDatabase };
  const platform = await openPlatform(common, now);
  const server = await startServer({
    port: 0,
    clientDir: undefined,
    limits: { requestsPerMinute: 10_000, failedLogins: 5 },
    ...options,
    ...common,
    log: createLog('trace', sink),
    now,
  });

  const world: World = {
    url: server.url,
    couchUrl: couch.url,
    controlDatabase,
    platform,
    jwtPrivateKey,
    logged: () => lines.join(''),
    advance: (ms) => {
      offset += ms;
    },
    call: (method, path, call) => send(server.url, method, path, call),
    async signIn(email, password) {
      const { status, body, refreshToken } = await world.call('POST', '/api/v1/auth/login', {
        body: { email, password },
      });
      const { user, accessToken } = body;
      if (!user || !accessToken || !refreshToken) throw new Error(`Signing in gave ${status} ${JSON.stringify(body)}`);
      return { id: user.id, email, password, token: accessToken, refresh: refreshToken };
    },
    async newShop() {
      const id = couch.uniqueId();
      const email = `gerant@${id}.sn`;
      const person = { email, name: 'Awa Gérante', password: PASSWORD };
      const created = await platform.createTenant({ id, name: `Boutique ${id}`, admin: person });
      if (!created.ok) throw new Error(created.error);
      return { id, database: `shop_${id}`, admin: await world.signIn(email, PASSWORD) };
    },
    async newUser(shop, role) {
      const email = `${couch.uniqueId()}@exemple.sn`;
      const created = await platform.createUser(shop.id, { email, name: 'Modou Vendeur', role, password: PASSWORD });
      if (!created.ok) throw new Error(created.error);
      return world.signIn(email, PASSWORD);
    },
    async close() {
      await server.close();
      await couch.close();
    },
  };
  return world;
}

const REFRESH_COOKIE = /^(?:__Host-)?refresh=([^;]*)/;

/** Calls a server as the tests do; an answer that its description does not say throws. */
export async function send<B = AnswerBody>(
  url: string,
  method: string,
  path: string,
  call: Call = {},
): Promise<Answer<B>> {
  const headers = new Headers(call.headers);
  if (call.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
  if (call.token !== undefined) headers.set('authorization', `Bearer ${call.token}`);
  if (call.refresh !== undefined) headers.set('cookie', `refresh=${call.refresh}`);
  const answer = await fetch(url + path, {
    method,
    headers,
    ...(call.body === undefined ? {} : { body: typeof call.body === 'string' ? call.body : JSON.stringify(call.body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  const cookie = answer.headers.getSetCookie().find((value) => REFRESH_COOKIE.test(value));
  const body = isJson && text !== '' ? JSON.parse(text) : {};
  checkAnswer(method, path, answer, body);
  return {
    status: answer.status,
    headers: answer.headers,
    body,
    text,
    refreshToken: cookie === undefined ? null : (REFRESH_COOKIE.exec(cookie)?.[1] ?? ''),
  };
}
