import { productId } from '@digiboost/domain/documents';
import { expect, it } from 'vitest';
import { memoryDrafts } from '../../drafts/testing/memory-drafts.ts';
import { addToDraft, EMPTY_DRAFT } from './draft.ts';
import { claimDraftSlot, type TryLock } from './draft-slot.ts';

const ticket = addToDraft(EMPTY_DRAFT, { _id: productId('riz'), salePrice: 450 });

function locks(): TryLock {
  const held = new Set<string>();
  return async (name) => {
    if (held.has(name)) return null;
    held.add(name);
    return () => held.delete(name);
  };
}

it('gives a page back the ticket that it left', async () => {
  const drafts = memoryDrafts();
  const tryLock = locks();
  const first = await claimDraftSlot(drafts, 'demo', tryLock);
  await first.save(ticket);
  first.release();
  expect((await claimDraftSlot(drafts, 'demo', tryLock)).restored).toEqual(ticket);
});

it('never gives two open pages the same ticket, and finds one that a dead page left', async () => {
  const drafts = memoryDrafts();
  const tryLock = locks();
  const first = await claimDraftSlot(drafts, 'demo', tryLock);
  const second = await claimDraftSlot(drafts, 'demo', tryLock);
  await second.save(ticket);
  expect((await claimDraftSlot(drafts, 'demo', tryLock)).restored).toBeNull();
  first.release();
  second.release();
  expect((await claimDraftSlot(drafts, 'demo', tryLock)).restored).toEqual(ticket);
});

it('goes on without storage', async () => {
  const broken = () => Promise.reject(new Error('no storage'));
  const slot = await claimDraftSlot(
    { get: broken, put: broken, remove: broken, keys: broken, move: broken },
    'demo',
    locks(),
  );
  expect(slot.restored).toBeNull();
});
