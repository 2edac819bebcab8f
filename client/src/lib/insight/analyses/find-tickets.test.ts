import { FREE_LINE } from '@digiboost/domain/documents';
import { aProduct, aReturn, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { entriesOf } from '@digiboost/domain/ledger';
import { expect, test } from 'vitest';
import type { SaleEntry } from '../shop-data.ts';
import { aShop, ledgersOf } from '../testing/shop-data.ts';
import { findTickets } from './find-tickets.ts';

const milk = aProduct({ _id: 'product:lait', code: 'LAIT', name: 'Lait caillé' });
const rice = { productId: 'product:riz' as const, quantity: 25, unitPrice: 500 };
const first = aSale({ n: 7, at: '2026-03-02T08:10:00.000Z', lines: [rice] });
const both = aSale({
  n: 8,
  at: '2026-03-09T15:00:00.000Z',
  lines: [rice, { productId: milk._id, quantity: 1, unitPrice: 400 }],
});
const missed = aSale({ n: 9, at: '2026-03-09T16:00:00.000Z', status: 'MISSED' });
const voided = aSale({ n: 10, at: '2026-03-09T17:00:00.000Z', lines: [{ ...rice, quantity: 1 }] });
const ENTRIES = [first, both, missed, voided, aVoid(voided), aReturn({ n: 11, saleId: first._id })].flatMap(entriesOf);

const SHOP = aShop({
  ...ledgersOf([aProduct(), milk]),
  saleEntries: async (from, to) => ENTRIES.filter(({ day }) => day >= from && day <= to) as SaleEntry[],
  ticketCustomers: async () => new Map([[first._id, 'Moussa Ndiaye']]),
});
const found = async (query: string) => (await findTickets(SHOP, { query })).ids;

test('a ticket is found by its number, customer, amount, product and day, and by several of them', async () => {
  expect(await found('260302-d1-7')).toEqual([first._id]);
  expect(await found('ndiaye')).toEqual([first._id]);
  expect(await found('12500')).toEqual([first._id]);
  expect(await found('12 500')).toEqual([first._id]);
  expect(await found('caille')).toEqual([both._id]);
  expect(await found('09/03 riz')).toEqual([voided._id, missed._id, both._id]);
  expect(await found('9 mars 12 900')).toEqual([both._id]);
  expect(await found('RIZ')).toEqual([voided._id, missed._id, both._id, first._id]);
  expect(await found('aille')).toEqual([]);
  expect(await found('riz moussa 500')).toEqual([]);
});

test('a ticket is found by what it calls something that is in no catalogue, once that was read', async () => {
  const free = aSale({
    n: 12,
    at: '2026-03-10T08:00:00.000Z',
    lines: [rice, { productId: FREE_LINE, label: 'Pièce détachée', quantity: 1, unitPrice: 900 }],
  });
  const entries = [first, free].flatMap(entriesOf) as SaleEntry[];
  const shop = aShop({ ...ledgersOf([aProduct()]), saleEntries: async () => entries });
  expect(await findTickets(shop, { query: 'detachee riz' })).toEqual({ ids: [], more: 0, unread: [free._id] });
  const labels = new Map([[free._id, 'Pièce détachée']]);
  expect(await findTickets(shop, { query: 'detachee riz', labels })).toEqual({ ids: [free._id], more: 0, unread: [] });
  expect((await findTickets(shop, { query: 'divers', labels })).ids).toEqual([free._id]);
});

test('the newest fifty are shown, and how many more there are', async () => {
  const sales = Array.from({ length: 60 }, (_, n) =>
    aSale({ n, at: `2026-03-08T10:00:${String(n).padStart(2, '0')}.000Z` }),
  );
  const entries = sales.flatMap(entriesOf) as SaleEntry[];
  const shop = aShop({ ...ledgersOf([aProduct()]), saleEntries: async () => entries });
  const { ids, more } = await findTickets(shop, { query: 'riz' });
  expect([ids.length, ids[0], more]).toEqual([50, sales.at(-1)?._id, 10]);
});
