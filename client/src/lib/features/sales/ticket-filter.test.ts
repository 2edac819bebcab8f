import { aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { describe, expect, test } from 'vitest';
import { findTickets, readTicketFilter, type Shelf, ticketsHref } from './ticket-filter.ts';

const RICE = { productId: 'product:riz', quantity: 2, unitPrice: 500 } as const;
const SOAP = { productId: 'product:savon', quantity: 4, unitPrice: 250 } as const;
const SHELF: Shelf = {
  categoryOf: (id) => (id === 'product:riz' ? 'category:cereales' : undefined),
  timezone: 'Africa/Dakar',
};
const both = aSale({ n: 1, at: '2026-03-02T09:15:00.000Z', lines: [RICE, SOAP], payment: 'WAVE' });
const rice = aSale({ n: 2, at: '2026-03-03T18:00:00.000Z', lines: [RICE] });
const missed = aSale({ n: 3, at: '2026-03-03T09:00:00.000Z', lines: [SOAP], status: 'MISSED' });
const gone = aSale({ n: 4, at: '2026-03-03T10:00:00.000Z', lines: [SOAP] });
const TICKETS = [...[rice, missed, both].map((sale) => ({ sale, voided: null })), { sale: gone, voided: aVoid(gone) }];
const PERIOD = { from: '2026-03-01', to: '2026-03-31' };

const filterOf = (href: string) => readTicketFilter(new URL(href, 'https://x').searchParams, '2026-03-10');
const found = (narrowing: Parameters<typeof ticketsHref>[1]) =>
  findTickets(TICKETS, filterOf(ticketsHref(PERIOD, narrowing)), SHELF);

describe('the tickets of a figure', () => {
  test('are those of its days; voided ones are counted apart', () => {
    const { rows, amount, voided } = found({});
    expect(rows.map(({ ticket, total }) => [ticket.sale._id, total])).toEqual([
      [rice._id, 1000],
      [both._id, 2000],
    ]);
    expect([amount, voided]).toEqual([3000, 1]);
    const day = { from: '2026-03-02', to: '2026-03-02' };
    expect(findTickets(TICKETS, filterOf(ticketsHref(day)), SHELF).amount).toBe(2000);
  });

  test('come to the figure of a product or a category, not to whole tickets', () => {
    expect(found({ productId: 'product:savon' })).toMatchObject({ amount: 1000, voided: 1 });
    expect(found({ productId: 'product:savon' }).rows[0]).toMatchObject({ amount: 1000, total: 2000 });
    expect(found({ categoryId: 'category:cereales' }).amount).toBe(2000);
    expect(found({ categoryId: 'none' }).amount).toBe(1000);
  });

  test('are narrowed by payment, hour and missed sales', () => {
    expect(found({ payment: 'CASH' }).rows.map(({ ticket }) => ticket.sale._id)).toEqual([rice._id]);
    expect(found({ hour: 9 }).rows.map(({ ticket }) => ticket.sale._id)).toEqual([both._id]);
    expect(found({ hour: 0 }).rows).toEqual([]);
    expect(found({ missed: true }).rows.map(({ ticket }) => ticket.sale._id)).toEqual([missed._id]);
  });

  test('an address that makes no sense asks for today', () => {
    const filter = filterOf('/ventes/tickets?du=2026-03-09&au=2026-03-01&heure=25&paiement=TROC&produit=');
    expect(filter).toEqual({
      period: { from: '2026-03-10', to: '2026-03-10' },
      productId: null,
      categoryId: null,
      payment: null,
      hour: null,
      missed: false,
    });
  });
});
