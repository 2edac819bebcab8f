import { type Count, documentFault, type Product } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import type { ProductRow } from '../../model/types.ts';
import { DocumentForm } from '../../replica/document-form.svelte.ts';
import { ReplicaError } from '../../replica/types.ts';
import { aProduct, FakeReplica } from '../testing/fake-replica.ts';
import { productKind } from './product-kind.ts';

const rowOf = (product: Product): ProductRow => ({
  id: product._id,
  product,
  onHand: 0,
  status: 'RUPTURE',
  countedAt: '',
  unitCost: 400,
});

function open(editing: Product | null, held: Product[] = editing ? [editing] : []) {
  const replica = new FakeReplica();
  const rows = held.map(rowOf);
  const model = { products: rows, product: (id: string) => rows.find((row) => row.id === id), shop: null };
  return { form: new DocumentForm(replica, productKind(model), editing), replica };
}

describe('a new product', () => {
  it('is created with what was counted on the shelf, in one write', async () => {
    const { form, replica } = open(null);
    Object.assign(form.fields, { name: ' <img src=x onerror=alert(1)> ', salePrice: 1500, purchasePrice: 1200.5 });
    form.fields.initialStock = 12.5;
    const id = await form.save();
    const [product, count] = [...replica.docs.values()] as [Product, Count];
    expect(product._id).toBe(id);
    expect(product).toMatchObject({
      name: '<img src=x onerror=alert(1)>',
      salePrice: 1500,
      isActive: true,
      minStock: 0,
    });
    expect(product.code).toMatch(/^P-/);
    expect(product).not.toHaveProperty('maxStock');
    expect(product).not.toHaveProperty('barcode');
    expect(count).toMatchObject({ productId: id, counted: 12.5 });
    expect([product, count].map((doc) => documentFault({ ...doc }))).toEqual([null, null]);
  });

  it('says what is missing, field by field, and writes nothing', async () => {
    const { form, replica } = open(null, [aProduct('riz', 450, 'Riz')]);
    Object.assign(form.fields, { unit: ' ', code: 'RIZ', minStock: 5, maxStock: 5, packSize: 0 });
    form.fields.initialStock = -1;
    expect(await form.save()).toBeNull();
    expect(Object.keys(form.faults).sort()).toEqual([
      'code',
      'initialStock',
      'maxStock',
      'name',
      'packSize',
      'purchasePrice',
      'salePrice',
      'unit',
    ]);
    form.fields.name = 'S';
    expect(form.faults.name).toBeUndefined();
    expect(form.faults.unit).toBeDefined();
    expect(replica.docs.size).toBe(0);
  });

  it('stays in the form when the phone is full', async () => {
    const { form, replica } = open(null);
    Object.assign(form.fields, { name: 'Sel', salePrice: 100, purchasePrice: 80 });
    replica.failure = new ReplicaError('storage-full', 'quota');
    expect(await form.save()).toBeNull();
    expect(form.fault).toBe('storage-full');
    expect(form.fields.name).toBe('Sel');
  });
});

describe('an edited product', () => {
  const rice = aProduct('riz', 450, 'Riz');

  it('writes only what was changed, on the newest version', async () => {
    const elsewhere = { ...rice, salePrice: 500, edits: { salePrice: ['2026-02-01T00:00:00.000Z|modou|p2'] } };
    const replica = new FakeReplica();
    const rows = [rowOf(elsewhere)];
    const model = { products: rows, product: () => rows[0], shop: null };
    const form = new DocumentForm(replica, productKind(model), rice);
    form.fields.name = 'Riz brisé';
    form.fields.barcode = '123';
    await form.save();
    const saved = replica.docs.get(rice._id) as Product;
    expect(saved).toMatchObject({ name: 'Riz brisé', barcode: '123', salePrice: 500 });
    expect(Object.keys(saved.edits).sort()).toEqual(['barcode', 'name', 'salePrice']);
  });

  it('removes what was emptied', async () => {
    const { form, replica } = open({ ...rice, maxStock: 50, description: 'x' });
    form.fields.maxStock = null;
    form.fields.description = ' ';
    await form.save();
    const saved = replica.docs.get(rice._id) as Product;
    expect(saved).not.toHaveProperty('maxStock');
    expect(saved).not.toHaveProperty('description');
  });

  it('writes nothing when nothing changed', async () => {
    const { form, replica } = open(rice);
    expect(await form.save()).toBe(rice._id);
    expect(replica.docs.size).toBe(0);
  });
});
