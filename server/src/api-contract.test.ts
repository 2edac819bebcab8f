import { createHmac } from 'node:crypto';
import { couchAdmin } from '@digiboost/couch/provisioning';
import { storePastRules } from '@digiboost/couch/provisioning/testing/past-rules';
import { aCount, aCustomer, aProduct, aSale, aSupplier, writtenBy } from '@digiboost/domain/documents/testing/examples';
import { must } from '@digiboost/domain/shared/must';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signAccessToken } from './accounts/access-token.ts';
import { loadSigningKey } from './accounts/signing-key.ts';
import type { User } from './accounts/user-document.ts';
import { connectCouch } from './couch/client.ts';
import { fileId } from './couch/kept-files.ts';
import { type Operation, problemsOf, servedAt } from './http/operation.ts';
import { deliveryKey } from './notify/delivery.ts';
import { messageFileToken } from './notify/file-link.ts';
import { mailToken } from './notify/mail-token.ts';
import { NO_CHANNELS } from './notify/notify-config.ts';
import { type DeliveryDocument, newDocument } from './notify/outbox/delivery-document.ts';
import { outboxStore } from './notify/outbox/outbox-store.ts';
import { aDelivery } from './notify/testing/bench.ts';
import { listenHere } from './notify/testing/loopback-server.ts';
import { startTwilioLoopback, type TwilioLoopback } from './notify/testing/twilio-loopback.ts';
import { OPERATIONS, type OperationId } from './operations.ts';
import { bareApp } from './testing/bare-app.ts';
import { type Call, createWorld, PASSWORD, type SignedIn, send, type TestShop, type World } from './testing/world.ts';

// Every call here is checked against what its operation's description says: see `send`.

const OF_API = OPERATIONS.filter(({ base }) => base === undefined);
const GUARDED = OF_API.filter(({ callers }) => callers !== 'anybody');

let world: World;
let twilio: TwilioLoopback;
let shop: TestShop;
let viewer: SignedIn;
let root: SignedIn;
beforeAll(async () => {
  twilio = await startTwilioLoopback();
  world = await createWorld({
    limits: { requestsPerMinute: 10_000, failedLogins: 1_000 },
    notify: { ...NO_CHANNELS, whatsapp: twilio.config, localOutbox: true },
  });
  shop = await world.newShop();
  viewer = await world.newUser(shop, 'viewer');
  const email = `plateforme@${shop.id}.sn`;
  await world.platform.createPlatformAdmin({ email, name: 'Plateforme', password: PASSWORD });
  root = await world.signIn(email, PASSWORD);
  const author = { at: new Date().toISOString(), by: shop.admin.id, deviceId: 'k1' };
  const docs = [
    aProduct({ _id: 'product:riz', supplierId: 'supplier:sandaga' }, author),
    aSupplier({ _id: 'supplier:sandaga' }, author),
    aCustomer({ _id: 'customer:moussa' }, author),
    writtenBy(aSale({ at: author.at, n: 1, device: 'k1', payments: [], customerId: 'customer:moussa' }), shop.admin.id),
  ];
  const { text } = await world.call('POST', `/db/${shop.database}/_bulk_docs`, {
    token: shop.admin.token,
    body: { docs },
  });
  expect(text).not.toContain('"error"');
  await aReportFile();
});
afterAll(async () => {
  await world.close();
  await twilio.close();
});

/** One call of an operation: the parts of its path, the query, and what a test sends. */
interface Asked extends Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
}

const pathOf = (of: Operation, { params = {}, query = '' }: Asked = {}): string =>
  servedAt(of).replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? 'rien')) + query;
const ask = (of: Operation, asked: Asked = {}) => world.call(of.method.toUpperCase(), pathOf(of, asked), asked);
const api = <B>(method: string, path: string, body?: unknown, token = shop.admin.token) =>
  world.call<B>(method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body }) });

const ALERT = { name: 'Ruptures', alertType: 'RUPTURE', channels: ['EMAIL'], recipients: ['awa@exemple.sn'] };
const REPORT = { reportType: 'COUNT_SHEET', from: '2026-01-01', to: '2026-01-31' };
const ENDPOINT = 'https://fcm.googleapis.com/fcm/send/abc';
const NEXT = 'lampe-verte-47-mil';
const KEYS = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') };
const control = () => connectCouch(world.couchUrl).database(world.controlDatabase);

const anAlert = async (): Promise<Asked> => {
  const { body } = await api<{ alert: { id: string } }>('POST', '/alerts', ALERT);
  return { params: { id: body.alert.id } };
};
const anInvitation = async () =>
  (
    await api<{ invitation: { id: string }; token: string }>('POST', '/users/invitations', {
      name: 'Modou Vendeur',
      role: 'user',
    })
  ).body;
const aKey = async () =>
  (
    await api<{ key: { id: string }; secret: string }>('POST', '/agents/keys', {
      name: 'Assistant',
      scopes: ['shop:read'],
      days: 30,
    })
  ).body;

async function aFailedDelivery(): Promise<Asked> {
  const delivery = aDelivery(new Date(), { tenantId: shop.id, eventId: '', recipient: '+221770000088' });
  const failed = { ...newDocument(delivery, new Date().toISOString()), phase: 'DONE', state: 'FAILED' } as const;
  await outboxStore(control()).insert([{ ...failed, reason: 'address-refused' }]);
  return { params: { id: deliveryKey(delivery.id) } };
}

/** The secret of the link that a person who forgot the password finds in the e-mail. */
async function aPasswordLink(): Promise<string> {
  const person = await world.newUser(shop, 'user');
  await api('POST', '/auth/password-link', { email: person.email });
  return vi.waitFor(async () => {
    const docs = await control().range<DeliveryDocument>('delivery:', 'delivery:~');
    const mail = docs.find(({ delivery }) => delivery.address === person.email);
    return must(mail?.delivery.content.url?.split('#')[1]);
  });
}

async function aMailLink(): Promise<Asked> {
  const { mailSecret } = await loadSigningKey(world.jwtPrivateKey);
  return { params: { token: mailToken(mailSecret, { tenantId: shop.id, address: 'awa@exemple.sn' }) } };
}

/** One for all: it is made in a process that takes a while to start. */
let reportFile: Promise<{ readonly params: { readonly id: string } }> | undefined;
async function aReportFile() {
  reportFile ??= api<{ run: { id: string } }>('POST', '/reports/generate', REPORT).then(({ body }) => ({
    params: { id: body.run.id },
  }));
  return reportFile;
}

async function aFork(): Promise<Asked> {
  const hex = (digit: string) => digit.repeat(32);
  const count = aCount({ n: 9, at: '2026-03-03T08:00:00.000Z', counted: 60, by: shop.admin.id });
  await storePastRules(couchAdmin(world.couchUrl), shop.database, [
    { ...count, _rev: `1-${hex('5')}` },
    { ...count, counted: 10, _rev: `1-${hex('f')}` },
  ]);
  return { params: { id: count._id }, body: { rev: `1-${hex('5')}` } };
}

/** How each operation is asked so that it does what it is for; a number: the status that a provider's stand-in got. */
const DONE: Readonly<Record<OperationId, () => Asked | number | Promise<Asked | number>>> = {
  login: () => ({ body: { email: shop.admin.email, password: PASSWORD } }),
  refresh: async () => ({ refresh: (await world.signIn(viewer.email, PASSWORD)).refresh }),
  logout: async () => ({ refresh: (await world.signIn(viewer.email, PASSWORD)).refresh }),
  me: () => ({}),
  listUsers: () => ({}),
  createUser: () => ({
    body: { email: `awa@${shop.id}.sn`, name: 'Awa Sarr', role: 'user', password: PASSWORD },
  }),
  ownUser: () => ({}),
  changeOwnUser: () => ({ body: { whatsapp: '+221770000077' } }),
  changePassword: async () => ({
    token: (await world.newUser(shop, 'user')).token,
    body: { current: PASSWORD, password: NEXT },
  }),
  changeUser: async () => ({
    params: { id: (await world.newUser(shop, 'user')).id },
    body: { role: 'viewer' },
  }),
  listTenants: () => ({ token: root.token }),
  createTenant: () => ({
    token: root.token,
    body: {
      id: `${shop.id}c`,
      name: 'Quincaillerie',
      admin: { email: `gerant@${shop.id}c.sn`, name: 'Ousmane Ba', password: PASSWORD },
    },
  }),
  listInvitations: () => ({}),
  createInvitation: () => ({ body: { name: 'Modou Vendeur', role: 'user' } }),
  revokeInvitation: async () => ({ params: { id: (await anInvitation()).invitation.id } }),
  openInvitation: async () => ({ body: { token: (await anInvitation()).token } }),
  acceptInvitation: async () => ({
    body: { token: (await anInvitation()).token, email: `modou@${shop.id}.sn`, password: NEXT },
  }),
  askPasswordLink: () => ({ body: { email: 'personne@exemple.sn' } }),
  openPasswordLink: async () => ({ body: { token: await aPasswordLink() } }),
  usePasswordLink: async () => ({ body: { token: await aPasswordLink(), password: NEXT } }),
  overview: () => ({}),
  stockDetail: () => ({ query: '?status=UNKNOWN&limit=10' }),
  expiry: () => ({}),
  salesAnalysis: () => ({ query: '?from=2026-01-01&to=2026-01-31' }),
  predictions: () => ({ query: '?budget=50000' }),
  kpis: () => ({}),
  productReport: () => ({ params: { id: 'product:riz' } }),
  diagnosticStock: () => ({}),
  analyseVentes: () => ({ query: '?days=30' }),
  recommandations: () => ({}),
  till: () => ({ query: '?day=2026-01-01' }),
  customers: () => ({}),
  customer: () => ({ params: { id: 'moussa' } }),
  supplierBalance: () => ({ params: { id: 'sandaga' } }),
  listAgentKeys: () => ({}),
  createAgentKey: () => ({ body: { name: 'Assistant', scopes: ['shop:read'], days: 30 } }),
  revokeAgentKey: async () => ({ params: { id: (await aKey()).key.id } }),
  agentCalls: () => ({}),
  mcp: async () => ({
    token: (await aKey()).secret,
    headers: { accept: 'application/json, text/event-stream' },
    body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
  }),
  protectedResource: () => ({}),
  protectedResourceMcp: () => ({}),
  listAlerts: () => ({}),
  alertHistory: () => ({ query: '?limit=5' }),
  createAlert: () => ({ body: ALERT }),
  readAlert: anAlert,
  replaceAlert: async () => ({ ...(await anAlert()), body: { ...ALERT, name: 'Autre' } }),
  changeAlert: async () => ({ ...(await anAlert()), body: { isActive: false } }),
  testAlert: () => ({ body: { alert: ALERT } }),
  listLeftOut: () => ({}),
  letVersionStand: aFork,
  generateReport: () => ({ body: REPORT }),
  scheduledReports: () => ({}),
  reportRuns: () => ({}),
  reportFile: aReportFile,
  sentFile: async () => {
    const { fileSecret } = await loadSigningKey(world.jwtPrivateKey);
    const { params } = await aReportFile();
    const file = { id: fileId(params.id), name: '', mediaType: '' };
    const delivery = aDelivery(new Date(), { tenantId: shop.id, file });
    return { params: { token: messageFileToken(fileSecret, delivery) ?? '' } };
  },
  channels: () => ({}),
  ownMail: () => ({}),
  setOwnMail: () => ({ body: { isStopped: false } }),
  listDeliveries: () => ({}),
  readDelivery: aFailedDelivery,
  resendDelivery: aFailedDelivery,
  localOutbox: () => ({}),
  mailLink: aMailLink,
  stopMail: aMailLink,
  startMail: aMailLink,
  pushKey: () => ({}),
  subscribe: () => ({ body: { endpoint: ENDPOINT, keys: KEYS } }),
  unsubscribe: () => ({ body: { endpoint: ENDPOINT } }),
  twilioStatus: async () => {
    const delivery = aDelivery(new Date(), { tenantId: shop.id, eventId: '', recipient: '+221770000066' });
    await outboxStore(control()).insert([newDocument(delivery, new Date().toISOString())]);
    await api('POST', '/alerts/test', { alert: { ...ALERT, channels: ['WHATSAPP'], recipients: ['+221770000065'] } });
    await expect.poll(() => twilio.messages.length, { timeout: 15_000 }).toBeGreaterThan(0);
    return twilio.status(twilio.messages[0]?.sid ?? '', 'delivered');
  },
  twilioInbound: () => twilio.inbound(world.url, '+221770000064', 'aide'),
  metaChallenge: () => overMeta('get', '?hub.mode=subscribe&hub.verify_token=v&hub.challenge=1'),
  metaNotification: () => overMeta('post', '', '{}'),
  health: () => ({}),
  ready: () => ({}),
  metrics: () => ({}),
  docs: () => ({}),
  openapi: () => ({}),
  llms: () => ({}),
  problems: () => ({}),
  problem: () => ({ params: { code: 'forbidden' } }),
};

/** The status that Meta gets, of whose two providers a server has one. */
async function overMeta(method: string, query: string, body?: string): Promise<number> {
  const { app } = await bareApp({ whatsapp: 'meta' });
  const server = await listenHere(app);
  const signature = `sha256=${createHmac('sha256', 's')
    .update(body ?? '')
    .digest('hex')}`;
  const headers = { 'x-hub-signature-256': signature };
  const call = body === undefined ? {} : { body, headers };
  const { status } = await send(server.url, method, `/api/v1/webhooks/meta${query}`, call);
  await server.close();
  return status;
}

/** The least status by which an operation says that it is done. */
const doneWith = ({ answers }: Operation): number => Math.min(...Object.keys(answers).map(Number));

describe('every operation', () => {
  it('does what it is for, and answers as its description says', async () => {
    const done: Record<string, number> = {};
    const unchanged: Record<string, number> = {};
    for (const of of OPERATIONS) {
      const asked = await DONE[of.id as OperationId]();
      if (typeof asked === 'number') {
        done[of.id] = asked;
        continue;
      }
      const call = { token: of.callers === 'anybody' ? undefined : shop.admin.token, ...asked };
      const { status, headers } = await ask(of, call);
      done[of.id] = status;
      expect([of.id, headers.get('x-request-id')]).toEqual([of.id, expect.stringMatching(/^[\w-]{8,64}$/)]);
      const etag = headers.get('etag');
      if (of.answers[304] === undefined || etag === null) continue;
      const again = await ask(of, { ...call, headers: { 'if-none-match': etag } });
      unchanged[of.id] = again.status;
    }
    expect(done).toEqual(Object.fromEntries(OPERATIONS.map((of) => [of.id, doneWith(of)])));
    const figures = OPERATIONS.filter(({ answers }) => answers[304] !== undefined);
    expect(unchanged).toEqual(Object.fromEntries(figures.map(({ id }) => [id, 304])));
    expect(figures.map(({ id }) => id).sort()).toEqual(
      OPERATIONS.filter(
        ({ method, path }) => method === 'get' && /^\/(dashboards|analytics|ai|customers|supp)/.test(path),
      )
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('refuses whoever is nobody, or whose role is too small', async () => {
    for (const of of GUARDED) {
      for (const token of [undefined, 'x.y.z']) {
        const { body, headers } = await ask(of, { token });
        expect([of.id, body.code, headers.get('www-authenticate')]).toEqual([of.id, 'not-authenticated', 'Bearer']);
      }
      const strangers = [
        ...(Array.isArray(of.callers) ? [root] : []),
        ...(of.callers === 'platform' ? [shop.admin] : []),
        ...(Array.isArray(of.callers) && !of.callers.includes('viewer') ? [viewer] : []),
      ];
      for (const { token } of strangers)
        expect([of.id, (await ask(of, { token })).body.code]).toEqual([of.id, 'forbidden']);
    }
  });

  it('refuses what it was not asked to take, in a problem that names the field', async () => {
    for (const of of OF_API) {
      const asked = await DONE[of.id as OperationId]();
      if (typeof asked === 'number') throw new Error('No provider calls the API itself');
      const call = { token: of.callers === 'platform' ? root.token : shop.admin.token, ...asked };
      const unknown = await ask(of, { ...call, query: `${asked.query ?? '?'}&inconnu=1` });
      expect([of.id, unknown.body.code, unknown.body.errors?.map(({ field }) => field)]).toEqual([
        of.id,
        'invalid-request',
        ['inconnu'],
      ]);
      if (!of.body) continue;
      const text = await ask(of, { ...call, body: 'riz', headers: { 'content-type': 'text/plain' } });
      expect([of.id, text.body.code]).toEqual([of.id, 'unsupported-media-type']);
      const none = await ask(of, { ...call, body: { inconnu: 1 } });
      expect([of.id, none.body.code]).toEqual([of.id, 'invalid-request']);
      const large = await ask(of, { ...call, body: { inconnu: 'x'.repeat(120_000) } });
      expect([of.id, large.body.code]).toEqual([of.id, 'body-too-large']);
      const broken = await ask(of, { ...call, body: '{"a":' });
      expect([of.id, broken.body.code]).toEqual([of.id, 'invalid-request']);
    }
  });

  it('says that what it is asked about is not there', async () => {
    const named = OF_API.filter(({ params }) => params);
    for (const of of named) {
      const { body } = (await DONE[of.id as OperationId]()) as Asked;
      const { status } = await ask(of, { token: shop.admin.token, ...(body === undefined ? {} : { body }) });
      expect([of.id, status]).toEqual([of.id, 404]);
    }
    for (const id of ['mailLink', 'stopMail', 'startMail', 'problem']) {
      const of = OPERATIONS.find((one) => one.id === id) as Operation;
      expect([id, (await ask(of)).status]).toEqual([id, 404]);
    }
  });
});

describe('a server whose database', () => {
  const caller: User = {
    id: 'demo-1',
    email: 'awa@exemple.sn',
    name: 'Awa',
    role: 'admin',
    tenantId: 'demo',
    isActive: true,
    whatsapp: null,
    createdAt: '2026-01-01T00:00:00.000Z',
  };

  async function codesOf(options: Parameters<typeof bareApp>[0], operations: readonly Operation[]): Promise<unknown[]> {
    const { app, services } = await bareApp(options);
    const server = await listenHere(app);
    const token = signAccessToken(services.key, caller, 'session', new Date());
    const codes: unknown[] = [];
    for (const of of operations) {
      codes.push((await send(server.url, of.method.toUpperCase(), pathOf(of), { token })).body.code);
    }
    await server.close();
    return [...new Set(codes)];
  }

  it('does not answer says so, and when to come back', async () => {
    expect(await codesOf({}, GUARDED)).toEqual(['database-unavailable']);
    const { app } = await bareApp();
    const server = await listenHere(app);
    expect((await send(server.url, 'GET', '/ready')).status).toBe(503);
    await server.close();
  });

  it('answers what nobody understands tells of an error, and lives on', async () => {
    const couch = await listenHere((_req, res) => res.writeHead(418, { 'content-type': 'application/json' }).end('{}'));
    const couchUrl = couch.url.replace('//', '//a:b@');
    expect(await codesOf({ couchUrl }, GUARDED)).toEqual(['internal-error']);
    await couch.close();
  });

  it('is asked too often by one address refuses, whatever is asked', async () => {
    const limits = { requestsPerMinute: 1, failedLogins: 5 };
    const [first] = OPERATIONS.filter(({ id }) => id === 'logout');
    const codes = await codesOf({ limits }, [must(first), ...OF_API]);
    expect(codes).toEqual([undefined, 'too-many-requests']);
    expect(OF_API.every((of) => problemsOf(of).includes('too-many-requests'))).toBe(true);
  });
});
