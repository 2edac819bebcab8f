import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryKey } from '../delivery.ts';
import { accepted, aDelivery, type OutboxBench, openOutboxBench, scriptedChannel } from '../testing/bench.ts';

let bench: OutboxBench;
beforeAll(async () => {
  bench = await openOutboxBench();
});
afterAll(() => bench.close());

describe('an answer that was lost', () => {
  it('is looked for, and the message is not sent twice', async () => {
    const channel = scriptedChannel(
      () => ({ kind: 'unknown', reason: 'no-answer' }),
      () => ({ kind: 'sent', messageId: 'SM9' }),
    );
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await server.enqueue([delivery]);
    await bench.pass(server, 2);
    expect(channel.got).toHaveLength(1);
    expect(await bench.store.get(deliveryKey(delivery.id))).toMatchObject({ state: 'SENT', messageId: 'SM9' });
  });

  it('means sending again when the provider has nothing', async () => {
    const channel = scriptedChannel(
      (_message, n) => (n === 1 ? { kind: 'unknown', reason: 'no-answer' } : accepted()),
      () => ({ kind: 'absent' }),
    );
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await server.enqueue([delivery]);
    await bench.pass(server, 2);
    expect(channel.got).toHaveLength(2);
    expect(bench.heardOf(delivery.id)).toEqual(['SENT']);
  });

  it('is told as a doubt where nobody can know', async () => {
    const channel = scriptedChannel((_message, n) => (n === 1 ? { kind: 'unknown', reason: 'no-answer' } : accepted()));
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await server.enqueue([delivery]);
    await bench.pass(server, 2);
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
    await bench.pass(server, 5);
    expect(channel.got).toHaveLength(1);
    expect(bench.heardOf(delivery.id)).toEqual(['SENT']);
  });
});

describe('the provider’s news', () => {
  it('moves a state forward only, in whatever order and however often it comes', async () => {
    const server = bench.server(scriptedChannel(() => accepted('SM5')));
    const delivery = aDelivery(bench.now());
    const key = deliveryKey(delivery.id);
    await server.enqueue([delivery]);
    await server.idle();
    for (const state of ['DELIVERED', 'SENT', 'DELIVERED', 'FAILED', 'READ', 'DELIVERED', 'READ'] as const) {
      await server.news(key, { state, messageId: 'SM5', provider: 'twilio' });
      await server.run();
    }
    expect(bench.heardOf(delivery.id)).toEqual(['SENT', 'DELIVERED', 'READ']);
    expect(await server.news('0'.repeat(32), { state: 'READ', provider: 'twilio' })).toBe(false);
  });

  it('tells of a failure, which the news of the arrival overrules', async () => {
    const server = bench.server(scriptedChannel(() => accepted('SM6')));
    const delivery = aDelivery(bench.now());
    const key = deliveryKey(delivery.id);
    await server.enqueue([delivery]);
    await server.idle();
    await server.news(key, { state: 'FAILED', messageId: 'SM6', provider: 'twilio', reason: 'not-delivered' });
    await server.run();
    await server.news(key, { state: 'SENT', messageId: 'SM6', provider: 'twilio' });
    await server.news(key, { state: 'DELIVERED', messageId: 'SM6', provider: 'twilio' });
    await server.run();
    expect(bench.heardOf(delivery.id)).toEqual(['SENT', 'FAILED', 'DELIVERED']);
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
    expect(await bench.stateOf(delivery.id)).toBe('SENT');
  });
});

describe('the listener', () => {
  it('hears of every state, later when it could not listen', async () => {
    const server = bench.server(
      scriptedChannel(() => accepted()),
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
    await bench.pass(server, 5);
    expect(states).toEqual(['SENT']);
  });
});
