import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

test('a shop with many messages leaves the next turn to the one with few', async () => {
  const slots = createSlots(2);
  const done: string[] = [];
  let busy = 0;
  let most = 0;
  const send = (owner: string, n: number) =>
    slots(owner, async () => {
      busy += 1;
      most = Math.max(most, busy);
      await new Promise((resolve) => setTimeout(resolve, 1));
      busy -= 1;
      done.push(`${owner}${n}`);
      if (owner === 'broken') throw new Error('the provider is away');
    });
  const many = Array.from({ length: 20 }, (_, n) => send('many', n));
  const broken = send('broken', 0).catch(() => undefined);
  const few = [send('few', 0), send('few', 1)];
  await Promise.all(few);
  expect(done.length).toBeLessThanOrEqual(10);
  await Promise.all([...many, broken]);
  expect(most).toBe(2);
  expect(done).toHaveLength(23);
  expect(done.filter((one) => one.startsWith('many'))).toEqual(Array.from({ length: 20 }, (_, n) => `many${n}`));
});
