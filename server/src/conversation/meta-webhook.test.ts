import type { Shop } from '@digiboost/domain/documents';
import { someLimits } from '@digiboost/domain/documents/testing/examples';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCouch } from '../couch/client.ts';
import { createLog } from '../http/log.ts';
import { deliveryKey } from '../notify/delivery.ts';
import { createNotify } from '../notify/notify.ts';
import { NO_CHANNELS } from '../notify/notify-config.ts';
import { type MetaLoopback, startMetaLoopback } from '../notify/testing/meta-loopback.ts';
import { mailKey, PATIENCE } from '../testing/conversation-bench.ts';
import { aNumber, aWhatsAppShop, giveNumber } from '../testing/whatsapp-shop.ts';
import { createWorld, type World } from '../testing/world.ts';

let meta: MetaLoopback;
let world: World;
beforeAll(async () => {
  meta = await startMetaLoopback();
  world = await createWorld({ notify: { ...NO_CHANNELS, whatsapp: meta.config } });
});
afterAll(async () => {
  await world.close();
  await meta.close();
});

describe('Meta’s webhook', () => {
  const path = '/api/v1/webhooks/meta';

  it('answers the challenge to whoever knows the token', async () => {
    const query = (token: string) => `?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`;
    const answer = await world.call('GET', path + query('loopback-verify-token'));
    expect([answer.status, answer.text]).toEqual([200, '1158201444']);
    expect((await world.call('GET', path + query('wrong'))).status).toBe(403);
  });

  it('brings news and messages, signed over the body', async () => {
    const { number, delivery, event, database } = await aWhatsAppShop(world);
    const control = connectCouch(world.couchUrl).database(world.controlDatabase);
    const config = { notify: { ...NO_CHANNELS, whatsapp: meta.config }, publicUrl: world.url };
    const sender = createNotify({
      config,
      log: createLog('silent'),
      services: { control, files: { read: async () => null }, key: mailKey },
      now: () => new Date(),
    });
    await sender.outbox.enqueue([delivery]);
    await sender.idle();
    const key = deliveryKey(delivery.id);
    const message = meta.messages.find(({ reference }) => reference === key);
    expect(message).toMatchObject({ type: 'template', template: 'rupture_stock', to: number });

    expect(await meta.status(world.url, message?.id ?? '', 'delivered')).toBe(200);
    expect((await sender.deliveries.get(key))?.state).toBe('DELIVERED');
    expect(await meta.inbound(world.url, number, '1', { signed: false })).toBe(403);
    expect(await meta.inbound(world.url, number, '1')).toBe(200);
    await expect.poll(() => meta.messages.filter(({ to: who }) => who === number).length, PATIENCE).toBe(2);
    expect(meta.messages.at(-1)).toMatchObject({ type: 'text', body: expect.stringContaining('noté') });
    expect(await database.get(`ack:${event._id}`)).not.toBeNull();
  });

  it('brings the word of a button that is pressed below an answer, of what one may see', async () => {
    const { number, shop, database } = await aWhatsAppShop(world);
    const answers = (to: string) => meta.messages.filter((message) => message.to === to);
    const asked = async (to: string, ask: () => Promise<number>) => {
      const before = answers(to).length;
      expect(await ask()).toBe(200);
      await expect.poll(() => answers(to).length, PATIENCE).toBe(before + 1);
      return answers(to).at(-1);
    };
    expect(await asked(number, () => meta.inbound(world.url, number, 'aide'))).toMatchObject({
      type: 'interactive',
      buttons: ['CA', 'Ruptures', 'Achats'],
    });
    expect(await asked(number, () => meta.press(world.url, number, 'CA'))).toMatchObject({
      body: expect.stringContaining('Aujourd’hui'),
      buttons: ['Ruptures', 'Achats', 'Caisse'],
    });
    expect(await asked(number, () => meta.press(world.url, number, 'Caisse'))).toMatchObject({
      buttons: ['CA', 'Dettes', 'Aide'],
    });
    const viewer = await world.newUser(shop, 'viewer');
    const other = aNumber();
    await giveNumber(world, shop.admin, viewer, other);
    const limits = someLimits({ viewer: ['COSTS', 'TILL'] });
    await database.update<Shop>('shop', (doc) => doc && { ...doc, settings: { ...doc.settings, limits: [limits] } });
    expect(await asked(other, () => meta.inbound(world.url, other, 'CA'))).toMatchObject({ buttons: ['Ruptures'] });
  });
});
