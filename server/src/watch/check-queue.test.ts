import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../http/log.ts';
import { checkQueue } from './check-queue.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Checks that take `ms`, and the order in which they began. */
function queueOf(ms: (tenantId: string) => number) {
  const began: string[] = [];
  const queue = checkQueue(async (tenantId) => {
    began.push(tenantId);
    if (tenantId === 'broken') throw new Error('a document that nobody can read');
    // It changes again while it is being checked.
    if (tenantId === 'busy') queue.ask(tenantId);
    await new Promise((resolve) => setTimeout(resolve, ms(tenantId)));
    return null;
  }, createLog('silent'));
  const count = (tenantId: string) => began.filter((one) => one === tenantId).length;
  return { queue, count };
}

test('a shop that changes without end and takes long is checked a third of the time', async () => {
  const { queue, count } = queueOf(() => 3_000);
  queue.ask('busy');
  await vi.advanceTimersByTimeAsync(90_000);
  expect(count('busy')).toBe(10);
  queue.stop();
});

test('a quick one is checked again after a moment', async () => {
  const { queue, count } = queueOf(() => 10);
  queue.ask('busy');
  await vi.advanceTimersByTimeAsync(2_600);
  expect(count('busy')).toBe(10);
  queue.stop();
});

test('a shop that cannot be checked is tried ever more rarely, and holds nobody up', async () => {
  const { queue, count } = queueOf(() => 10);
  queue.ask('broken');
  for (let n = 0; n < 20; n += 1) queue.ask(`shop${n}`);
  await vi.advanceTimersByTimeAsync(600);
  expect(Array.from({ length: 20 }, (_, n) => count(`shop${n}`))).toEqual(Array.from({ length: 20 }, () => 1));
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(count('broken')).toBeLessThan(75);
  queue.stop();
});
