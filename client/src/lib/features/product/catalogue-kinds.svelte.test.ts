import type { Category, Supplier } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import { DocumentForm } from '../../replica/document-form.svelte.ts';
import { ReplicaError } from '../../replica/types.ts';
import { FakeReplica } from '../testing/fake-replica.ts';
import { categoryKind } from './category-kind.ts';
import { supplierKind } from './supplier-kind.ts';

function openCategories() {
  const replica = new FakeReplica();
  const held = () => [...replica.docs.values()] as Category[];
  const edit = (doc: Category | null = null) => new DocumentForm(replica, categoryKind(held), doc);
  return { replica, held, edit };
}

describe('categories', () => {
  it('are created, renamed and archived', async () => {
    const { edit, held } = openCategories();
    const created = edit();
    created.fields.name = ' Boissons ';
    expect(await created.save()).toBe(held()[0]?._id);
    expect(held()).toMatchObject([{ name: 'Boissons', isActive: true }]);
    const renamed = edit(held()[0]);
    Object.assign(renamed.fields, { name: 'Boissons fraîches', description: 'x' });
    await renamed.save();
    expect(held()).toMatchObject([{ name: 'Boissons fraîches', description: 'x' }]);
    expect(await edit(held()[0]).set({ isActive: false })).toBe(true);
    expect(held()).toMatchObject([{ isActive: false, name: 'Boissons fraîches' }]);
  });

  it('never share a name, accents apart', async () => {
    const { edit, held } = openCategories();
    const results: (string | undefined)[] = [];
    for (const name of ['Épicerie', 'epicerie', '']) {
      const form = edit();
      form.fields.name = name;
      await form.save();
      results.push(form.faults.name);
    }
    expect(held()).toHaveLength(1);
    expect(results).toEqual([undefined, expect.any(String), expect.any(String)]);
  });

  it('keep what another phone changed meanwhile', async () => {
    const { edit, held, replica } = openCategories();
    const created = edit();
    Object.assign(created.fields, { name: 'Boissons', description: 'fraîches' });
    await created.save();
    const [before] = held();
    const form = edit(before);
    if (before) await replica.put([{ ...before, name: 'Boissons et jus' }]);
    form.fields.description = 'au frais';
    await form.save();
    expect(held()).toMatchObject([{ name: 'Boissons et jus', description: 'au frais' }]);
  });
});

describe('suppliers', () => {
  it('say field by field what is wrong', async () => {
    const replica = new FakeReplica();
    const form = new DocumentForm(
      replica,
      supplierKind(() => []),
      null,
    );
    Object.assign(form.fields, { phone: 'abc', email: 'x@', leadTimeDays: 1.5 });
    expect(await form.save()).toBeNull();
    expect(Object.keys(form.faults).sort()).toEqual(['email', 'leadTimeDays', 'name', 'phone']);
    for (const phone of ['+974 055 12 34 56', '12345678', '77 123 45 67 8']) {
      form.fields.phone = phone;
      await form.save();
      expect(form.faults.phone).toEqual(expect.any(String));
    }
    Object.assign(form.fields, { name: 'Sandaga', phone: '+221 77 123 45 67', email: '', leadTimeDays: 0 });
    replica.failure = new ReplicaError('storage-full', 'quota');
    expect(await form.save()).toBeNull();
    expect([form.fault, form.fields.name]).toEqual(['storage-full', 'Sandaga']);
    replica.failure = null;
    expect(await form.save()).not.toBeNull();
    const [supplier] = [...replica.docs.values()] as Supplier[];
    expect(supplier).toMatchObject({ name: 'Sandaga', leadTimeDays: 0, phone: '+221 77 123 45 67' });
    expect(supplier?.code).toMatch(/^F-/);
    expect(supplier).not.toHaveProperty('email');
  });
});
