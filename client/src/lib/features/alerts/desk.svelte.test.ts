import { expect, it } from 'vitest';
import type { AlertBoard } from './alert-board.svelte.ts';
import { AlertDesk } from './desk.svelte.ts';

it('shows what was last known until the board has looked', () => {
  const held = new Map<string, string>();
  const storage = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: held.set.bind(held),
  } as unknown as Storage;
  new AlertDesk('demo', storage).remember(3);
  const desk = new AlertDesk('demo', storage);
  expect([desk.unseen, new AlertDesk('autre', storage).unseen]).toEqual([3, 0]);
  desk.board = { settled: false, waiting: 0 } as unknown as AlertBoard;
  expect(desk.unseen).toBe(3);
  desk.board = { settled: true, waiting: 1 } as unknown as AlertBoard;
  expect(desk.unseen).toBe(1);
});
