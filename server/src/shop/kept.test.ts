import { expect, test } from 'vitest';
import type { Database } from '../couch/client.ts';
import { kept } from './kept.ts';

const NOON = new Date('2026-03-02T12:00:00.000Z');

/** A shop whose sequence the test sets, and computations that the test ends. */
function bench() {
  let seq = 1;
  const shop = { name: 'shop_a', updateSeq: async () => `${seq}` } as Database;
  const running: { readonly seq: number; end(): void; fail(): void }[] = [];
  const figuresOf = kept<number>(
    () =>
      new Promise((resolve, reject) => {
        const at = seq;
        running.push({ seq: at, end: () => resolve(at), fail: () => reject(new Error('away')) });
      }),
    2,
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { shop, running, ask: () => figuresOf(shop, NOON), sell: () => (seq += 1), turn };
}

test('figures of an unchanged shop are computed once', async () => {
  const { running, ask, turn } = bench();
  const asked = [ask(), ask()];
  await turn();
  expect(running).toHaveLength(1);
  running[0]?.end();
  expect(await Promise.all([...asked, ask()])).toEqual([1, 1, 1]);
  expect(running).toHaveLength(1);
});

test('a shop that sells meanwhile is computed once more, for all who asked after the sale', async () => {
  const { running, ask, sell, turn } = bench();
  const first = ask();
  await turn();
  const later: Promise<number>[] = [];
  for (let n = 0; n < 5; n += 1) {
    sell();
    later.push(ask());
    await turn();
  }
  expect(running).toHaveLength(1);
  running[0]?.end();
  await turn();
  expect(running.map(({ seq }) => seq)).toEqual([1, 6]);
  running[1]?.end();
  expect(await first).toBe(1);
  expect(await Promise.all(later)).toEqual([6, 6, 6, 6, 6]);
});

test('a failure is told to those who shared it, and forgotten', async () => {
  const { running, ask, sell, turn } = bench();
  const first = ask();
  await turn();
  sell();
  const second = ask();
  await turn();
  running[0]?.fail();
  await expect(first).rejects.toThrow('away');
  await turn();
  running[1]?.end();
  expect(await second).toBe(2);
});
