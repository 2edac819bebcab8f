import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryKey } from '../notify/delivery.ts';
import { type ConversationBench, openConversationBench } from '../testing/conversation-bench.ts';

let bench: ConversationBench;
beforeAll(async () => {
  bench = await openConversationBench();
});
afterAll(() => bench.close());

describe('Twilio’s news', () => {
  it('moves the delivery on, whatever the order', async () => {
    const { number, delivery } = await bench.anAlertSent();
    const [message] = bench.to(number);
    expect(message).toMatchObject({ contentSid: 'HXrupture', variables: { 3: 'Stock : 0 sac · Minimum : 5' } });
    const sid = message?.sid ?? '';
    expect(await bench.twilio.status(sid, 'delivered')).toBe(204);
    expect(await bench.twilio.status(sid, 'sent')).toBe(204);
    expect(await bench.stateOf(delivery.id)).toBe('DELIVERED');
    await bench.twilio.status(sid, 'read');
    await bench.twilio.status(sid, 'failed', 63_024);
    expect(await bench.stateOf(delivery.id)).toBe('READ');
  });

  it('is believed only with Twilio’s signature', async () => {
    const { number, delivery } = await bench.anAlertSent();
    const path = `/api/v1/webhooks/twilio/status?delivery=${deliveryKey(delivery.id)}`;
    const body = `MessageSid=${bench.to(number)[0]?.sid}&MessageStatus=read`;
    for (const signature of ['', 'AAAA', undefined]) {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
      };
      expect((await bench.world.call('POST', path, { body, headers })).status).toBe(403);
    }
    expect(await bench.stateOf(delivery.id)).toBe('SENT');
    expect(await bench.twilio.inbound(bench.world.url, number, '1', { signed: false })).toBe(403);
  });
});
