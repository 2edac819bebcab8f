import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toasts } from './toasts.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const { id } of toasts.list) toasts.close(id);
  vi.useRealTimers();
});

const shown = () => toasts.list.map(({ text }) => text);

it('passes by itself, later when something can be pressed, and a failure only when it is closed', () => {
  toasts.show('Enregistré.');
  toasts.show('Rapport prêt.', { action: { label: 'Partager', run: () => undefined } });
  toasts.show('Impossible.', { tone: 'danger' });
  vi.advanceTimersByTime(5_000);
  expect(shown()).toEqual(['Rapport prêt.', 'Impossible.']);
  vi.advanceTimersByTime(60_000);
  expect(shown()).toEqual(['Impossible.']);
});

it('stays while somebody reads it', () => {
  toasts.show('Un long message.');
  toasts.keep(toasts.list[0]?.id ?? 0);
  vi.advanceTimersByTime(60_000);
  expect(shown()).toEqual(['Un long message.']);
});
