import { expect, test } from 'vitest';
import { keptAnswers } from './kept-answers.ts';

test('a question about one state is answered once, and asked again when it could not be', async () => {
  const answers = keptAnswers<Promise<number>>(2);
  const [monday, tuesday] = [{}, {}];
  let made = 0;
  const ask = (state: object, question: string) => answers(state, question, async () => ++made);
  expect(await Promise.all([ask(monday, 'a'), ask(monday, 'a'), ask(tuesday, 'a'), ask(monday, 'b')])).toEqual([
    1, 1, 2, 3,
  ]);
  // Of one state the last two questions are kept.
  expect(await Promise.all(['c', 'b', 'a'].map((question) => ask(monday, question)))).toEqual([4, 3, 5]);
  const failing = () => answers(monday, 'd', () => Promise.reject(new Error('away')));
  await expect(failing()).rejects.toThrow('away');
  expect(await ask(monday, 'd')).toBe(6);
});
