import { type Product, productId, revise } from '@digiboost/domain/documents';
import { aSale } from '@digiboost/domain/documents/testing/examples';
import { beforeEach, describe, expect, it } from 'vitest';
import { productDocument } from '../testing/documents.ts';
import { memoryDisk } from '../testing/test-phone.ts';
import type { Pouch } from './pouch.ts';
import { Store } from './store.ts';

const AWA = { at: '2026-03-01T10:00:00.000Z', by: 'awa', deviceId: 'a' };
const LATER = { at: '2026-03-01T11:00:00.000Z', by: 'moussa', deviceId: 'b' };
const note = () => undefined;
const sale = (n: number) => aSale({ at: `2026-03-01T10:00:0${n}.000Z`, device: 'a', n, by: 'awa' });

let disk: Pouch;
let store: Store;
beforeEach(async () => {
  disk = memoryDisk();
  store = await Store.open(disk);
});

/** `disk` with another way to write. */
const withBulkDocs = (bulkDocs: Pouch['bulkDocs']): Promise<Store> =>
  Store.open(new Proxy(disk, { get: (target, name) => (name === 'bulkDocs' ? bulkDocs : Reflect.get(target, name)) }));

describe('what is put', () => {
  it('is stored all or none', async () => {
    await expect(store.put([sale(1), { ...sale(2), day: 'demain' }], note)).rejects.toMatchObject({
      code: 'invalid-document',
    });
    expect(await store.get(sale(1)._id)).toBeNull();
    await store.put([sale(1), sale(2)], note);
    expect(await store.range({ from: 'sale:', to: 'sale;' })).toHaveLength(2);
  });

  it('is stored once when repeated', async () => {
    expect(await store.put([sale(1)], note)).toHaveLength(1);
    expect(await store.put([sale(1)], note)).toHaveLength(0);
    await expect(store.put([{ ...sale(1), customerName: 'Fatou' }], note)).rejects.toThrow('taken');
  });

  it('is an error when the phone is full, and nothing is said to be stored', async () => {
    const full = await withBulkDocs(async () => {
      throw Object.assign(new Error('QuotaExceededError'), { name: 'indexed_db_went_bad', reason: 'abort' });
    });
    const noted: unknown[] = [];
    await expect(full.put([sale(1)], (written) => noted.push(written))).rejects.toMatchObject({ code: 'storage-full' });
    expect(noted).toEqual([]);
  });

  it('is an error when it cannot be read back', async () => {
    const lying = await withBulkDocs(async (docs) => docs.map(() => ({ id: 'x', rev: '1-abc' })));
    await expect(lying.put([sale(1)], note)).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it('merges an edit made on an older version', async () => {
    await store.put([productDocument('riz25', AWA)], note);
    const seen = (await store.get(productId('riz25'))) as Product & { _rev: string };
    await store.put([revise<Product>(seen, { salePrice: 600 }, AWA)], note);
    await store.put([revise<Product>(seen, { minStock: 9 }, LATER)], note);
    expect(await store.get(productId('riz25'))).toMatchObject({ salePrice: 600, minStock: 9, _rev: /^3-/ });
    expect(await store.put([revise<Product>(seen, { minStock: 9 }, LATER)], note)).toEqual([]);
  });
});

describe('a range', () => {
  it('leaves out its end, both ways, within its limit', async () => {
    await store.put([sale(1), sale(2), sale(3)], note);
    const range = { from: sale(1)._id, to: sale(3)._id };
    const ids = async (query: Parameters<Store['range']>[0]) => (await store.range(query)).map(({ _id }) => _id);
    expect(await ids(range)).toEqual([sale(1)._id, sale(2)._id]);
    expect(await ids({ ...range, descending: true })).toEqual([sale(2)._id, sale(1)._id]);
    expect(await ids({ ...range, descending: true, limit: 1 })).toEqual([sale(2)._id]);
    expect(await ids({ ...range, limit: 1 })).toEqual([sale(1)._id]);
  });
});

describe('the state', () => {
  it('is stored in the transaction of the documents, and found again', async () => {
    await store.writeReplicated([{ ...sale(1), _rev: '1-abc' }], { pullSince: '7-x' });
    await store.saveState({ pushedSeq: 3 });
    const again = await Store.open(disk);
    expect(again.state).toMatchObject({ pullSince: '7-x', pushedSeq: 3 });
    expect(await again.get(sale(1)._id)).toMatchObject({ _rev: '1-abc' });
  });

  it('outlives a write of a worker that was replaced', async () => {
    const replaced = await Store.open(disk);
    await replaced.saveState({ pullSince: '1-a', devices: ['a'] });
    await store.writeReplicated([{ ...sale(1), _rev: '1-abc' }], { pullSince: '2-b' });
    await store.saveState({ pushedSeq: 1 });
    expect((await Store.open(disk)).state).toMatchObject({ pullSince: '2-b', pushedSeq: 1, devices: ['a'] });
  });
});
