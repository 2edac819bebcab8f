import type { ProductId } from '@digiboost/domain/documents';
import { aSale } from '@digiboost/domain/documents/testing/examples';
import { describe, expect, it } from 'vitest';
import type { ProductRow, Ticket } from '../../model/types.ts';
import { aProduct } from '../testing/fake-replica.ts';
import { Shelf } from './shelf.svelte.ts';

const row = (key: string, name: string, barcode?: string): ProductRow => {
  const product = { ...aProduct(key, 100, name), ...(barcode ? { barcode } : {}) };
  return { id: product._id, product, onHand: 0, status: 'RUPTURE', countedAt: '', unitCost: 400 };
};
const products = [row('ail', 'Ail'), row('riz', 'Riz brisé'), row('sel', 'Sel', '6181')];
const sold = (id: string): Ticket => ({
  sale: aSale({ lines: [{ productId: id as ProductId, quantity: 1, unitPrice: 100 }] }),
  voided: null,
});

function memoryStorage(): Storage {
  const held = new Map<string, string>();
  return { getItem: (key: string) => held.get(key) ?? null, setItem: held.set.bind(held) } as unknown as Storage;
}
const names = (shelf: Shelf) => shelf.found.map((found) => found.product.name);

describe('the shelf', () => {
  it('waits for its order the first time only, and never changes it while open', async () => {
    const storage = memoryStorage();
    let tickets = [sold('product:sel')];
    const model = { products, tickets: async () => tickets };
    const first = new Shelf(model, 'demo', storage);
    expect(first.ranked).toBe(false);
    await first.rank('2026-03-01');
    expect(names(first)).toEqual(['Sel', 'Ail', 'Riz brisé']);
    const second = new Shelf(model, 'demo', storage);
    expect(second.ranked).toBe(true);
    tickets = [sold('product:riz')];
    await second.rank('2026-03-01');
    expect(names(second)[0]).toBe('Sel');
    expect(names(new Shelf(model, 'demo', storage))[0]).toBe('Riz brisé');
  });

  it('goes on when the tickets cannot be read', async () => {
    const shelf = new Shelf({ products, tickets: () => Promise.reject(new Error('closed')) }, 'demo', undefined);
    await shelf.rank('2026-03-01');
    expect(shelf.ranked).toBe(true);
  });

  it('answers Enter with a whole code, or with the only product found', () => {
    const shelf = new Shelf({ products, tickets: async () => [] }, 'demo', undefined);
    const answerTo = (query: string) => {
      shelf.query = query;
      return shelf.answer()?.product.name;
    };
    expect(answerTo('6181')).toBe('Sel');
    expect(answerTo('brise')).toBe('Riz brisé');
    expect(answerTo('i')).toBeUndefined();
    expect(answerTo(' ')).toBeUndefined();
  });
});
