import 'fake-indexeddb/auto';
import type { Product, Sale, ShopDocument, TimedType } from '@digiboost/domain/documents';
import { aSale } from '@digiboost/domain/documents/testing/examples';
import { beforeEach, describe, expect, it } from 'vitest';
import { ReplicaError } from '../../replica/types.ts';
import { aProduct } from '../testing/fake-replica.ts';
import { ImportJobs } from './jobs.svelte.ts';
import { batchesOf } from './runner.ts';

const at = '2026-03-01T12:00:00.000Z';
const lines: Sale['lines'] = Array.from({ length: 20 }, () => ({
  productId: 'product:riz',
  quantity: 1,
  unitPrice: 500,
}));
const saleOf = (n: number, by = 'awa'): Sale => aSale({ at, device: 'import', n: `t${n}`, by, lines });

/** A replica that keeps what is put, and may die or fill up at its n-th write. */
class Shop {
  readonly docs = new Map<string, ShopDocument>();
  writes = 0;
  failAt = Number.POSITIVE_INFINITY;
  failure: Error = new ReplicaError('storage-full', 'full');
  #keys = 0;

  async put(docs: readonly ShopDocument[]): Promise<void> {
    this.writes++;
    if (this.writes === this.failAt) throw this.failure;
    for (const doc of docs) {
      const held = this.docs.get(doc._id);
      if (held?.type === 'sale' && held.createdBy !== (doc as Sale).createdBy)
        throw new ReplicaError('invalid-document', 'taken');
    }
    for (const doc of docs) this.docs.set(doc._id, doc);
  }
  async get<D extends ShopDocument>(id: D['_id']): Promise<D | null> {
    return (this.docs.get(id) as D | undefined) ?? null;
  }
  async range<D extends ShopDocument>({ from, to }: { from: string; to: string }): Promise<D[]> {
    return [...this.docs.values()].filter(({ _id }) => _id >= from && _id < to) as D[];
  }
  newId<T extends TimedType>(type: T, at: string): `${T}:${string}` {
    this.#keys++;
    return `${type}:${at}:phone1-${this.#keys}`;
  }
  author() {
    return { at: '2026-03-02T08:00:00.000Z', by: 'awa', deviceId: 'phone1' };
  }
  newKey(): string {
    this.#keys++;
    return `job${Date.now()}${this.#keys}`;
  }
}

const documents = [aProduct('riz', 500), ...Array.from({ length: 400 }, (_, n) => saleOf(n))];
const about = { fileName: 'ventes.csv', kind: 'sales' } as const;
let tenant = 0;
let shop: Shop;
const open = () => new ImportJobs(shop, `t${tenant}`);

beforeEach(() => {
  tenant++;
  shop = new Shop();
});

it('writes in batches of about the same work, in order', () => {
  const batches = batchesOf(documents);
  expect(batches.flat()).toEqual(documents);
  expect(batches.length).toBeGreaterThan(4);
  expect(batchesOf([])).toEqual([]);
});

describe('ImportJobs', () => {
  it('writes everything, tells how far it is, and remembers the import', async () => {
    const jobs = open();
    const progress: number[] = [];
    await jobs.run(documents, about, (share) => progress.push(share));
    expect(shop.docs.size).toBe(documents.length);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    expect(jobs.finished).toMatchObject([{ fileName: 'ventes.csv', documents: 401, created: ['product:riz'] }]);
    expect(jobs.interrupted).toBeNull();
  });

  it('goes on after a kill, where it stopped', async () => {
    shop.failAt = 3;
    await expect(open().run(documents, about, () => undefined)).rejects.toThrow('full');
    expect(shop.docs.size).toBeLessThan(documents.length);
    shop.failAt = Number.POSITIVE_INFINITY;
    const next = open();
    await next.load();
    expect(next.interrupted).toMatchObject({ written: 2 });
    const before = shop.writes;
    await next.resume();
    expect(shop.docs.size).toBe(documents.length);
    expect(shop.writes - before).toBe(batchesOf(documents).length - 2);
    expect(next.interrupted).toBeNull();
    await next.resume();
    expect(shop.writes - before).toBe(batchesOf(documents).length - 2);
  });

  it('forgets an import of which nothing could be written', async () => {
    shop.failAt = 1;
    const jobs = open();
    await expect(jobs.run(documents, about, () => undefined)).rejects.toThrow('full');
    expect(jobs.list).toEqual([]);
    expect(shop.docs.size).toBe(0);
  });

  it('gives an interrupted import up, and takes back what it had written', async () => {
    shop.failAt = 3;
    const jobs = open();
    await expect(jobs.run(documents, about, () => undefined)).rejects.toThrow('full');
    const job = jobs.interrupted;
    if (!job) throw new Error('nothing is interrupted');
    const sold = [...shop.docs.values()].filter((doc) => doc.type === 'sale').length;
    expect(sold).toBeGreaterThan(0);
    await jobs.abandon(job, () => undefined);
    expect([...shop.docs.values()].filter((doc) => doc.type === 'void')).toHaveLength(sold);
    expect(jobs.interrupted).toBeNull();
    await jobs.resume();
    expect([...shop.docs.values()].filter((doc) => doc.type === 'sale')).toHaveLength(sold);
  });

  it('passes over what another phone imported meanwhile', async () => {
    const [, , other] = documents as [Product, Sale, Sale];
    shop.docs.set(other._id, { ...other, createdBy: 'ibou' });
    await open().run(documents, about, () => undefined);
    expect(shop.docs.size).toBe(documents.length);
    expect(shop.docs.get(other._id)).toMatchObject({ createdBy: 'ibou' });
  });

  it('does not take any other refusal for that', async () => {
    shop.failAt = 1;
    shop.failure = new ReplicaError('invalid-document', 'no');
    await expect(open().run(documents, about, () => undefined)).rejects.toThrow('no');
  });

  it('takes an import back: voids its sales, archives what it created', async () => {
    const jobs = open();
    const job = await jobs.run(documents, about, () => undefined);
    expect(await jobs.undo(job, () => undefined)).toEqual({ missing: 0 });
    expect(shop.docs.get('product:riz')).toMatchObject({ isActive: false });
    const voids = [...shop.docs.values()].filter((doc) => doc.type === 'void');
    expect(voids).toHaveLength(400);
    expect(voids[0]).toMatchObject({ original: { type: 'sale', at } });
    expect(jobs.finished).toMatchObject([{ undoneAt: '2026-03-02T08:00:00.000Z' }]);
    expect(jobs.takenBack).toEqual(new Set(['product:riz']));
  });

  it('takes nothing back when its tickets are not all held', async () => {
    const jobs = open();
    const job = await jobs.run(documents, about, () => undefined);
    shop.docs.delete(saleOf(7)._id);
    expect(await jobs.undo(job, () => undefined)).toEqual({ missing: 1 });
    expect([...shop.docs.values()].some((doc) => doc.type === 'void')).toBe(false);
  });
});
