import 'fake-indexeddb/auto';
import { aCount, aMovement, anOrder, aProduct, aShop } from '@digiboost/domain/documents/testing/examples';
import { ok } from '@digiboost/domain/shared/result';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FirstLook } from './first-look.ts';
import { createProjector } from './projector.ts';
import { LiveShopModel } from './shop-model.svelte.ts';
import { serverSnapshot } from './testing/test-shop.ts';

const NOW = '2026-03-02T18:00:00.000Z';
const SHOP = [aShop(), aProduct(), aCount({ at: '2025-12-01T08:00:00.000Z', counted: 8 })];
const NO_DOCUMENTS = { range: async () => [], fetch: async () => ok([]) };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function phoneWith(name: string) {
  const projector = createProjector({ name, now: () => NOW });
  closing.push(() => projector.close());
  await projector.open();
  await projector.bootstrap({ ...serverSnapshot(SHOP, '2026-01-02T00:00:00.000Z'), unsent: [], localSeq: 10 });
  return projector;
}

function open(name: string, look: FirstLook): LiveShopModel {
  const model = new LiveShopModel({ name, documents: NO_DOCUMENTS, now: () => NOW, first: look.take(name) });
  closing.push(() => model.close());
  return model;
}

describe('FirstLook', () => {
  it('gives the model its figures before anything is awaited', async () => {
    await phoneWith('look1');
    const look = new FirstLook('look1');
    await look.done;
    const model = open('look1', look);
    expect(model.ready).toBe(true);
    expect(model.shop?.name).toBe(aShop().name);
    expect(model.overview?.stock.products).toBe(1);
    await vi.waitFor(() => expect(model.products.map(({ onHand }) => onHand)).toEqual([8]));
  });

  it('catches up with what was projected between the look and the model', async () => {
    const projector = await phoneWith('look2');
    const look = new FirstLook('look2');
    await look.done;
    const entry = aMovement({ at: '2026-02-01T08:00:00.000Z', quantity: 4 });
    await projector.apply({ docs: [entry, anOrder()], localSeq: 12 });
    const model = open('look2', look);
    await model.opened;
    await vi.waitFor(() => expect(model.products.map(({ onHand }) => onHand)).toEqual([12]));
  });

  it('finds nothing on a phone without figures, and leaves another shop to its own model', async () => {
    const empty = new FirstLook('look3');
    await empty.done;
    const model = open('look3', empty);
    expect(model.ready).toBe(true);
    expect(model.populated).toBe(false);
    await phoneWith('look4');
    const other = new FirstLook('look4');
    await other.done;
    expect(other.take('look5')).toBeNull();
    expect(other.take('look4')).toBeNull();
  });

  it('serves one model only: the next one reads for itself', async () => {
    await phoneWith('look6');
    const look = new FirstLook('look6');
    await look.done;
    open('look6', look);
    expect(look.take('look6')).toBeNull();
  });
});
