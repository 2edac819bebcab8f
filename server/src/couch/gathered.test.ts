import { expect, test } from 'vitest';
import { gathered } from './gathered.ts';

/** Questions that the test answers. */
function bench() {
  const asked: { readonly keys: readonly string[]; answer(): void; fail(): void }[] = [];
  const ask = gathered<string, string>(
    (keys) =>
      new Promise((resolve, reject) => {
        const n = asked.length + 1;
        asked.push({ keys, answer: () => resolve((key) => `${key}${n}`), fail: () => reject(new Error('away')) });
      }),
  );
  return { asked, ask, turn: () => new Promise((resolve) => setImmediate(resolve)) };
}

test('those who come while a question is under way share the next, which begins after they came', async () => {
  const { asked, ask, turn } = bench();
  const first = ask('a');
  await turn();
  const later = ['a', 'b', 'b', 'c'].map(ask);
  await turn();
  expect(asked.map(({ keys }) => keys)).toEqual([['a']]);
  asked[0]?.answer();
  await turn();
  expect(asked.map(({ keys }) => keys)).toEqual([['a'], ['a', 'b', 'c']]);
  asked[1]?.answer();
  expect([await first, ...(await Promise.all(later))]).toEqual(['a1', 'a2', 'b2', 'b2', 'c2']);
});

test('a question that fails does so for those who shared it, and for nobody after them', async () => {
  const { asked, ask, turn } = bench();
  const first = ask('a');
  await turn();
  const later = ask('a');
  asked[0]?.fail();
  await expect(first).rejects.toThrow('away');
  await turn();
  asked[1]?.answer();
  expect(await later).toBe('a2');
});
