import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryKey } from '../notify/delivery.ts';
import { type ConversationBench, openConversationBench, PATIENCE } from '../testing/conversation-bench.ts';
import { aNumber, aWhatsAppShop, deliveryOf, giveNumber } from '../testing/whatsapp-shop.ts';

let bench: ConversationBench;
beforeAll(async () => {
  bench = await openConversationBench();
});
afterAll(() => bench.close());

describe('a number that wants no more messages, or is nobody’s', () => {
  it('“STOP” ends the alerts until “START”', async () => {
    const { number, delivery, shop, event } = await bench.anAlertSent();
    expect(await bench.ask(number, 'Stop !')).toContain('Vous ne recevrez plus d’alertes');
    const again = { ...deliveryOf(shop, number, event), id: `${delivery.id}|again` };
    await bench.other.outbox.enqueue([again]);
    await bench.other.idle();
    expect(await bench.other.deliveries.get(deliveryKey(again.id))).toMatchObject({
      state: 'FAILED',
      reason: 'opted-out',
    });
    await bench.twilio.inbound(bench.world.url, number, 'bonjour');
    expect(await bench.ask(number, 'start')).toContain('de nouveau');
    const last = { ...delivery, id: `${delivery.id}|last` };
    await bench.other.outbox.enqueue([last]);
    await bench.other.idle();
    expect(await bench.stateOf(last.id)).toBe('SENT');
  });

  it('“STOP” that is delivered again after “START” does not count again', async () => {
    const { number } = await aWhatsAppShop(bench.world);
    const stop = () => bench.twilio.inbound(bench.world.url, number, 'STOP', { sid: `SMstop${number.slice(1)}` });
    await stop();
    await expect.poll(() => bench.answersTo(number).length, PATIENCE).toBe(1);
    await bench.ask(number, 'START');
    expect(await stop()).toBe(200);
    expect(await bench.other.numbers.isStopped(number)).toBe(false);
  });

  it('that belongs to no user gets nothing', async () => {
    const stranger = aNumber();
    expect(await bench.twilio.inbound(bench.world.url, stranger, '1')).toBe(200);
    const { shop } = await aWhatsAppShop(bench.world);
    const left = await bench.world.newUser(shop, 'user');
    const number = aNumber();
    await giveNumber(bench.world, shop.admin, left, number);
    await bench.world.call('PATCH', `/api/v1/users/${left.id}`, { token: shop.admin.token, body: { isActive: false } });
    expect(await bench.twilio.inbound(bench.world.url, number, 'stock riz')).toBe(200);
    await bench.other.run();
    expect([...bench.to(stranger), ...bench.to(number)]).toEqual([]);
  });

  it('“STOP” of a number that an alert names, though it is no user’s, is heeded in silence', async () => {
    const { shop, event } = await aWhatsAppShop(bench.world);
    const stranger = aNumber();
    const alert = { ...deliveryOf(shop, stranger, event), id: `${event._id}|stranger`, userId: null };
    await bench.other.outbox.enqueue([alert]);
    await bench.other.idle();
    expect(await bench.twilio.inbound(bench.world.url, stranger, 'STOP')).toBe(200);
    await bench.other.outbox.enqueue([{ ...alert, id: `${alert.id}|2` }]);
    await bench.other.idle();
    expect(await bench.stateOf(`${alert.id}|2`)).toBe('FAILED');
    expect(bench.to(stranger)).toHaveLength(1);
  });
});
