import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { type Drafts, openDrafts } from './drafts.ts';
import { memoryDrafts } from './testing/memory-drafts.ts';

describe.each<[string, () => Drafts]>([
  ['on the phone', () => openDrafts(`t${Math.random()}`)],
  ['in memory', memoryDrafts],
])('drafts %s', (_name, open) => {
  it('gives back what was put, until it is removed', async () => {
    const drafts = open();
    const ticket = { lines: [{ productId: 'product:a', quantity: 1 }] };
    await drafts.put('ticket', ticket);
    ticket.lines.length = 0;
    expect(await drafts.get('ticket')).toEqual({ lines: [{ productId: 'product:a', quantity: 1 }] });
    expect(await drafts.keys()).toEqual(['ticket']);
    await drafts.remove('ticket');
    expect(await drafts.get('ticket')).toBeUndefined();
  });

  it('moves what is kept for one caller only', async () => {
    const drafts = open();
    await drafts.put('waiting', 'riz');
    expect(await Promise.all([drafts.move('waiting', 'a'), drafts.move('waiting', 'b')])).toEqual(['riz', undefined]);
    expect(await drafts.keys()).toEqual(['a']);
  });
});

it('keeps the shops apart, and outlives the page', async () => {
  await openDrafts('awa').put('ticket', 1);
  expect(await openDrafts('modou').get('ticket')).toBeUndefined();
  expect(await openDrafts('awa').get('ticket')).toBe(1);
});
