import { documentFault, type Product } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import { ReplicaError } from '../../replica/types.ts';
import { aProduct, FakeReplica } from '../testing/fake-replica.ts';
import { StockRecorder } from './stock-recorder.svelte.ts';

const rice = aProduct('riz', 450);
const open = () => {
  const replica = new FakeReplica();
  return { replica, recorder: new StockRecorder(replica, () => 'Africa/Dakar') };
};

describe('recording stock', () => {
  it('records a reception with the new purchase price, in one write', async () => {
    const { replica, recorder } = open();
    const movement = await recorder.movement(
      { productId: rice._id, movementType: 'ENTRY', quantity: 25, unitCost: 380.5, reference: ' BL 12 ', reason: ' ' },
      { product: rice, purchasePrice: 380.5 },
    );
    expect(movement).toMatchObject({ movementType: 'ENTRY', quantity: 25, unitCost: 380.5, reference: 'BL 12' });
    expect(movement).not.toHaveProperty('reason');
    expect(movement).not.toHaveProperty('supplierId');
    const product = replica.docs.get(rice._id) as Product;
    expect(product.purchasePrice).toBe(380.5);
    expect(product.edits.purchasePrice).toHaveLength(1);
    expect([...replica.docs.values()].map((doc) => documentFault({ ...doc }))).toEqual([null, null]);
  });

  it('leaves the product alone when the price is the same', async () => {
    const { replica, recorder } = open();
    await recorder.movement(
      { productId: rice._id, movementType: 'ENTRY', quantity: 1, unitCost: rice.purchasePrice },
      { product: rice, purchasePrice: rice.purchasePrice },
    );
    expect(replica.docs.size).toBe(1);
  });

  it('records a count of zero', async () => {
    const { recorder } = open();
    expect(await recorder.count({ productId: rice._id, counted: 0 })).toMatchObject({ type: 'count', counted: 0 });
  });

  it('records once for a double press', async () => {
    const { replica, recorder } = open();
    const input = { productId: rice._id, movementType: 'EXIT', quantity: 2 } as const;
    const [first, second] = await Promise.all([recorder.movement(input), recorder.movement(input)]);
    expect(first).not.toBeNull();
    expect(second).toBeNull();
    expect(replica.docs.size).toBe(1);
  });

  it('refuses what the shop could not store, and says when the phone is full', async () => {
    const { replica, recorder } = open();
    expect(await recorder.movement({ productId: rice._id, movementType: 'EXIT', quantity: -1 })).toBeNull();
    expect(recorder.fault).toBe('invalid-document');
    replica.failure = new ReplicaError('storage-full', 'quota');
    expect(await recorder.count({ productId: rice._id, counted: 3 })).toBeNull();
    expect(recorder.fault).toBe('storage-full');
    expect(replica.docs.size).toBe(0);
  });
});
