import type { Category, Supplier } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import { ReplicaError } from '../../replica/types.ts';
import { FakeReplica } from '../testing/fake-replica.ts';
import { CatalogueEditor } from './catalogue-editor.svelte.ts';
import { CATEGORY_KIND } from './category-kind.ts';
import { SUPPLIER_KIND } from './supplier-kind.ts';

function openCategories() {
  const replica = new FakeReplica();
  const held = () => [...replica.docs.values()] as Category[];
  return { replica, held, editor: new CatalogueEditor(CATEGORY_KIND, replica, held) };
}

describe('categories', () => {
  it('are created, renamed and archived', async () => {
    const { editor, held } = openCategories();
    editor.open(null);
    Object.assign(editor.fields ?? {}, { name: ' Boissons ' });
    expect(await editor.save()).toBe(true);
    expect(editor.editing).toBeUndefined();
    expect(held()).toMatchObject([{ name: 'Boissons', isActive: true }]);
    const [drinks] = held();
    editor.open(drinks ?? null);
    Object.assign(editor.fields ?? {}, { name: 'Boissons fraîches', description: 'x' });
    await editor.save();
    expect(held()).toMatchObject([{ name: 'Boissons fraîches', description: 'x' }]);
    editor.open(held()[0] ?? null);
    expect(await editor.setActive(false)).toBe(true);
    expect(held()).toMatchObject([{ isActive: false, name: 'Boissons fraîches' }]);
  });

  it('never share a name, accents apart', async () => {
    const { editor, held } = openCategories();
    for (const name of ['Épicerie', 'epicerie', '']) {
      editor.open(null);
      Object.assign(editor.fields ?? {}, { name });
      await editor.save();
    }
    expect(held()).toHaveLength(1);
    expect(editor.faults.name).toBeDefined();
  });
});

describe('suppliers', () => {
  it('say field by field what is wrong', async () => {
    const replica = new FakeReplica();
    const editor = new CatalogueEditor(SUPPLIER_KIND, replica, () => [] as Supplier[]);
    editor.open(null);
    Object.assign(editor.fields ?? {}, { phone: 'abc', email: 'x@', leadTimeDays: 1.5 });
    expect(await editor.save()).toBe(false);
    expect(Object.keys(editor.faults).sort()).toEqual(['email', 'leadTimeDays', 'name', 'phone']);
    Object.assign(editor.fields ?? {}, { name: 'Sandaga', phone: '+221 77 123 45 67', email: '', leadTimeDays: 0 });
    replica.failure = new ReplicaError('storage-full', 'quota');
    expect(await editor.save()).toBe(false);
    expect(editor.fault).toBe('storage-full');
    expect(editor.fields?.name).toBe('Sandaga');
    replica.failure = null;
    expect(await editor.save()).toBe(true);
    const [supplier] = [...replica.docs.values()] as Supplier[];
    expect(supplier).toMatchObject({ name: 'Sandaga', leadTimeDays: 0, phone: '+221 77 123 45 67' });
    expect(supplier?.code).toMatch(/^F-/);
    expect(supplier).not.toHaveProperty('email');
  });
});
