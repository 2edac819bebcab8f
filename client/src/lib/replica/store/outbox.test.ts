import { type Product, productId, revise } from '@digiboost/domain/documents';
import { aSale } from '@digiboost/domain/documents/testing/examples';
import { beforeEach, describe, expect, it } from 'vitest';
import { productDocument } from '../testing/documents.ts';
import { memoryDisk } from '../testing/test-phone.ts';
import { Outbox } from './outbox.ts';
import { Store } from './store.ts';

const AWA = { at: '2026-03-01T10:00:00.000Z', by: 'awa', deviceId: 'a' };
const MOUSSA = { at: '2026-03-01T11:00:00.000Z', by: 'moussa', deviceId: 'b' };

let store: Store;
beforeEach(async () => {
  store = await Store.open(memoryDisk());
  await store.saveState({ devices: ['a'] });
});

/** `docs` as they come from the server, each with its own history. */
const receive = (...docs: readonly Product[]): Promise<void> =>
  store.writeReplicated(docs.map((doc) => ({ ...doc, _rev: '1-abc', _revisions: { start: 1, ids: ['abc'] } })));

describe('what is found to be sent after a restart', () => {
  it('is nothing of what other devices wrote', async () => {
    await receive(productDocument('riz25', MOUSSA), productDocument('huile', MOUSSA));
    expect((await Outbox.open(store)).size).toBe(0);
  });

  it('is what this phone created, and what it edited of others', async () => {
    await receive(productDocument('huile', MOUSSA));
    const huile = await store.get(productId('huile'));
    const edited = revise(huile as Product, { salePrice: 900 }, AWA);
    await store.put([productDocument('riz25', AWA), edited], () => undefined);
    const outbox = await Outbox.open(store);
    expect(outbox.all().map(({ id }) => id)).toEqual(expect.arrayContaining(['product:huile', 'product:riz25']));
    expect(outbox.size).toBe(2);
  });

  it('is what was handed in here, whoever recorded it', async () => {
    const sale = aSale({ by: 'moussa', device: 'b' });
    await store.put([{ ...sale, handedIn: { by: AWA.by, deviceId: AWA.deviceId, at: AWA.at } }], () => undefined);
    const [pending, ...others] = (await Outbox.open(store)).all();
    expect(others).toEqual([]);
    expect(pending).toMatchObject({ id: sale._id, recordedAt: AWA.at });
  });
});
