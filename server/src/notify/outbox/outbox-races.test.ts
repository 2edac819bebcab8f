import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../channel.ts';
import { accepted, aDelivery, MINUTE, type OutboxBench, openOutboxBench, scriptedChannel } from '../testing/bench.ts';

/** A busy machine may be slow. */
const PATIENCE = { timeout: 15_000 };

let bench: OutboxBench;
beforeAll(async () => {
  bench = await openOutboxBench();
});
afterAll(() => bench.close());

describe('two servers', () => {
  it('send each message once between them', async () => {
    const channel = scriptedChannel(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return accepted();
    });
    const [one, two] = [bench.server(channel), bench.server(channel)];
    const deliveries = Array.from({ length: 30 }, () => aDelivery(bench.now()));
    await Promise.all([one.enqueue(deliveries), two.enqueue(deliveries)]);
    await Promise.all([one.run(), two.run(), one.run(), two.run()]);
    const ids = channel.got.map(({ delivery }) => delivery.id).sort();
    expect(ids).toEqual(deliveries.map(({ id }) => id).sort());
    for (const { id } of deliveries) expect(await bench.stateOf(id)).toBe('SENT');
  });
});

describe('a clock that jumps', () => {
  it('back by years does not hold up what waits for another try', async () => {
    const channel = scriptedChannel((_message, n) => (n === 1 ? { kind: 'later', reason: 'no-answer' } : accepted()));
    const server = bench.server(channel);
    const delivery = aDelivery(bench.now());
    await server.enqueue([delivery]);
    await server.idle();
    const year = 365 * 24 * 60 * MINUTE;
    bench.advance(-year);
    await server.run();
    expect(bench.heardOf(delivery.id)).toEqual(['SENT']);
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
    answer(accepted());
    await run;
    await server.run();
    expect(channel.got).toHaveLength(1);
    expect(bench.heardOf(delivery.id)).toEqual(['SENT']);
  });
});
