import { createHmac } from 'node:crypto';
import { couchAdmin } from '@digiboost/couch/provisioning';
import { storePastRules } from '@digiboost/couch/provisioning/testing/past-rules';
import { aCount } from '@digiboost/domain/documents/testing/examples';
import { must } from '@digiboost/domain/shared/must';
import { expect, vi } from 'vitest';
import { loadSigningKey } from '../accounts/signing-key.ts';
import { connectCouch } from '../couch/client.ts';
import { fileId } from '../couch/kept-files.ts';
import { type Operation, servedAt } from '../http/operation.ts';
import { deliveryKey } from '../notify/delivery.ts';
import { messageFileToken } from '../notify/file-link.ts';
import { mailToken } from '../notify/mail-token.ts';
import { type DeliveryDocument, newDocument } from '../notify/outbox/delivery-document.ts';
import { outboxStore } from '../notify/outbox/outbox-store.ts';
import { aDelivery } from '../notify/testing/bench.ts';
import { listenHere } from '../notify/testing/loopback-server.ts';
import type { TwilioLoopback } from '../notify/testing/twilio-loopback.ts';
import type { OperationId } from '../operations.ts';
import { paperToken } from '../reports/paper-seal.ts';
import { bareApp } from './bare-app.ts';
import { type Call, PASSWORD, type SignedIn, send, type TestShop, type World } from './world.ts';

/** One call of an operation: the parts of its path, the query, and what a test sends. */
export interface Asked extends Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
}

/** Where a call goes. */
export const pathOf = (of: Operation, { params = {}, query = '' }: Asked = {}): string =>
  servedAt(of).replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? 'rien')) + query;

/** Whom the calls are made for. */
export interface Setting {
  readonly world: World;
  readonly twilio: TwilioLoopback;
  /** It has the rice, Sandaga and Moussa. */
  readonly shop: TestShop;
  readonly viewer: SignedIn;
  /** The platform's administrator. */
  readonly root: SignedIn;
}

/** How each operation is asked so that it does what it is for; a number: the status that a provider's stand-in got. */
export type EveryCall = Readonly<Record<OperationId, () => Asked | number | Promise<Asked | number>>>;

/** A call of every operation. */
export function everyCall({ world, twilio, shop, viewer, root }: Setting): EveryCall {
  const api = <B>(method: string, path: string, body?: unknown, token = shop.admin.token) =>
    world.call<B>(method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body }) });

  const ALERT = { name: 'Ruptures', alertType: 'RUPTURE', channels: ['EMAIL'], recipients: ['awa@exemple.sn'] };
  const REPORT = { reportType: 'COUNT_SHEET', from: '2026-01-01', to: '2026-01-31' };
  const SEALABLE = {
    title: 'Résumé du mois',
    subject: 'd’octobre 2026',
    madeAt: '2026-11-01T08:00:00.000Z',
    hash: 'a1'.repeat(32),
    figures: [{ label: 'CA', value: '1 250 000 FCFA' }],
  };
  const ENDPOINT = 'https://fcm.googleapis.com/fcm/send/abc';
  const NEXT = 'lampe-verte-47-mil';
  const KEYS = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') };
  const control = () => connectCouch(world.couchUrl).database(world.controlDatabase);

  const aCompanion = async (): Promise<string> => {
    const { id, email } = await world.newUser(shop, 'user');
    await api('POST', '/auth/companions', { email, password: PASSWORD });
    return id;
  };
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

  return {
    login: () => ({ body: { email: shop.admin.email, password: PASSWORD } }),
    refresh: async () => ({ refresh: (await world.signIn(viewer.email, PASSWORD)).refresh }),
    logout: async () => ({ refresh: (await world.signIn(viewer.email, PASSWORD)).refresh }),
    me: () => ({}),
    joinPhone: async () => ({ body: { email: (await world.newUser(shop, 'user')).email, password: PASSWORD } }),
    companionToken: async () => ({ params: { id: await aCompanion() } }),
    leavePhone: async () => ({ params: { id: await aCompanion() } }),
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
    sealPaper: () => ({ body: SEALABLE }),
    paperPage: async () => {
      const { paperSecret } = await loadSigningKey(world.jwtPrivateKey);
      const sealedAt = new Date().toISOString();
      return { params: { token: paperToken(paperSecret, SEALABLE, { shop: 'Chez Awa', sealedAt }) } };
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
}

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
