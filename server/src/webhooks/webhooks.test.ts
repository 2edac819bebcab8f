import { createSecretKey } from 'node:crypto';
import { sentKey } from '@digiboost/domain/alerts';
import { type AlertEvent, type Order, type Product, revise } from '@digiboost/domain/documents';
import { anOrder, aProduct } from '@digiboost/domain/documents/factories';
import { documentFault } from '@digiboost/domain/documents/registry';
import { cancel } from '@digiboost/domain/purchase';
import { must } from '@digiboost/domain/shared/must';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCouch } from '../couch/client.ts';
import { createLog } from '../http/log.ts';
import { deliveryKey } from '../notify/delivery.ts';
import { createNotify, type Notify } from '../notify/notify.ts';
import { NO_CHANNELS } from '../notify/notify-config.ts';
import { type MetaLoopback, startMetaLoopback } from '../notify/testing/meta-loopback.ts';
import { startTwilioLoopback, type TwilioLoopback } from '../notify/testing/twilio-loopback.ts';
import { aNumber, aWhatsAppShop, deliveryOf, giveNumber } from '../notify/testing/whatsapp-shop.ts';
import { createWorld, type World } from '../testing/world.ts';

/** A busy machine may be slow. */
const PATIENCE = { timeout: 15_000 };
const mailKey = { mailSecret: createSecretKey(new Uint8Array(32)) };

let twilio: TwilioLoopback;
let meta: MetaLoopback;
let world: World;
let metaWorld: World;
/** A second server beside the one that is called: it sends the alerts. */
let other: Notify;
beforeAll(async () => {
  twilio = await startTwilioLoopback();
  meta = await startMetaLoopback();
  const notify = { ...NO_CHANNELS, whatsapp: twilio.config };
  world = await createWorld({ notify });
  metaWorld = await createWorld({ notify: { ...NO_CHANNELS, whatsapp: meta.config } });
  const control = connectCouch(world.couchUrl).database(world.controlDatabase);
  const config = { notify, publicUrl: world.url };
  other = createNotify({
    config,
    log: createLog('silent'),
    services: { control, key: mailKey },
    now: () => new Date(),
  });
});
afterAll(async () => {
  await Promise.all([world.close(), metaWorld.close()]);
  await Promise.all([twilio.close(), meta.close()]);
});

const to = (number: string) => twilio.messages.filter((message) => message.to === number);
const answersTo = (number: string) => to(number).filter(({ contentSid }) => contentSid === undefined);

/** Writes to the shop's number and waits for the answer. */
async function ask(number: string, text: string, repliedTo?: string): Promise<string> {
  const before = answersTo(number).length;
  expect(await twilio.inbound(world.url, number, text, repliedTo === undefined ? {} : { repliedTo })).toBe(200);
  await expect.poll(() => answersTo(number).length, PATIENCE).toBe(before + 1);
  return answersTo(number).at(-1)?.body.replaceAll('\u202f', ' ') ?? '';
}

async function anAlertSent(number = aNumber()) {
  const shop = await aWhatsAppShop(world, number);
  await other.enqueue([shop.delivery]);
  await other.engine.idle();
  return shop;
}

const stateOf = async (id: string) => (await other.store.get(deliveryKey(id)))?.state;

describe('Twilio’s news', () => {
  it('moves the delivery on, whatever the order', async () => {
    const { number, delivery } = await anAlertSent();
    const [message] = to(number);
    expect(message).toMatchObject({ contentSid: 'HXrupture', variables: { 3: 'Stock : 0 sac · Minimum : 5' } });
    const sid = message?.sid ?? '';
    expect(await twilio.status(sid, 'delivered')).toBe(204);
    expect(await twilio.status(sid, 'sent')).toBe(204);
    expect(await stateOf(delivery.id)).toBe('DELIVERED');
    await twilio.status(sid, 'read');
    await twilio.status(sid, 'failed', 63_024);
    expect(await stateOf(delivery.id)).toBe('READ');
  });

  it('is believed only with Twilio’s signature', async () => {
    const { number, delivery } = await anAlertSent();
    const path = `/api/v1/webhooks/twilio/status?delivery=${deliveryKey(delivery.id)}`;
    const body = `MessageSid=${to(number)[0]?.sid}&MessageStatus=read`;
    for (const signature of ['', 'AAAA', undefined]) {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
      };
      expect((await world.call('POST', path, { body, headers })).status).toBe(403);
    }
    expect(await stateOf(delivery.id)).toBe('SENT');
    expect(await twilio.inbound(world.url, number, '1', { signed: false })).toBe(403);
  });
});

describe('an answer on WhatsApp', () => {
  it('“1” acknowledges the last open alert, once', async () => {
    const { number, database, event, shop } = await anAlertSent();
    expect(await ask(number, ' 1. ')).toContain('Riz brisé 25 kg est en rupture.');
    const ack = await database.get<{ _id: string; createdBy: string }>(`ack:${event._id}`);
    expect(ack).toMatchObject({ type: 'acknowledgement', eventId: event._id, createdBy: shop.admin.id });
    expect(ack && documentFault(ack)).toBeNull();
    expect(await ask(number, '1')).toBe('Aucune alerte n’attend de réponse.');
  });

  it('a message that comes twice is answered once', async () => {
    const { number } = await anAlertSent();
    for (let times = 0; times < 3; times += 1) await twilio.inbound(world.url, number, 'aide', { sid: 'SMtwice' });
    await expect.poll(() => answersTo(number).length, PATIENCE).toBe(1);
    await other.run();
    expect(answersTo(number)[0]?.body).toContain('*STOCK riz*');
  });

  it('“2” makes one draft order of the alert, and says why that much', async () => {
    const { number, database } = await anAlertSent();
    const text = await ask(number, '2');
    expect(text).toContain('Commande préparée pour *Sandaga Gros* (brouillon)');
    expect(text).toContain('Riz brisé 25 kg : *10 sacs* (pour revenir au double du stock minimum)');
    const orders = await database.range<Order>('order:', 'order;');
    expect(orders).toMatchObject([
      {
        status: 'DRAFT',
        supplierId: 'supplier:sandaga',
        lines: [{ productId: 'product:riz', quantity: 10, unitCost: 9500 }],
      },
    ]);
    for (const order of orders) expect(documentFault({ ...order })).toBeNull();
    expect(await ask(number, '2')).toContain('Riz brisé 25 kg : *10 sacs* déjà dans la commande en préparation');
    expect(await database.range('order:', 'order;')).toEqual(orders);
  });

  it('“2” orders what was seen before by “1”, whether the message is quoted or not', async () => {
    for (const isQuoting of [false, true]) {
      const { number, database, delivery } = await anAlertSent();
      const quoted = isQuoting ? (await other.store.get(deliveryKey(delivery.id)))?.messageId : undefined;
      expect(await ask(number, '1', quoted)).toContain('C’est noté');
      expect(await ask(number, '2', quoted)).toContain('Riz brisé 25 kg : *10 sacs*');
      expect(await database.range('order:', 'order;')).toHaveLength(1);
    }
  });

  it('“2” orders nothing that is on its way', async () => {
    const { number, database } = await anAlertSent();
    const at = new Date().toISOString();
    const lines = [{ productId: 'product:riz' as const, quantity: 300, unitCost: 9500 }];
    await database.put(anOrder({ status: 'SENT', sentAt: at, supplierId: 'supplier:sandaga', lines }));
    const text = await ask(number, '2');
    expect(text).toBe('• Riz brisé 25 kg : 0 sac en stock et 300 en route, rien à commander.');
    expect(await database.range('order:', 'order;')).toHaveLength(1);
    expect(await ask(number, '1')).toBe('Aucune alerte n’attend de réponse.');
  });

  it('“2” adds to the supplier’s draft, and orders no product twice', async () => {
    const { number, database, shop, oilEvent } = await anAlertSent();
    const lines = [{ productId: 'product:parfume' as const, quantity: 3, unitCost: 9500 }];
    const draft = anOrder({ status: 'DRAFT', supplierId: 'supplier:sandaga', lines });
    await database.put(draft);
    await other.enqueue([deliveryOf(shop, number, oilEvent)]);
    await other.engine.idle();
    const text = await ask(number, '2');
    expect(text).toContain('Ajouté à la commande en préparation pour *Sandaga Gros* (brouillon)');
    expect(text).toContain('Huile d’arachide : *10 bidons*');
    // What the last message asks for is ordered: the next answer is for the message before.
    expect(await ask(number, '2')).toContain('Riz brisé 25 kg : *10 sacs* (');
    expect(await ask(number, '2')).toContain('Huile d’arachide : *10 bidons* déjà dans la commande');
    const [order, ...others] = await database.range<Order>('order:', 'order;');
    expect(others).toEqual([]);
    expect(order).toMatchObject({
      _id: draft._id,
      lines: [
        { productId: 'product:parfume', quantity: 3 },
        { productId: 'product:huile', quantity: 10 },
        { productId: 'product:riz', quantity: 10 },
      ],
    });
    expect(order && documentFault({ ...order })).toBeNull();
  });

  it('“2” makes another order once the first was given up', async () => {
    const { number, database } = await anAlertSent();
    await ask(number, '2');
    const [order] = await database.range<Order>('order:', 'order;');
    await database.put(cancel(must(order), { at: new Date().toISOString(), by: 'u', deviceId: 'server' }));
    expect(await ask(number, '2')).toContain('Commande préparée pour *Sandaga Gros*');
    expect(await database.range('order:', 'order;')).toHaveLength(2);
  });

  it('takes the message that is quoted, and what is recommended now', async () => {
    const { number, delivery, shop, oilEvent, database } = await anAlertSent();
    await other.enqueue([deliveryOf(shop, number, oilEvent)]);
    await other.engine.idle();
    const oil = must(await database.get<Product>('product:huile'));
    await database.put(revise(oil, { minStock: 15 }, { at: new Date().toISOString(), by: 'u', deviceId: 'server' }));
    const first = (await other.store.get(deliveryKey(delivery.id)))?.messageId ?? '';
    expect(await ask(number, 'OK', first)).toContain('Riz brisé');
    expect(await ask(number, '2')).toContain('Huile d’arachide : *30 bidons* (');
  });

  it('answers for every event of one message', async () => {
    const number = aNumber();
    const { database, shop, event, oilEvent } = await aWhatsAppShop(world, number);
    const key = sentKey('WHATSAPP', '0', shop.admin.id);
    const sent = { channel: 'WHATSAPP', recipient: shop.admin.id, state: 'QUEUED', at: event.triggeredAt } as const;
    const others = [`${oilEvent._id}|${key}`];
    const stored = must(await database.get<AlertEvent>(event._id));
    const told: AlertEvent = { ...stored, sent: { ...stored.sent, [key]: { ...sent, others } } };
    expect((await database.put(told)).ok).toBe(true);
    await other.enqueue([deliveryOf(shop, number, event)]);
    await other.engine.idle();
    const text = await ask(number, '1');
    expect(text).toContain('Riz brisé 25 kg');
    expect(text).toContain('Huile d’arachide');
    expect(await database.get(`ack:${oilEvent._id}`)).not.toBeNull();
  });

  it('“STOCK riz” tells what there is, without accents or case; several, one or none', async () => {
    const { number } = await aWhatsAppShop(world);
    expect(await ask(number, 'stock RIZ')).toBe(
      '• Riz brisé 25 kg : *0 sac* – RUPTURE\n• Riz parfumé 5 kg : *12 sacs*',
    );
    expect(await ask(number, 'Stock de parfumé')).toBe('• Riz parfumé 5 kg : *12 sacs*');
    expect(await ask(number, 'STOCK sucre')).toContain('Aucun produit ne correspond');
    expect(await ask(number, 'stock')).toContain('STOCK riz');
  });

  it('“STOP” ends the alerts until “START”', async () => {
    const { number, delivery, shop, event } = await anAlertSent();
    expect(await ask(number, 'Stop !')).toContain('Vous ne recevrez plus d’alertes');
    const again = { ...deliveryOf(shop, number, event), id: `${delivery.id}|again` };
    await other.enqueue([again]);
    await other.engine.idle();
    expect(await other.store.get(deliveryKey(again.id))).toMatchObject({ state: 'FAILED', reason: 'opted-out' });
    await twilio.inbound(world.url, number, 'bonjour');
    expect(await ask(number, 'start')).toContain('de nouveau');
    const last = { ...delivery, id: `${delivery.id}|last` };
    await other.enqueue([last]);
    await other.engine.idle();
    expect(await stateOf(last.id)).toBe('SENT');
  });

  it('“STOP” that is delivered again after “START” does not count again', async () => {
    const { number } = await aWhatsAppShop(world);
    const stop = () => twilio.inbound(world.url, number, 'STOP', { sid: `SMstop${number.slice(1)}` });
    await stop();
    await expect.poll(() => answersTo(number).length, PATIENCE).toBe(1);
    await ask(number, 'START');
    expect(await stop()).toBe(200);
    expect(await other.numbers.isStopped(number)).toBe(false);
  });

  it('opens the 24 hours in which free text is allowed', async () => {
    const { number, delivery } = await anAlertSent();
    expect(to(number).at(-1)?.contentSid).toBe('HXrupture');
    await ask(number, 'aide');
    await other.enqueue([{ ...delivery, id: `${delivery.id}|text` }]);
    await other.engine.idle();
    expect(to(number).at(-1)).toMatchObject({ contentSid: undefined, body: delivery.content.text });
  });

  it('of somebody who only may look changes nothing', async () => {
    const { shop, event, database } = await aWhatsAppShop(world);
    const viewer = await world.newUser(shop, 'viewer');
    const number = aNumber();
    await giveNumber(world, shop.admin, viewer, number);
    await other.enqueue([{ ...deliveryOf(shop, number, event), id: `${event._id}|viewer` }]);
    await other.engine.idle();
    expect(await ask(number, '1')).toBe('Aucune alerte n’attend de réponse.');
    expect(await ask(number, 'stock huile')).toContain('Huile d’arachide : *0 bidon*');
    expect(await database.get(`ack:${event._id}`)).toBeNull();
  });

  it('of a number that belongs to no user gets nothing', async () => {
    const stranger = aNumber();
    expect(await twilio.inbound(world.url, stranger, '1')).toBe(200);
    const { shop } = await aWhatsAppShop(world);
    const left = await world.newUser(shop, 'user');
    const number = aNumber();
    await giveNumber(world, shop.admin, left, number);
    await world.call('PATCH', `/api/v1/users/${left.id}`, { token: shop.admin.token, body: { isActive: false } });
    expect(await twilio.inbound(world.url, number, 'stock riz')).toBe(200);
    await other.run();
    expect([...to(stranger), ...to(number)]).toEqual([]);
  });

  it('“STOP” of a number that an alert names, though it is no user’s, is heeded in silence', async () => {
    const { shop, event } = await aWhatsAppShop(world);
    const stranger = aNumber();
    const alert = { ...deliveryOf(shop, stranger, event), id: `${event._id}|stranger`, userId: null };
    await other.enqueue([alert]);
    await other.engine.idle();
    expect(await twilio.inbound(world.url, stranger, 'STOP')).toBe(200);
    await other.enqueue([{ ...alert, id: `${alert.id}|2` }]);
    await other.engine.idle();
    expect(await stateOf(`${alert.id}|2`)).toBe('FAILED');
    expect(to(stranger)).toHaveLength(1);
  });

  it('of a number in two shops is for the shop of the alert, and shows the stock of both', async () => {
    const number = aNumber();
    const one = await anAlertSent(number);
    const two = await aWhatsAppShop(world, number);
    const stock = await ask(number, 'stock huile');
    expect(stock).toContain(`*Boutique ${one.shop.id}*`);
    expect(stock).toContain(`*Boutique ${two.shop.id}*`);
    expect(await ask(number, '1')).toContain(`Boutique ${one.shop.id}`);
    expect(await one.database.get(`ack:${one.event._id}`)).not.toBeNull();
    expect(await two.database.get(`ack:${two.event._id}`)).toBeNull();
  });
});

describe('a shop that says that a number is theirs', () => {
  it('does not push the holder’s own shop out of the answer, whatever it calls its products', async () => {
    const number = aNumber();
    const own = await aWhatsAppShop(world, number);
    const hostile = await aWhatsAppShop(world, number);
    const docs = Array.from({ length: 20 }, (_, n) =>
      aProduct({ _id: `product:x${n}`, code: `X${n}`, name: `Huile\r\n*${'x'.repeat(180)}*` }),
    );
    await hostile.database.request('post', '_bulk_docs', { docs });
    const stock = await ask(number, 'stock huile');
    for (const { shop } of [own, hostile]) expect(stock).toContain(`*Boutique ${shop.id}*`);
    expect(stock).toContain('Huile d’arachide : *0 bidon*');
    expect(stock.length).toBeLessThanOrEqual(1600);
  });
});

describe('Meta’s webhook', () => {
  const path = '/api/v1/webhooks/meta';

  it('answers the challenge to whoever knows the token', async () => {
    const query = (token: string) => `?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`;
    const answer = await metaWorld.call('GET', path + query('loopback-verify-token'));
    expect([answer.status, answer.text]).toEqual([200, '1158201444']);
    expect((await metaWorld.call('GET', path + query('wrong'))).status).toBe(403);
  });

  it('brings news and messages, signed over the body', async () => {
    const { number, delivery, event, database } = await aWhatsAppShop(metaWorld);
    const control = connectCouch(metaWorld.couchUrl).database(metaWorld.controlDatabase);
    const config = { notify: { ...NO_CHANNELS, whatsapp: meta.config }, publicUrl: metaWorld.url };
    const sender = createNotify({
      config,
      log: createLog('silent'),
      services: { control, key: mailKey },
      now: () => new Date(),
    });
    await sender.enqueue([delivery]);
    await sender.engine.idle();
    const key = deliveryKey(delivery.id);
    const message = meta.messages.find(({ reference }) => reference === key);
    expect(message).toMatchObject({ type: 'template', template: 'rupture_stock', to: number });

    expect(await meta.status(metaWorld.url, message?.id ?? '', 'delivered')).toBe(200);
    expect((await sender.store.get(key))?.state).toBe('DELIVERED');
    expect(await meta.inbound(metaWorld.url, number, '1', { signed: false })).toBe(403);
    expect(await meta.inbound(metaWorld.url, number, '1')).toBe(200);
    await expect.poll(() => meta.messages.filter(({ to: who }) => who === number).length, PATIENCE).toBe(2);
    expect(meta.messages.at(-1)).toMatchObject({ type: 'text', body: expect.stringContaining('noté') });
    expect(await database.get(`ack:${event._id}`)).not.toBeNull();
  });
});

describe('the log', () => {
  it('holds no message and no number', async () => {
    const { number } = await anAlertSent();
    await ask(number, 'stock huile secrète');
    const log = world.logged();
    expect(log).toContain('a message was answered');
    for (const secret of [number, number.slice(1), 'Riz brisé', 'secr']) expect(log.includes(secret)).toBe(false);
  });
});
