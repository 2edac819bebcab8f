import { sentKey } from '@digiboost/domain/alerts';
import type { AlertEvent } from '@digiboost/domain/documents';
import { documentFault } from '@digiboost/domain/documents/registry';
import { must } from '@digiboost/domain/shared/must';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConversationBench, openConversationBench, PATIENCE } from '../testing/conversation-bench.ts';
import { aNumber, aWhatsAppShop, deliveryOf, giveNumber } from '../testing/whatsapp-shop.ts';

let bench: ConversationBench;
beforeAll(async () => {
  bench = await openConversationBench();
});
afterAll(() => bench.close());

describe('an answer on WhatsApp', () => {
  it('“1” acknowledges the last open alert, once', async () => {
    const { number, database, event, shop } = await bench.anAlertSent();
    expect(await bench.ask(number, ' 1. ')).toContain('Riz brisé 25 kg est en rupture.');
    const ack = await database.get<{ _id: string; createdBy: string }>(`ack:${event._id}`);
    expect(ack).toMatchObject({ type: 'acknowledgement', eventId: event._id, createdBy: shop.admin.id });
    expect(ack && documentFault(ack)).toBeNull();
    expect(await bench.ask(number, '1')).toBe('Aucune alerte n’attend de réponse.');
  });

  it('a message that comes twice is answered once', async () => {
    const { number } = await bench.anAlertSent();
    for (let times = 0; times < 3; times += 1)
      await bench.twilio.inbound(bench.world.url, number, 'aide', { sid: 'SMtwice' });
    await expect.poll(() => bench.answersTo(number).length, PATIENCE).toBe(1);
    await bench.other.run();
    expect(bench.answersTo(number)[0]?.body).toContain('*STOCK riz*');
  });

  it('answers for every event of one message', async () => {
    const number = aNumber();
    const { database, shop, event, oilEvent } = await aWhatsAppShop(bench.world, number);
    const key = sentKey('WHATSAPP', '0', shop.admin.id);
    const sent = { channel: 'WHATSAPP', recipient: shop.admin.id, state: 'QUEUED', at: event.triggeredAt } as const;
    const others = [`${oilEvent._id}|${key}`];
    const stored = must(await database.get<AlertEvent>(event._id));
    const told: AlertEvent = { ...stored, sent: { ...stored.sent, [key]: { ...sent, others } } };
    expect((await database.put(told)).ok).toBe(true);
    await bench.other.outbox.enqueue([deliveryOf(shop, number, event)]);
    await bench.other.idle();
    const text = await bench.ask(number, '1');
    expect(text).toContain('Riz brisé 25 kg');
    expect(text).toContain('Huile d’arachide');
    expect(await database.get(`ack:${oilEvent._id}`)).not.toBeNull();
  });

  it('opens the 24 hours in which free text is allowed', async () => {
    const { number, delivery } = await bench.anAlertSent();
    expect(bench.to(number).at(-1)?.contentSid).toBe('HXrupture');
    await bench.ask(number, 'aide');
    await bench.other.outbox.enqueue([{ ...delivery, id: `${delivery.id}|text` }]);
    await bench.other.idle();
    expect(bench.to(number).at(-1)).toMatchObject({ contentSid: undefined, body: delivery.content.text });
  });

  it('of somebody who only may look changes nothing', async () => {
    const { shop, event, database } = await aWhatsAppShop(bench.world);
    const viewer = await bench.world.newUser(shop, 'viewer');
    const number = aNumber();
    await giveNumber(bench.world, shop.admin, viewer, number);
    await bench.other.outbox.enqueue([{ ...deliveryOf(shop, number, event), id: `${event._id}|viewer` }]);
    await bench.other.idle();
    expect(await bench.ask(number, '1')).toBe('Aucune alerte n’attend de réponse.');
    expect(await bench.ask(number, 'stock huile')).toContain('Huile d’arachide : *0 bidon*');
    expect(await database.get(`ack:${event._id}`)).toBeNull();
  });

  it('of a number in two shops is for the shop of the alert, and shows the stock of both', async () => {
    const number = aNumber();
    const one = await bench.anAlertSent(number);
    const two = await aWhatsAppShop(bench.world, number);
    const stock = await bench.ask(number, 'stock huile');
    expect(stock).toContain(`*Boutique ${one.shop.id}*`);
    expect(stock).toContain(`*Boutique ${two.shop.id}*`);
    expect(await bench.ask(number, '1')).toContain(`Boutique ${one.shop.id}`);
    expect(await one.database.get(`ack:${one.event._id}`)).not.toBeNull();
    expect(await two.database.get(`ack:${two.event._id}`)).toBeNull();
  });
});
