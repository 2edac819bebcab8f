import type { Product } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import type { ProductRow } from '../../model/types.ts';
import { aProduct, FakeReplica } from '../testing/fake-replica.ts';
import { MovementForm, type MovementKind } from './movement-form.svelte.ts';

const rice: Product = { ...aProduct('riz', 450), packSize: 25, supplierId: 'supplier:sandaga' };
const row: ProductRow = { id: rice._id, product: rice, onHand: 3.3, status: 'OK', countedAt: '', unitCost: 400 };

function open(kind: MovementKind) {
  const replica = new FakeReplica();
  const form = new MovementForm(
    replica,
    () => 'Africa/Dakar',
    kind,
    () => row,
  );
  return { replica, form, saved: () => [...replica.docs.values()] };
}

describe('a movement while it is typed', () => {
  it.each([
    ['ENTRY', ['quantity']],
    ['EXIT', ['quantity']],
    ['ADJUSTMENT', ['quantity', 'note']],
    ['COUNT', ['quantity']],
  ] as const)('%s says what is missing only once it was tried', async (kind, missing) => {
    const { form, replica } = open(kind);
    expect(form.faults).toEqual({});
    expect(await form.save()).toBe(false);
    const { faults } = form;
    expect(Object.entries(faults).flatMap(([name, fault]) => (fault ? [name] : []))).toEqual(missing);
    expect(replica.docs.size).toBe(0);
  });

  it('receives whole packs at a new price, which the product keeps unless asked not to', async () => {
    const { form, saved } = open('ENTRY');
    form.setPacks(2);
    expect([form.quantity, form.after]).toEqual([50, 53.3]);
    form.cost = 380.5;
    form.reference = ' BL 12 ';
    expect(await form.save()).toBe(true);
    const [movement, product] = saved();
    const paid = { unitCost: 380.5, reference: 'BL 12', supplierId: 'supplier:sandaga' };
    expect(movement).toMatchObject({ movementType: 'ENTRY', quantity: 50, ...paid });
    expect(product).toMatchObject({ type: 'product', purchasePrice: 380.5 });
    const other = open('ENTRY');
    Object.assign(other.form, { quantity: 1, cost: 1, keepCost: false });
    await other.form.save();
    expect(other.saved()).toHaveLength(1);
  });

  it('owes the supplier what is paid later, and nobody what came from no supplier', async () => {
    const { form, saved } = open('ENTRY');
    Object.assign(form, { quantity: 10, cost: 400, onAccount: true });
    expect(await form.save()).toBe(true);
    expect(saved()[0]).toMatchObject({ onAccount: true, supplierId: 'supplier:sandaga', unitCost: 400 });
    const other = open('ENTRY');
    Object.assign(other.form, { quantity: 10, cost: 400, onAccount: true, supplierId: '' });
    expect(await other.form.save()).toBe(true);
    expect(other.saved()[0]).not.toHaveProperty('onAccount');
  });

  it('keeps the last day and the lot of what came, and leaves out what was not typed', async () => {
    const { form, saved } = open('ENTRY');
    Object.assign(form, { quantity: 10, cost: 450, expiresOn: '2026-12-10', lot: ' L-7 ' });
    expect(await form.save()).toBe(true);
    expect(saved()[0]).toMatchObject({ expiresOn: '2026-12-10', lot: 'L-7' });
    const other = open('ENTRY');
    Object.assign(other.form, { quantity: 10, cost: 450 });
    await other.form.save();
    expect(other.saved()[0]).not.toHaveProperty('expiresOn');
  });

  it('takes out for a reason, in words when it is another one', async () => {
    const { form, saved } = open('EXIT');
    form.quantity = 4;
    expect([form.after, form.needsNote]).toEqual([-0.7, false]);
    form.exitReason = 'other';
    expect(await form.save()).toBe(false);
    form.note = ' offert ';
    expect(await form.save()).toBe(true);
    expect(saved()[0]).toMatchObject({
      movementType: 'EXIT',
      quantity: 4,
      reason: expect.stringMatching(/ : offert$/),
    });
  });

  it('adjusts in both directions', async () => {
    const { form, saved } = open('ADJUSTMENT');
    Object.assign(form, { quantity: 0.3, direction: 'take', note: 'erreur' });
    expect(form.after).toBe(3);
    expect(await form.save()).toBe(true);
    expect(saved()[0]).toMatchObject({ movementType: 'ADJUSTMENT', quantity: -0.3, reason: 'erreur' });
  });

  it('counts, zero too', async () => {
    const { form, saved } = open('COUNT');
    form.quantity = 0;
    expect([form.after, form.difference]).toEqual([0, -3.3]);
    expect(await form.save()).toBe(true);
    expect(saved()[0]).toMatchObject({ type: 'count', counted: 0 });
  });
});
