import { FREE_LINE, type ShopDocument } from '@digiboost/domain/documents';
import { aReturn, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { receiptNumber } from '@digiboost/domain/reports/receipt';
import { expect, it } from 'vitest';
import { archivedTicket } from './archive-reads.ts';
import { findArchived } from './find-archived.ts';

const at = (day: string) => `${day}T10:00:00.000Z`;
const line = (productId: `product:${string}`, quantity: number, unitPrice: number) => ({
  productId,
  quantity,
  unitPrice,
});
const rice = aSale({
  at: at('2025-10-03'),
  n: 'riz',
  customerId: 'customer:awa',
  lines: [line('product:riz', 5, 2_500)],
});
const bag = aSale({ at: at('2025-10-04'), n: 'sac', lines: [{ ...line(FREE_LINE, 1, 75), label: 'Sac à main' }] });
const soap = aSale({
  at: at('2025-11-12'),
  n: 'savon',
  customerName: 'Moussa Ndiaye',
  lines: [line('product:savon', 2, 300)],
});
const gone = aVoid(soap);
const back = aReturn({ at: at('2025-11-20'), n: 'retour', saleId: rice._id });
const EVENTS: readonly ShopDocument[] = [rice, bag, soap, gone, back];

const archive = {
  each: async (from: string, to: string, read: (events: readonly ShopDocument[]) => void) => {
    for (const event of EVENTS) {
      const day = /\d{4}-\d\d-\d\d/.exec(event._id)?.[0] ?? '';
      if (day >= from && day <= to) read([event]);
    }
  },
};
const names = {
  products: [
    ['product:riz', 'Riz brisé'],
    ['product:savon', 'Savon de Marseille'],
  ] as const,
  customers: [['customer:awa', 'Awa Diop']] as const,
};
const found = async (query: string) => (await findArchived(archive, { query, ...names })).sales;

it.each([
  ['the product', 'riz', [rice]],
  ['two words of different things, without accents', 'marseille moussa', [soap]],
  ['the customer', 'awa', [rice]],
  ['the whole amount, as people write it', '12 500', [rice]],
  ['what is in no catalogue', 'sac main', [bag]],
  ['the month in words, the newest first', 'octobre 2025', [bag, rice]],
  ['the day', '12/11/2025', [soap]],
  ['the number of the receipt', receiptNumber(bag), [bag]],
  ['a part of a word', 'arseille', []],
])('finds old tickets by %s', async (_what, query, sales) => {
  expect(await found(query)).toEqual(sales);
});

it('says which were voided, and shows a ticket with what became of it', async () => {
  expect(await findArchived(archive, { query: 'savon', ...names })).toEqual({
    sales: [soap],
    voids: [gone._id],
    more: 0,
  });
  expect(await archivedTicket(archive, soap._id)).toEqual({ sale: soap, voided: gone, returns: [] });
  expect(await archivedTicket(archive, rice._id)).toEqual({
    sale: rice,
    voided: null,
    returns: [{ taken: back, voided: null }],
  });
  expect(await archivedTicket(archive, 'sale:2025-10-09T10:00:00.000Z:d1-9')).toBeNull();
});
