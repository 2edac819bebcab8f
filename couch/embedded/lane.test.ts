import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Lane, takeTurn } from './lane.ts';

test('batches of a lane come one after the other, in the order in which they were asked for', async () => {
  const lane = new Lane();
  const told: string[] = [];
  const batch = (name: string, ms: number) =>
    lane.run(async () => {
      told.push(`${name} begins`);
      await wait(ms);
      told.push(`${name} ends`);
    });
  await Promise.all([batch('slow', 20), batch('quick', 0)]);
  expect(told).toEqual(['slow begins', 'slow ends', 'quick begins', 'quick ends']);
});

test('a batch that fails tells whoever asked, and the next one comes all the same', async () => {
  const lane = new Lane();
  const failed = lane.run(() => Promise.reject(new Error('damaged')));
  const next = lane.run(() => 'read');
  await expect(failed).rejects.toThrow('damaged');
  expect(await next).toBe('read');
});

test('between two batches others have their turn, however many batches wait', async () => {
  const lane = new Lane();
  let done = 0;
  const all = Promise.all(Array.from({ length: 50 }, () => lane.run(() => ++done)));
  const other = takeTurn().then(() => done);
  expect(await other).toBeLessThan(5);
  await all;
});

test('whoever is slow to take a piece keeps nobody waiting, and pieces nobody takes are given up', async () => {
  const lane = new Lane();
  let isGivenUp = false;
  async function* pieces() {
    try {
      yield 'first';
      yield 'second';
    } finally {
      isGivenUp = true;
    }
  }
  for await (const piece of lane.each(pieces())) {
    expect(piece).toBe('first');
    expect(await lane.run(() => 'another')).toBe('another');
    break;
  }
  expect(isGivenUp).toBe(true);
});
