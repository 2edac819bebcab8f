import { expect, it, vi } from 'vitest';
import { People } from './people.svelte.ts';

function memoryStorage(): Storage {
  const held = new Map<string, string>();
  return { getItem: (key: string) => held.get(key) ?? null, setItem: held.set.bind(held) } as unknown as Storage;
}

it('remembers names from one opening to the next, shop by shop', () => {
  const storage = memoryStorage();
  new People('demo', storage).remember([{ id: 'demo-1', name: 'Awa' }]);
  expect(new People('demo', storage).name('demo-1')).toBe('Awa');
  expect(new People('demo', storage).name('toString')).toBeUndefined();
  expect(new People('autre', storage).name('demo-1')).toBeUndefined();
});

it('always knows who is signed in', () => {
  const people = new People('demo', memoryStorage(), () => ({ id: 'demo-1', name: 'Awa' }));
  expect(people.name('demo-1')).toBe('Awa');
  expect(people.name('demo-2')).toBeUndefined();
});

it('asks once, and again when nothing was answered', async () => {
  const people = new People('demo', undefined);
  const offline = vi.fn(async () => null);
  await people.learn(offline);
  await people.learn(offline);
  expect(offline).toHaveBeenCalledTimes(2);
  const ask = vi.fn(async () => [{ id: 'demo-2', name: 'Modou' }]);
  await Promise.all([people.learn(ask), people.learn(ask)]);
  await people.learn(ask);
  expect(ask).toHaveBeenCalledOnce();
  expect(people.name('demo-2')).toBe('Modou');
});

it('opens on a broken memory', () => {
  const storage = { getItem: () => '{', setItem: () => undefined } as unknown as Storage;
  expect(new People('demo', storage).name('x')).toBeUndefined();
});

it('knows how to reach a person, and forgets none of it when only the name is told', () => {
  const storage = memoryStorage();
  const people = new People('demo', storage);
  people.remember([
    { id: 'demo-2', name: 'Modou', email: 'modou@b.sn', whatsapp: null, isActive: false },
    { id: 'demo-1', name: 'Awa', email: 'awa@b.sn', whatsapp: '+221771234567', isActive: true },
  ]);
  people.remember([{ id: 'demo-1', name: 'Awa Sarr' }]);
  const known = { id: 'demo-1', name: 'Awa Sarr', email: 'awa@b.sn', whatsapp: '+221771234567', isActive: true };
  expect(new People('demo', storage).active).toEqual([known]);
});

it('reads what the app kept before it knew more than names', () => {
  const storage = memoryStorage();
  storage.setItem('people:demo', JSON.stringify({ 'demo-1': 'Awa', 'demo-2': 3 }));
  expect(new People('demo', storage).active).toEqual([{ id: 'demo-1', name: 'Awa' }]);
});
