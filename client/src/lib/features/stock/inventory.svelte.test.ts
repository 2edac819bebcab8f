import type { Count } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import { memoryDrafts } from '../../drafts/testing/memory-drafts.ts';
import type { ProductRow } from '../../model/types.ts';
import { aProduct, FakeReplica } from '../testing/fake-replica.ts';
import { Inventory } from './inventory.svelte.ts';
import { StockRecorder } from './stock-recorder.svelte.ts';

const row = (key: string, onHand: number, categoryId?: 'category:x'): ProductRow => {
  const product = { ...aProduct(key, 1000), ...(categoryId ? { categoryId } : {}) };
  return { id: product._id, product, onHand, status: 'OK', countedAt: '', unitCost: 400 };
};
const rows = [row('a', 10, 'category:x'), row('b', 4), row('c', 7)];
const [a, b] = rows as [ProductRow, ProductRow, ProductRow];

async function open(drafts = memoryDrafts(), replica = new FakeReplica()) {
  const inventory = new Inventory({
    model: { products: rows, product: (id) => rows.find((held) => held.id === id) },
    recorder: new StockRecorder(replica, () => 'Africa/Dakar'),
    drafts,
    now: () => replica.author().at,
  });
  await inventory.open();
  return { inventory, replica, drafts };
}

describe('an inventory', () => {
  it('records each count at once with its own time, and lists the differences', async () => {
    const { inventory, replica } = await open();
    expect(inventory.session).toBeNull();
    await inventory.begin();
    inventory.typed[a.id] = '8';
    inventory.typed[b.id] = '4,0';
    expect(await inventory.record(a)).toBe(true);
    expect(await inventory.record(b)).toBe(true);
    const counts = [...replica.docs.values()] as Count[];
    expect(counts.map((count) => count.counted)).toEqual([8, 4]);
    expect(new Set(counts.map((count) => count.at)).size).toBe(2);
    expect([inventory.done, inventory.total]).toEqual([2, 3]);
    expect(inventory.rows.map((shown) => shown.product.code)).toEqual(['C']);
    expect(inventory.differences).toMatchObject([{ productId: a.id, counted: 8, difference: -2 }]);
    expect(inventory.value).toEqual({ missing: -1600, surplus: 0 });
    expect(inventory.typed).toEqual({});
  });

  it('shows the product whose code is read, counted or not, until it is counted', async () => {
    const { inventory } = await open();
    expect(inventory.find('B')).toBe(false);
    await inventory.begin();
    inventory.categoryId = 'category:x';
    expect(inventory.find('B')).toBe(true);
    expect([inventory.view, inventory.rows.map(({ id }) => id)]).toEqual(['TO_COUNT', [b.id]]);
    inventory.typed[b.id] = '3';
    await inventory.record(b);
    expect([inventory.query, inventory.rows.length]).toEqual(['', 2]);
    expect(inventory.find('B')).toBe(true);
    expect([inventory.view, inventory.rows.map(({ id }) => id)]).toEqual(['DONE', [b.id]]);
    expect(inventory.find('0000')).toBe(false);
  });

  it('refuses what is not a quantity and records nothing', async () => {
    const { inventory, replica } = await open();
    await inventory.begin();
    for (const text of ['', 'abc', '-1']) {
      inventory.typed[a.id] = text;
      expect(await inventory.record(a)).toBe(false);
      expect(inventory.faulty[a.id]).toBe(true);
    }
    expect(replica.docs.size).toBe(0);
    inventory.typed[a.id] = '0';
    expect(await inventory.record(a)).toBe(true);
    expect(inventory.faulty[a.id]).toBe(false);
  });

  it('goes on after a reload, and adds a second count of a product to the first', async () => {
    const { inventory, drafts } = await open();
    await inventory.begin();
    inventory.typed[a.id] = '8';
    await inventory.record(a);
    const again = await open(drafts);
    expect(again.inventory.done).toBe(1);
    again.inventory.typed[a.id] = '11';
    await again.inventory.record(a);
    expect(again.inventory.resultOf(a.id)).toMatchObject({ counted: 11, difference: -1 });
    await again.inventory.begin();
    expect(again.inventory.done).toBe(0);
  });

  it('keeps to a category', async () => {
    const { inventory } = await open();
    await inventory.begin();
    inventory.categoryId = 'category:x';
    expect(inventory.rows.map((shown) => shown.product.code)).toEqual(['A']);
    inventory.categoryId = 'none';
    expect(inventory.total).toBe(2);
  });
});
