import { must } from '@digiboost/domain/shared/must';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCouch } from '../couch/client.ts';
import { aNumber, giveNumber } from '../testing/whatsapp-shop.ts';
import { createWorld, type TestShop, type World } from '../testing/world.ts';
import { vapidPublicKey } from './channels/vapid.ts';
import { deliveryKey, type Unsent } from './delivery.ts';
import { NO_CHANNELS } from './notify-config.ts';
import { newDocument } from './outbox/delivery-document.ts';
import { outboxStore } from './outbox/outbox-store.ts';
import { aDelivery } from './testing/bench.ts';
import { type PushLoopback, startPushLoopback } from './testing/push-loopback.ts';
import { startTwilioLoopback, type TwilioLoopback } from './testing/twilio-loopback.ts';

/** A busy machine may be slow. */
const PATIENCE = { timeout: 15_000 };

/** What the routes answer. */
interface Body {
  readonly code?: string;
  readonly channels?: unknown;
  readonly deliveries?: readonly { readonly id: string; readonly channel: string; readonly recipient: string }[];
  readonly delivery?: { readonly id: string; readonly state: string; readonly reason: string | null };
  readonly skipped?: readonly { readonly recipient: string; readonly reason: string }[];
  readonly messages?: readonly { readonly title: string; readonly text: string; readonly channel: string }[];
  readonly errors?: readonly { readonly field: string }[];
  readonly key?: string | null;
}

let twilio: TwilioLoopback;
let service: PushLoopback;
let world: World;
let shop: TestShop;
let number: string;
beforeAll(async () => {
  twilio = await startTwilioLoopback();
  service = await startPushLoopback();
  const notify = { ...NO_CHANNELS, whatsapp: twilio.config, push: service.config, localOutbox: true };
  world = await createWorld({ notify });
  shop = await world.newShop();
  number = aNumber();
  await giveNumber(world, shop.admin, shop.admin, number);
});
afterAll(async () => {
  await world.close();
  await Promise.all([twilio.close(), service.close()]);
});

const call = (method: string, path: string, token: string, body?: unknown) =>
  world.call<Body>(method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body }) });
const alert = (changes: object = {}) => ({
  name: 'Ruptures',
  alertType: 'RUPTURE',
  channels: ['WHATSAPP'],
  recipients: [shop.admin.id],
  ...changes,
});

describe('GET channels', () => {
  it('says how each stands, to everybody of the shop; /ready too', async () => {
    const viewer = await world.newUser(shop, 'viewer');
    const { status, body } = await call('GET', '/channels', viewer.token);
    expect(status).toBe(200);
    expect(body.channels).toMatchObject([
      { channel: 'WHATSAPP', provider: 'twilio', status: 'ready' },
      { channel: 'EMAIL', provider: 'local', status: 'local' },
      { channel: 'PUSH', provider: 'webpush', status: 'ready' },
    ]);
    expect((await world.call('GET', '/ready')).body).toMatchObject({
      channels: { WHATSAPP: 'twilio', EMAIL: 'démonstration', PUSH: 'webpush' },
    });
    expect((await world.call('GET', '/api/v1/channels')).status).toBe(401);
  });
});

describe('POST alerts/test', () => {
  it('sends a marked message now, and says who cannot be reached', async () => {
    const other = await world.newUser(shop, 'user');
    const recipients = [shop.admin.id, other.id, '77 000 00 99', 'partie'];
    const { status, body } = await call('POST', '/alerts/test', shop.admin.token, { alert: alert({ recipients }) });
    expect(status).toBe(202);
    expect(body.deliveries?.map(({ recipient }) => recipient)).toEqual([shop.admin.id, '+221770000099']);
    expect(body.skipped).toEqual([
      { recipient: other.id, channel: 'WHATSAPP', reason: 'Modou Vendeur n’a pas de numéro WhatsApp.' },
    ]);
    await expect.poll(() => twilio.messages.filter(({ to }) => to === number).length, PATIENCE).toBe(1);
    const message = must(twilio.messages.find(({ to }) => to === number));
    expect(message.contentSid).toBe('HXtest');
    expect(message.body).toMatch(/^\[TEST\] /);
    const id = body.deliveries?.[0]?.id ?? '';
    const state = async () => (await call('GET', `/alerts/deliveries/${id}`, shop.admin.token)).body.delivery?.state;
    await expect.poll(state, PATIENCE).toBe('SENT');
  });

  it('keeps in the demo what has no provider, for the shop’s administrator to read', async () => {
    const own = await world.newShop();
    const test = alert({ channels: ['EMAIL'], recipients: ['awa@exemple.sn'] });
    await call('POST', '/alerts/test', own.admin.token, { alert: test });
    const messages = async () => (await call('GET', '/alerts/outbox', own.admin.token)).body.messages ?? [];
    await expect.poll(async () => (await messages()).length, PATIENCE).toBe(1);
    expect((await messages())[0]).toMatchObject({ channel: 'EMAIL', text: expect.stringContaining('[TEST]') });
    expect((await call('GET', '/alerts/outbox', shop.admin.token)).body.messages).toEqual([]);
    const user = await world.newUser(own, 'user');
    expect((await call('GET', '/alerts/outbox', user.token)).body.code).toBe('forbidden');
  });

  it.each([
    [{ recipients: [] }, 'alert.recipients'],
    [{ channels: [] }, 'alert.channels'],
    [{ alertType: 'AUTRE' }, 'alert.alertType'],
    [{ name: ' ' }, 'alert.name'],
    [{ name: 'Ruptures\r\nBcc: a@b.sn' }, 'alert.name'],
  ])('refuses %j', async (wrong, field) => {
    const own = await world.newShop();
    const { status, body } = await call('POST', '/alerts/test', own.admin.token, { alert: alert(wrong) });
    expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
  });

  it('is not for viewers, and not without end', async () => {
    const own = await world.newShop();
    const viewer = await world.newUser(own, 'viewer');
    expect((await call('POST', '/alerts/test', viewer.token, { alert: alert() })).body.code).toBe('forbidden');
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      statuses.push((await call('POST', '/alerts/test', own.admin.token, { alert: alert() })).status);
    }
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429]);
  });
});

describe('a shop that sends without end', () => {
  it('is stopped for the day, and a new token is no new allowance', async () => {
    const small = await createWorld({ notify: { ...NO_CHANNELS, localOutbox: true, messagesPerDay: 4 } });
    try {
      const own = await small.newShop();
      const test = alert({ channels: ['EMAIL'], recipients: ['a@b.sn', 'c@d.sn', 'e@f.sn'] });
      const ask = (token: string) => small.call('POST', '/api/v1/alerts/test', { token, body: { alert: test } });
      expect((await ask(own.admin.token)).status).toBe(202);
      const refused = await ask(own.admin.token);
      expect([refused.status, refused.body.code]).toEqual([429, 'too-many-messages']);
      for (let n = 0; n < 4; n += 1) {
        const { token } = await small.signIn(own.admin.email, own.admin.password);
        const { body } = await ask(token);
        expect(body.code).toBe(n < 3 ? 'too-many-messages' : 'too-many-requests');
      }
    } finally {
      await small.close();
    }
  });
});

describe('what could not be delivered', () => {
  it('is listed for the shop’s administrator with the reason, and sent anew', async () => {
    const own = await world.newShop();
    const store = outboxStore(connectCouch(world.couchUrl).database(world.controlDatabase));
    const delivery = aDelivery(new Date(), { tenantId: own.id, eventId: '', recipient: aNumber() });
    const failed = { ...newDocument(delivery, new Date().toISOString()), phase: 'DONE', state: 'FAILED' } as const;
    await store.insert([{ ...failed, reason: 'address-refused' }]);
    const id = deliveryKey(delivery.id);
    const listed = await call('GET', '/alerts/deliveries?state=failed', own.admin.token);
    expect(listed.body.deliveries).toMatchObject([
      { id, state: 'FAILED', reason: expect.stringContaining('Vérifiez le numéro') },
    ]);
    expect(JSON.stringify(listed.body)).not.toContain(delivery.content.text);

    const user = await world.newUser(own, 'user');
    expect((await call('POST', `/alerts/deliveries/${id}/resend`, user.token)).body.code).toBe('forbidden');
    expect((await call('POST', `/alerts/deliveries/${id}/resend`, shop.admin.token)).status).toBe(404);
    expect((await call('POST', '/alerts/deliveries/..%2Fuser/resend', own.admin.token)).status).toBe(404);
    expect((await call('POST', `/alerts/deliveries/${id}/resend`, own.admin.token)).status).toBe(202);
    await expect.poll(async () => (await store.get(id))?.state, PATIENCE).toBe('SENT');
    expect((await call('POST', `/alerts/deliveries/${id}/resend`, own.admin.token)).body.code).toBe('not-failed');
    expect((await call('GET', '/alerts/deliveries', own.admin.token)).body.deliveries).toEqual([]);
    expect((await call('GET', '/alerts/deliveries?state=all', own.admin.token)).status).toBe(400);
  });
});

describe('a message that nobody could be sent', () => {
  const resend = (id: string, token: string) => call('POST', `/alerts/deliveries/${id}/resend`, token);

  async function anUnsent(unsent: Unsent = 'no-number') {
    const own = await world.newShop();
    const modou = await world.newUser(own, 'user');
    const store = outboxStore(connectCouch(world.couchUrl).database(world.controlDatabase));
    const made = { tenantId: own.id, eventId: '', recipient: modou.id, userId: modou.id, address: '', unsent };
    const delivery = aDelivery(new Date(), made);
    const id = deliveryKey(delivery.id);
    await store.insert([newDocument(delivery, new Date().toISOString())]);
    const state = async () => (await store.get(id))?.state;
    return { own, modou, store, id, state };
  }

  it('is listed as a failure with its reason, and sent anew once the number is known', async () => {
    const { own, modou, id, state, store } = await anUnsent();
    expect((await call('GET', '/alerts/deliveries', own.admin.token)).body.deliveries).toMatchObject([
      { id, state: 'FAILED', reason: expect.stringContaining('pas de numéro WhatsApp') },
    ]);
    expect(await store.made(own.id, 'alert', '2000')).toBe(0);
    expect((await resend(id, own.admin.token)).body.code).toBe('recipient-unreachable');
    expect(await state()).toBe('FAILED');
    const added = aNumber();
    await giveNumber(world, own.admin, modou, added);
    expect((await resend(id, own.admin.token)).status).toBe(202);
    await expect.poll(state, PATIENCE).toBe('SENT');
    expect(twilio.messages.filter(({ to }) => to === added)).toHaveLength(1);
    expect(await store.made(own.id, 'alert', '2000')).toBe(1);
  });

  it('is not sent to who has left, and the API says so', async () => {
    const { own, modou, id, state } = await anUnsent('shop-limit');
    await giveNumber(world, own.admin, modou, aNumber());
    await world.call('PATCH', `/api/v1/users/${modou.id}`, { token: own.admin.token, body: { isActive: false } });
    const refused = await resend(id, own.admin.token);
    expect([refused.status, refused.body.code]).toEqual([409, 'recipient-inactive']);
    expect(await state()).toBe('FAILED');
    const gone = await resend('0'.repeat(32), own.admin.token);
    expect([gone.status, gone.body.code]).toEqual([404, 'message-gone']);
  });

  it('goes to the number of now, not to the one that failed', async () => {
    const { own, modou, store } = await anUnsent();
    const [old, corrected] = [aNumber(), aNumber()];
    const made = { tenantId: own.id, eventId: '', recipient: modou.id, userId: modou.id, address: old };
    const delivery = aDelivery(new Date(), made);
    const failed = { ...newDocument(delivery, new Date().toISOString()), phase: 'DONE', state: 'FAILED' } as const;
    await store.insert([{ ...failed, reason: 'address-refused' }]);
    await giveNumber(world, own.admin, modou, corrected);
    expect((await resend(deliveryKey(delivery.id), own.admin.token)).status).toBe(202);
    await expect.poll(() => twilio.messages.filter(({ to }) => to === corrected).length, PATIENCE).toBe(1);
    expect(twilio.messages.filter(({ to }) => to === old)).toEqual([]);
  });
});

describe('push subscriptions', () => {
  it('are kept for a user and told, and taken back', async () => {
    const user = await world.newUser(shop, 'user');
    const target = service.newTarget();
    expect((await call('GET', '/push/key', user.token)).body.key).toBe(vapidPublicKey(service.config.privateKey));
    for (let times = 0; times < 2; times += 1) {
      expect((await call('POST', '/push/subscriptions', user.token, { ...target, expirationTime: null })).status).toBe(
        204,
      );
    }
    const push = { alert: alert({ channels: ['PUSH'], recipients: [user.id] }) };
    await call('POST', '/alerts/test', user.token, push);
    await expect.poll(() => service.pushes.length, PATIENCE).toBe(1);
    expect((await call('DELETE', '/push/subscriptions', user.token, { endpoint: target.endpoint })).status).toBe(204);
    const { body } = await call('POST', '/alerts/test', user.token, push);
    const id = body.deliveries?.[0]?.id ?? '';
    const state = async () => (await call('GET', `/alerts/deliveries/${id}`, user.token)).body.delivery;
    await expect.poll(async () => (await state())?.state, PATIENCE).toBe('FAILED');
    expect((await state())?.reason).toContain('notifications');
    expect(service.pushes).toHaveLength(1);
  });

  it.each([
    [{ endpoint: 'https://169.254.169.254/latest' }, 'endpoint'],
    [{ endpoint: 'http://fcm.googleapis.com/x' }, 'endpoint'],
    [{ endpoint: 'https://fcm.googleapis.com.exemple.sn/x' }, 'endpoint'],
    [{ keys: { p256dh: 'AAAA', auth: 'AAAA' } }, 'keys.p256dh'],
  ])('refuse %j', async (wrong, field) => {
    const { token } = shop.admin;
    const { status, body } = await call('POST', '/push/subscriptions', token, { ...service.newTarget(), ...wrong });
    expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
  });
});
