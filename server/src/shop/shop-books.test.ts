import type { ShopDocument } from '@digiboost/domain/documents';
import { aCount, anOrder, aProduct, aSale } from '@digiboost/domain/documents/testing/examples';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectCouch, type Database } from '../couch/client.ts';
import { createWorld, type World } from '../testing/world.ts';
import { shopBooks } from './shop-books.ts';

let world: World;
let shop: Database;
beforeAll(async () => {
  world = await createWorld();
  shop = connectCouch(world.couchUrl).database((await world.newShop()).database);
});
afterAll(() => world.close());

const IDS = ['product:riz', 'product:huile', 'product:the'] as const;
const store = (...docs: ShopDocument[]) => shop.request('post', '_bulk_docs', { docs });
const at = (hour: number) => `${new Date().toISOString().slice(0, 10)}T0${hour}:00:00.000Z`;
const sold = (n: number, productId: (typeof IDS)[number]) =>
  aSale({ at: at(n), n, lines: [{ productId, quantity: 1, unitPrice: 100 }] });

test('a book that is read again is that of whoever reads it for the first time, and keeps what did not change', async () => {
  const books = shopBooks();
  const read = () => books(shop, new Date());
  await store(
    ...IDS.map((_id, n) => aProduct({ _id, code: `P${n}` })),
    ...IDS.map((productId, n) => aCount({ productId, n, at: at(0), counted: 10 })),
    sold(1, 'product:riz'),
    sold(2, 'product:huile'),
  );
  let before = await read();
  const changes: readonly [ShopDocument[], readonly string[]][] = [
    [[sold(3, 'product:riz')], ['product:riz']],
    [
      [sold(4, 'product:the'), sold(5, 'product:huile')],
      ['product:huile', 'product:the'],
    ],
    [[aCount({ productId: 'product:the', n: 9, at: at(6), counted: 3 })], ['product:the']],
    // An order changes no product, but the catalogue is read whole: each is another object.
    [[anOrder({ lines: [{ productId: 'product:riz', quantity: 5, unitCost: 100 }] })], IDS],
  ];
  for (const [docs, touched] of changes) {
    await store(...docs);
    const book = await read();
    const others = IDS.filter((id) => book.products.get(id) !== before.products.get(id));
    expect(others.sort()).toEqual([...touched].sort());
    const { expected, backTest: _, ...rest } = book;
    const { expected: afresh, backTest: __, ...first } = await shopBooks()(shop, new Date());
    expect([rest, expected]).toEqual([first, afresh]);
    before = book;
  }
  expect(before.orders).toHaveLength(1);
});

test('a product that is given another name has it in the next book', async () => {
  const books = shopBooks();
  await books(shop, new Date());
  const doc = await shop.get<ShopDocument & { _rev: string }>('product:riz');
  await store({ ...doc, name: 'Riz parfumé' } as ShopDocument);
  expect((await books(shop, new Date())).products.get('product:riz')?.product.name).toBe('Riz parfumé');
});
