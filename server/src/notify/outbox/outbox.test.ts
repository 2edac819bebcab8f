import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryKey } from '../delivery.ts';
import { accepted, aDelivery, MINUTE, type OutboxBench, openOutboxBench, scriptedChannel } from '../testing/bench.ts';

let bench: OutboxBench;
beforeAll(async () => {
  bench = await openOutboxBench();
});
afterAll(() => bench.close());

describe('the outbox', () => {
  it('sends what it is given once, however often it is given', async () => {
    const channel = scriptedChannel(() => accepted());
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await Promise.all([server.enqueue([delivery, delivery]), server.enqueue([delivery])]);
    await server.enqueue([delivery]);
    await server.run();
    expect(channel.got).toHaveLength(1);
    expect(channel.got[0]?.delivery).toEqual(delivery);
    expect(bench.heardOf(delivery.id)).toEqual(['SENT']);
  });

  it('holds a message until its time', async () => {
    const channel = scriptedChannel(() => accepted());
    const server = bench.server(channel);
    const notBefore = new Date(bench.now().getTime() + 30 * MINUTE);
    await server.enqueue([aDelivery(bench.now(), { notBefore: notBefore.toISOString() })]);
    expect(await server.run()).toBe(notBefore.getTime());
    expect(channel.got).toHaveLength(0);
    await bench.pass(server, 30);
    expect(channel.got).toHaveLength(1);
  });

  it('goes on through an hour of breakdown, ever more slowly, and sends each message once', async () => {
    const endsAt = bench.now().getTime() + 60 * MINUTE;
    const channel = scriptedChannel(() =>
      bench.now().getTime() < endsAt ? { kind: 'later', reason: 'provider-down' } : accepted(),
    );
    const server = bench.server(channel);
    const deliveries = Array.from({ length: 5 }, () => aDelivery(bench.now()));
    await server.enqueue(deliveries);
    await bench.pass(server, 59);
    expect(channel.got.length).toBeGreaterThan(5 * 5);
    expect(channel.got.length).toBeLessThan(5 * 25);
    for (const { id } of deliveries) expect(await bench.stateOf(id)).toBe('QUEUED');
    await bench.pass(server, 20);
    for (const { id } of deliveries) expect(bench.heardOf(id)).toEqual(['SENT']);
  });

  it('gives up after the deadline, aloud, with the last reason; the administrator sends it anew', async () => {
    let isDown = true;
    const channel = scriptedChannel(() => (isDown ? { kind: 'later', reason: 'no-answer' } : accepted()));
    const server = bench.server(channel);
    const deadline = new Date(bench.now().getTime() + 40 * MINUTE).toISOString();
    const delivery = aDelivery(bench.now(), { deadline, tenantId: 'morte' });
    await server.enqueue([delivery]);
    await bench.pass(server, 60);
    expect(bench.heard.at(-1)).toEqual({
      id: delivery.id,
      state: 'FAILED',
      reason: 'Le service d’envoi ne répond pas.',
    });
    const listed = await bench.store.failed('morte', 10);
    expect(listed.map((doc) => doc.delivery.id)).toEqual([delivery.id]);

    isDown = false;
    const key = deliveryKey(delivery.id);
    expect(await server.resend('autre', key, delivery.address)).toBeNull();
    expect(await server.resend('morte', key, delivery.address)).not.toBeNull();
    await server.idle();
    expect(bench.heardOf(delivery.id)).toEqual(['FAILED', 'QUEUED', 'SENT']);
    expect(await bench.store.failed('morte', 10)).toEqual([]);
    expect(await server.resend('morte', key, delivery.address)).toBeNull();
  });

  it('knows what a shop may still send within 24 hours, and how many answers', async () => {
    const server = bench.server(
      scriptedChannel(() => accepted()),
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
    await bench.pass(server, 30);
    expect(channel.got).toHaveLength(1);
    expect(bench.heardOf(delivery.id)).toEqual(['FAILED']);
  });

  it('waits as long as the provider asks, with all its messages', async () => {
    const channel = scriptedChannel((_message, n) =>
      n === 1 ? { kind: 'later', reason: 'rate-limited', retryAfterMs: 10 * MINUTE } : accepted(),
    );
    const server = bench.server(channel);
    await server.enqueue([aDelivery(bench.now())]);
    await server.idle();
    await server.enqueue([aDelivery(bench.now()), aDelivery(bench.now())]);
    await bench.pass(server, 9);
    expect(channel.got).toHaveLength(1);
    await bench.pass(server, 3);
    expect(channel.got).toHaveLength(4);
  });

  it('calls a provider for a few messages at a time, however many there are', async () => {
    let atOnce = 0;
    let most = 0;
    let meet: () => void = () => undefined;
    // The first call lasts until there is a second one beside it.
    const together = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const channel = scriptedChannel(async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      if (atOnce > 1) meet();
      await together;
      await new Promise((resolve) => setTimeout(resolve, 2));
      atOnce -= 1;
      return accepted();
    });
    const server = bench.server(channel);
    await Promise.all(Array.from({ length: 60 }, () => server.enqueue([aDelivery(bench.now())])));
    await server.idle();
    expect(channel.got).toHaveLength(60);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(16);
  });

  it('never writes to whoever answered STOP, but for the answer itself', async () => {
    const channel = scriptedChannel(() => accepted());
    const server = bench.server(channel, { stopped: ['+221700000000'] });
    const to = { recipient: '+221700000000', address: '+221700000000' };
    const alert = aDelivery(bench.now(), to);
    const answer = aDelivery(bench.now(), { ...to, alertType: 'REPLY', eventId: '' });
    await server.enqueue([alert, answer]);
    await server.run();
    expect(channel.got.map(({ delivery }) => delivery.id)).toEqual([answer.id]);
    expect(bench.heardOf(alert.id)).toEqual(['FAILED']);
  });
});

describe('what is done', () => {
  it('is removed after its time, failures too', async () => {
    const server = bench.server(scriptedChannel(() => accepted()));
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
