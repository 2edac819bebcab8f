import { newDocument, type Shop, type ShopDocument } from '@digiboost/domain/documents';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeReplica } from '../features/testing/fake-replica.ts';
import { DocumentForm, type FormKind, faultsAmong } from './document-form.svelte.ts';
import { ReplicaError } from './types.ts';

const AUTHOR = { at: '2026-01-01T00:00:00.000Z', by: 'awa', deviceId: 'phone1' };
const SHOP = newDocument<Shop>(
  {
    _id: 'shop',
    type: 'shop',
    name: 'Chez Awa',
    phone: '77',
    settings: { currency: 'XOF', timezone: 'Africa/Dakar', serviceTarget: 0.95, coverageDays: 14, monthlyTarget: 0 },
  },
  AUTHOR,
);

interface Fields {
  name: string;
  phone: string;
  coverageDays: number | null;
  monthlyTarget: number | null;
}

let held: Shop;
let replica: FakeReplica;
const KIND: FormKind<Shop, Fields> = {
  fieldsOf: (shop) => ({
    name: shop?.name ?? '',
    phone: shop?.phone ?? '',
    coverageDays: shop?.settings.coverageDays ?? 14,
    monthlyTarget: shop?.settings.monthlyTarget ?? 0,
  }),
  faultsOf: ({ name, coverageDays, monthlyTarget }) =>
    faultsAmong<Fields>([
      ['name', name === '', 'none'],
      ['name', name.length < 2, 'short'],
      ['coverageDays', coverageDays === null, 'how many'],
      ['monthlyTarget', monthlyTarget === null, 'how much'],
    ]),
  together: [['coverageDays', 'monthlyTarget']],
  contentOf: ({ name, phone, coverageDays, monthlyTarget }, shop) => ({
    name,
    phone: phone || undefined,
    settings: {
      ...(shop ?? SHOP).settings,
      coverageDays: coverageDays ?? 0,
      monthlyTarget: monthlyTarget ?? 0,
    },
  }),
  newest: () => held,
  create: (fields) => [newDocument<Shop>({ ...SHOP, name: fields.name }, AUTHOR)],
};
const open = (shop: Shop | null = SHOP) => new DocumentForm(replica, KIND, shop);
const saved = () => replica.docs.get('shop') as Shop;

beforeEach(() => {
  held = SHOP;
  replica = new FakeReplica();
});

describe('a form of a document', () => {
  it('writes only what was changed, also of a nested object, on the newest version', async () => {
    const form = open();
    held = { ...SHOP, name: 'Chez Modou', settings: { ...SHOP.settings, monthlyTarget: 500 } };
    form.fields.phone = '';
    form.fields.coverageDays = 20;
    expect(await form.save()).toBe('shop');
    expect(saved()).toMatchObject({ name: 'Chez Modou', settings: { coverageDays: 20, monthlyTarget: 500 } });
    expect(saved()).not.toHaveProperty('phone');
    expect(Object.keys(saved().edits).sort()).toEqual(['phone', 'settings.coverageDays']);
  });

  it('writes nothing when nothing was changed, and goes on after it has written', async () => {
    const form = open();
    expect(await form.save()).toBe('shop');
    expect(replica.docs.size).toBe(0);
    form.fields.name = 'Awa et fils';
    await form.save();
    held = { ...saved(), name: 'Awa et filles' };
    form.fields.phone = '78';
    await form.save();
    expect(saved()).toMatchObject({ name: 'Awa et filles', phone: '78' });
  });

  it('says the first thing that is wrong of each field, until it or what goes with it is changed', async () => {
    const form = open();
    Object.assign(form.fields, { name: '', coverageDays: null, monthlyTarget: null });
    expect(form.complaint).toBeNull();
    expect(await form.save()).toBeNull();
    expect(form.faults).toEqual({ name: 'none', coverageDays: 'how many', monthlyTarget: 'how much' });
    form.fields.name = 'x';
    expect(form.faults).toEqual({ coverageDays: 'how many', monthlyTarget: 'how much' });
    form.fields.monthlyTarget = 1;
    expect([form.faults, form.complaint]).toEqual([{}, null]);
    await form.save();
    expect([form.faults.name, form.complaint]).toEqual(['short', 'check']);
  });

  it('creates a new one', async () => {
    const form = open(null);
    form.fields.name = 'Neuve';
    expect([form.isNew, await form.save(), form.isNew]).toEqual([true, 'shop', false]);
    expect(saved().name).toBe('Neuve');
  });

  it('changes the document beside what is typed', async () => {
    const form = open();
    form.fields.name = 'typed';
    expect(await form.set({ address: 'Médina' })).toBe(true);
    expect(saved()).toMatchObject({ name: 'Chez Awa', address: 'Médina' });
    expect(await open(null).set({ address: 'Médina' })).toBe(false);
  });
});

describe('an answer that is lost', () => {
  /** Stores what it is given, or not, and answers that it could not. */
  function breakPut(isStored: boolean): void {
    const put = replica.put.bind(replica);
    replica.put = async (docs: readonly ShopDocument[]) => {
      if (isStored) await put(JSON.parse(JSON.stringify(docs)));
      throw new ReplicaError('storage-failed', 'the worker is gone');
    };
  }

  it('is no failure when what was written is there', async () => {
    breakPut(true);
    const form = open();
    form.fields.name = 'Chez Modou';
    expect(await form.save()).toBe('shop');
    expect(form.fault).toBeNull();
  });

  it('is a failure when it is not, or is another version', async () => {
    breakPut(false);
    const form = open();
    form.fields.name = 'Chez Modou';
    expect(await form.save()).toBeNull();
    expect(form.fault).toBe('storage-failed');
    replica.docs.set('shop', SHOP);
    expect(await form.save()).toBeNull();
    expect(form.fields.name).toBe('Chez Modou');
  });
});
