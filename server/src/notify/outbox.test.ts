import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from './channel.ts';
import { deliveryKey } from './delivery.ts';
import { aDelivery, type OutboxBench, openOutboxBench, scriptedChannel } from './testing/bench.ts';

/** A busy machine may be slow. */
const PATIENCE = { timeout: 15_000 };

let bench: OutboxBench;
beforeAll(async () => {
  bench = await openOutboxBench();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.heard.length = 0;
});

const MINUTE = 60_000;
const sent = (messageId = 'SM1'): Outcome => ({ kind: 'sent', messageId });
const stateOf = async (id: string) => (await bench.store.get(deliveryKey(id)))?.state;
const heardOf = (id: string) => bench.heard.filter((one) => one.id === id).map(({ state }) => state);

/** Lets an hour pass in steps, doing what is due at each. */
async function pass(server: { run(): Promise<unknown> }, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    bench.advance(MINUTE);
    await server.run();
  }
}

describe('the outbox', () => {
  it('sends what it is given once, however often it is given', async () => {
    const channel = scriptedChannel(() => sent());
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await Promise.all([server.enqueue([delivery, delivery]), server.enqueue([delivery])]);
    await server.enqueue([delivery]);
    await server.run();
    expect(channel.got).toHaveLength(1);
    expect(channel.got[0]?.delivery).toEqual(delivery);
    expect(heardOf(delivery.id)).toEqual(['SENT']);
  });

  it('holds a message until its time', async () => {
    const channel = scriptedChannel(() => sent());
    const server = bench.server(channel);
    const notBefore = new Date(bench.now().getTime() + 30 * MINUTE);
    await server.enqueue([aDelivery(bench.now(), { notBefore: notBefore.toISOString() })]);
    expect(await server.run()).toBe(notBefore.getTime());
    expect(channel.got).toHaveLength(0);
    await pass(server, 30);
    expect(channel.got).toHaveLength(1);
  });

  it('goes on through an hour of breakdown, ever more slowly, and sends each message once', async () => {
    const endsAt = bench.now().getTime() + 60 * MINUTE;
    const channel = scriptedChannel(() =>
      bench.now().getTime() < endsAt ? { kind: 'later', reason: 'provider-down' } : sent(),
    );
    const server = bench.server(channel);
    const deliveries = Array.from({ length: 5 }, () => aDelivery(bench.now()));
    await server.enqueue(deliveries);
    await pass(server, 59);
    expect(channel.got.length).toBeGreaterThan(5 * 5);
    expect(channel.got.length).toBeLessThan(5 * 25);
    for (const { id } of deliveries) expect(await stateOf(id)).toBe('QUEUED');
    await pass(server, 20);
    for (const { id } of deliveries) expect(heardOf(id)).toEqual(['SENT']);
  });

  it('gives up after the deadline, aloud, with the last reason; the administrator sends it anew', async () => {
    let isDown = true;
    const channel = scriptedChannel(() => (isDown ? { kind: 'later', reason: 'no-answer' } : sent()));
    const server = bench.server(channel);
    const deadline = new Date(bench.now().getTime() + 40 * MINUTE).toISOString();
    const delivery = aDelivery(bench.now(), { deadline, tenantId: 'morte' });
    await server.enqueue([delivery]);
    await pass(server, 60);
    expect(bench.heard.at(-1)).toEqual({
      id: delivery.id,
      state: 'FAILED',
      reason: 'Le fournisseur ne répond pas.',
    });
    const listed = await bench.store.failed('morte', 10);
    expect(listed.map((doc) => doc.delivery.id)).toEqual([delivery.id]);

    isDown = false;
    const key = deliveryKey(delivery.id);
    expect(await server.resend('autre', key)).toBeNull();
    expect(await server.resend('morte', key)).not.toBeNull();
    await server.idle();
    expect(heardOf(delivery.id)).toEqual(['FAILED', 'QUEUED', 'SENT']);
    expect(await bench.store.failed('morte', 10)).toEqual([]);
    expect(await server.resend('morte', key)).toBeNull();
  });

  it('knows what a shop may still send within 24 hours, and how many answers', async () => {
    const server = bench.server(
      scriptedChannel(() => sent()),
      { perDay: 3 },
    );
    const of = (tenantId: string, changes = {}) => aDelivery(bench.now(), { tenantId, ...changes });
    await server.enqueue([of('much'), of('much'), of('much', { alertType: 'REPLY', eventId: '' }), of('other')]);
    expect([await server.left('much'), await server.left('much', 'reply')]).toEqual([1, 2]);
    await server.enqueue([of('much'), of('much')]);
    expect([await server.left('much'), await server.left('other'), await server.left('new')]).toEqual([0, 2, 3]);
    bench.advance(24 * 60 * MINUTE + 1);
    expect(await server.left('much')).toBe(3);
  });

  it('does not try again what the provider refuses for good', async () => {
    const channel = scriptedChannel(() => ({ kind: 'refused', reason: 'address-refused' }));
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await server.enqueue([delivery]);
    await pass(server, 30);
    expect(channel.got).toHaveLength(1);
    expect(heardOf(delivery.id)).toEqual(['FAILED']);
  });

  it('waits as long as the provider asks, with all its messages', async () => {
    const channel = scriptedChannel((_message, n) =>
      n === 1 ? { kind: 'later', reason: 'rate-limited', retryAfterMs: 10 * MINUTE } : sent(),
    );
    const server = bench.server(channel);
    await server.enqueue([aDelivery(bench.now())]);
    await server.idle();
    await server.enqueue([aDelivery(bench.now()), aDelivery(bench.now())]);
    await pass(server, 9);
    expect(channel.got).toHaveLength(1);
    await pass(server, 3);
    expect(channel.got).toHaveLength(4);
  });

  it('calls a provider for a few messages at a time, however many there are', async () => {
    let atOnce = 0;
    let most = 0;
    const channel = scriptedChannel(async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 2));
      atOnce -= 1;
      return sent();
    });
    const server = bench.server(channel);
    await Promise.all(Array.from({ length: 60 }, () => server.enqueue([aDelivery(bench.now())])));
    await server.idle();
    expect(channel.got).toHaveLength(60);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(16);
  });

  it('never writes to whoever answered STOP, but for the answer itself', async () => {
    const channel = scriptedChannel(() => sent());
    const server = bench.server(channel, { stopped: ['+221700000000'] });
    const to = { recipient: '+221700000000', address: '+221700000000' };
    const alert = aDelivery(bench.now(), to);
    const answer = aDelivery(bench.now(), { ...to, alertType: 'REPLY', eventId: '' });
    await server.enqueue([alert, answer]);
    await server.run();
    expect(channel.got.map(({ delivery }) => delivery.id)).toEqual([answer.id]);
    expect(heardOf(alert.id)).toEqual(['FAILED']);
  });
});

describe('an answer that was lost', () => {
  it('is looked for, and the message is not sent twice', async () => {
    const channel = scriptedChannel(
      () => ({ kind: 'unknown', reason: 'no-answer' }),
      () => ({ kind: 'sent', messageId: 'SM9' }),
    );
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await server.enqueue([delivery]);
    await pass(server, 2);
    expect(channel.got).toHaveLength(1);
    expect(await bench.store.get(deliveryKey(delivery.id))).toMatchObject({ state: 'SENT', messageId: 'SM9' });
  });

  it('means sending again when the provider has nothing', async () => {
    const channel = scriptedChannel(
      (_message, n) => (n === 1 ? { kind: 'unknown', reason: 'no-answer' } : sent()),
      () => ({ kind: 'absent' }),
    );
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await server.enqueue([delivery]);
    await pass(server, 2);
    expect(channel.got).toHaveLength(2);
    expect(heardOf(delivery.id)).toEqual(['SENT']);
  });

  it('is told as a doubt where nobody can know', async () => {
    const channel = scriptedChannel((_message, n) => (n === 1 ? { kind: 'unknown', reason: 'no-answer' } : sent()));
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await server.enqueue([delivery]);
    await pass(server, 2);
    expect(channel.got).toHaveLength(2);
    expect(bench.heard.at(-1)).toMatchObject({ state: 'DOUBTFUL', reason: expect.stringContaining('peut-être') });
  });

  it('is made up for by the provider’s own news', async () => {
    const channel = scriptedChannel(() => ({ kind: 'unknown', reason: 'no-answer' }));
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await server.enqueue([delivery]);
    await server.idle();
    expect(await server.news(deliveryKey(delivery.id), { state: 'SENT', messageId: 'm', provider: 'meta' })).toBe(true);
    await pass(server, 5);
    expect(channel.got).toHaveLength(1);
    expect(heardOf(delivery.id)).toEqual(['SENT']);
  });
});

describe('the provider’s news', () => {
  it('moves a state forward only, in whatever order and however often it comes', async () => {
    const server = bench.server(scriptedChannel(() => sent('SM5')));
    const delivery = aDelivery(bench.now());
    const key = deliveryKey(delivery.id);
    await server.enqueue([delivery]);
    await server.idle();
    for (const state of ['DELIVERED', 'SENT', 'DELIVERED', 'FAILED', 'READ', 'DELIVERED', 'READ'] as const) {
      await server.news(key, { state, messageId: 'SM5', provider: 'twilio' });
      await server.run();
    }
    expect(heardOf(delivery.id)).toEqual(['SENT', 'DELIVERED', 'READ']);
    expect(await server.news('0'.repeat(32), { state: 'READ', provider: 'twilio' })).toBe(false);
  });

  it('tells of a failure, which the news of the arrival overrules', async () => {
    const server = bench.server(scriptedChannel(() => sent('SM6')));
    const delivery = aDelivery(bench.now());
    const key = deliveryKey(delivery.id);
    await server.enqueue([delivery]);
    await server.idle();
    await server.news(key, { state: 'FAILED', messageId: 'SM6', provider: 'twilio', reason: 'not-delivered' });
    await server.run();
    await server.news(key, { state: 'SENT', messageId: 'SM6', provider: 'twilio' });
    await server.news(key, { state: 'DELIVERED', messageId: 'SM6', provider: 'twilio' });
    await server.run();
    expect(heardOf(delivery.id)).toEqual(['SENT', 'FAILED', 'DELIVERED']);
  });

  it('sends by the template what came too late for free text', async () => {
    const channel = scriptedChannel((_message, n) => ({ kind: 'sent', messageId: `SM7${n}`, asText: n === 1 }));
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    const key = deliveryKey(delivery.id);
    await server.enqueue([delivery]);
    await server.idle();
    const late = { state: 'FAILED', messageId: 'SM71', provider: 'twilio', reason: 'window-closed' } as const;
    await server.news(key, late);
    await server.run();
    await server.news(key, late);
    await server.run();
    expect(channel.got.map(({ templateOnly }) => templateOnly)).toEqual([false, true]);
    expect(await stateOf(delivery.id)).toBe('SENT');
  });
});

describe('the listener', () => {
  it('hears of every state, later when it could not listen', async () => {
    const server = bench.server(
      scriptedChannel(() => sent()),
      { deaf: true },
    );
    const delivery = aDelivery(bench.now());
    await server.enqueue([delivery]);
    await server.run();
    let refusals = 2;
    const states: string[] = [];
    server.onState(async (_delivery, state) => {
      if (refusals-- > 0) throw new Error('the database restarts');
      states.push(state);
    });
    await pass(server, 5);
    expect(states).toEqual(['SENT']);
  });
});

describe('two servers', () => {
  it('send each message once between them', async () => {
    const channel = scriptedChannel(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return sent();
    });
    const [one, two] = [bench.server(channel), bench.server(channel)];
    const deliveries = Array.from({ length: 30 }, () => aDelivery(bench.now()));
    await Promise.all([one.enqueue(deliveries), two.enqueue(deliveries)]);
    await Promise.all([one.run(), two.run(), one.run(), two.run()]);
    const ids = channel.got.map(({ delivery }) => delivery.id).sort();
    expect(ids).toEqual(deliveries.map(({ id }) => id).sort());
    for (const { id } of deliveries) expect(await stateOf(id)).toBe('SENT');
  });
});

describe('a clock that jumps', () => {
  it('back by years does not hold up what waits for another try', async () => {
    const channel = scriptedChannel((_message, n) => (n === 1 ? { kind: 'later', reason: 'no-answer' } : sent()));
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await server.enqueue([delivery]);
    await server.idle();
    const year = 365 * 24 * 60 * MINUTE;
    bench.advance(-year);
    await server.run();
    expect(heardOf(delivery.id)).toEqual(['SENT']);
    bench.advance(year);
  });

  it('forward while a provider is called sends nothing twice', async () => {
    let answer: (outcome: Outcome) => void = () => {};
    const channel = scriptedChannel(
      () =>
        new Promise<Outcome>((resolve) => {
          answer = resolve;
        }),
    );
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await server.enqueue([delivery]);
    await expect.poll(() => channel.got.length, PATIENCE).toBe(1);
    bench.advance(10 * MINUTE);
    const run = server.run();
    answer(sent());
    await run;
    await server.run();
    expect(channel.got).toHaveLength(1);
    expect(heardOf(delivery.id)).toEqual(['SENT']);
  });
});

describe('what is done', () => {
  it('is removed after its time, failures too', async () => {
    const server = bench.server(scriptedChannel(() => sent()));
    await server.enqueue([aDelivery(bench.now())]);
    await server.run();
    bench.advance(46 * 24 * 60 * MINUTE);
    await server.run();
    let removed = 0;
    for (let more = -1; more !== 0; removed += more) more = await bench.store.removeOld(bench.now(), 100);
    expect(removed).toBeGreaterThan(40);
    expect(await bench.control.range('delivery:', 'delivery;')).toEqual([]);
  });
});
