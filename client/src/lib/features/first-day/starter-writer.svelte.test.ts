import { documentFault, type Product, type Sale, type ShopDocument } from '@digiboost/domain/documents';
import { describe, expect, it, test } from 'vitest';
import type { Replica } from '../../replica/types.ts';
import { FakeReplica } from '../testing/fake-replica.ts';
import { practiceReplica } from './practice-replica.ts';
import { starterProducts } from './starter-catalogue.ts';
import { StarterWriter } from './starter-writer.svelte.ts';

const priced = starterProducts('BOUTIQUE').map((one) => ({ ...one, price: one.price ?? 7_000 }));
const all = (replica: FakeReplica): ShopDocument[] => [...replica.docs.values()];

describe('the products of a first day', () => {
  it('come with their categories, each once, and are to be counted', async () => {
    const replica = new FakeReplica();
    const writer = new StarterWriter(replica);
    expect(await writer.add(priced.slice(0, 30), [])).toBe(true);
    const categories = all(replica).filter((doc) => doc.type === 'category');
    expect(await writer.add(priced.slice(30), categories)).toBe(true);
    const docs = all(replica);
    const names = docs.flatMap((doc) => (doc.type === 'category' ? [doc.name] : []));
    expect(new Set(names).size).toBe(names.length);
    const products = docs.filter((doc): doc is Product => doc.type === 'product');
    expect(products.length).toBe(priced.length);
    expect(products.every(({ categoryId }) => categoryId && replica.docs.has(categoryId))).toBe(true);
    // No count: nothing is said of a shelf that nobody looked at.
    expect(docs.every(({ type }) => type === 'category' || type === 'product')).toBe(true);
    expect(docs.map((doc) => documentFault({ ...doc }))).toEqual(docs.map(() => null));
  });

  it('are all there or none, and why not is told', async () => {
    const replica = new FakeReplica();
    replica.failure = new Error('no room');
    const writer = new StarterWriter(replica);
    expect([await writer.add(priced, []), writer.fault, all(replica)]).toEqual([false, 'storage-failed', []]);
  });
});

test('what is sold to practise is written nowhere', async () => {
  const replica = new FakeReplica();
  const practice = practiceReplica(replica as unknown as Replica);
  await practice.put([{ _id: practice.newId('sale', '2026-03-01T09:00:00.000Z') } as Sale]);
  expect(all(replica)).toEqual([]);
  expect([practice.author().by, practice.approved]).toEqual(['awa', undefined]);
});
