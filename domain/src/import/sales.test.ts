import { describe, expect, it } from 'vitest';
import { planSales } from './sales.ts';
import type { Cell } from './table.ts';
import { AUTHOR, importOf, riz } from './testing/inputs.ts';
import { countsOf, existing, faultsOf, HEADER, productsOf, salesOf } from './testing/sales-plans.ts';

describe('planSales', () => {
  it('groups the rows of a day into one ticket at noon', () => {
    const plan = planSales(
      importOf(
        'sales',
        [
          HEADER,
          ['12/03/2026', 'RIZ25', '', 2, '12 500'],
          ['12/03/2026', 'RIZ25', '', '1,5', '12 000'],
          ['13/03/2026', 'RIZ25', '', 1, 12_500],
        ],
        { existing },
      ),
    );
    const [first, second] = salesOf(plan);
    expect(plan.faults).toEqual([]);
    expect(first).toMatchObject({ at: '2026-03-12T12:00:00.000Z', day: '2026-03-12', status: 'DELIVERED' });
    expect(first?._id).toMatch(/^sale:2026-03-12T12:00:00\.000Z:import-[a-z0-9]{22}$/);
    expect(first?.lines).toHaveLength(2);
    expect(second?.lines).toEqual([{ productId: riz._id, quantity: 1, unitPrice: 12_500 }]);
    expect(plan.summary).toMatchObject({
      tickets: 2,
      saleLines: 3,
      revenue: 55_500,
      firstDay: '2026-03-12',
      lastDay: '2026-03-13',
    });
  });

  it('keeps tickets apart by their number, customer, time and payment', () => {
    const header = ['Date', 'Heure', 'Produit', 'Qté', 'PU', 'Client', 'N° ticket', 'Paiement'];
    const row = (time: string, customer: string, ticket: string, payment: string): Cell[] => [
      '12/03/2026',
      time,
      riz.name,
      1,
      12_500,
      customer,
      ticket,
      payment,
    ];
    const plan = planSales(
      importOf(
        'sales',
        [
          header,
          row('09:30', 'Awa', 'T1', 'Espèces'),
          row('09:30', 'Awa', 'T1', 'Espèces'),
          row('09:30', 'Awa', 'T2', 'Wave'),
          row('18h', '', '', 'à crédit'),
        ],
        { existing },
      ),
    );
    expect(
      salesOf(plan).map(({ at, lines, customerName, orderNumber, payment }) => [
        at,
        lines.length,
        customerName,
        orderNumber,
        payment,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['2026-03-12T09:30:00.000Z', 2, 'Awa', 'T1', 'CASH'],
        ['2026-03-12T09:30:00.000Z', 1, 'Awa', 'T2', 'WAVE'],
        ['2026-03-12T18:00:00.000Z', 1, undefined, undefined, 'CREDIT'],
      ]),
    );
    expect(faultsOf(plan)).toEqual([[3, 'same-row']]);
  });

  it('never makes a ticket of more than two hundred lines', () => {
    const rows = Array.from({ length: 450 }, (_, index) => ['12/03/2026', `P${index}`, '', 1, 100]);
    const sizes = salesOf(planSales(importOf('sales', [HEADER, ...rows]))).map((sale) => sale.lines.length);
    expect(sizes.sort()).toEqual([200, 200, 50].sort());
  });

  it('creates unknown products at the price of their latest sale, or leaves their rows out', () => {
    const rows = [HEADER, ['12/03/2026', 'Z9', 'Zeste', 1, 700], ['10/03/2026', 'Z9', 'Zeste', 1, 600]];
    const created = planSales(importOf('sales', rows));
    expect(productsOf(created)).toMatchObject([{ _id: 'product:z9', code: 'Z9', name: 'Zeste', salePrice: 700 }]);
    const refused = planSales(importOf('sales', rows, { options: { createUnknown: false } }));
    expect(refused.documents).toEqual([]);
    expect(faultsOf(refused)).toEqual([
      [2, 'unknown-product'],
      [3, 'unknown-product'],
    ]);
    expect(refused.summary).toMatchObject({ unknownCount: 1, unknownProducts: ['Zeste'] });
  });

  it('names faulty rows: less than nothing at a negative price, futures, impossible prices, cancelled sales', () => {
    const header = [...HEADER, 'Statut'];
    const plan = planSales(
      importOf(
        'sales',
        [
          header,
          ['12/03/2026', 'RIZ25', '', -2, -500, ''],
          ['21/03/2026', 'RIZ25', '', 1, 500, ''],
          ['12/03/2026', 'RIZ25', '', 1, -500, ''],
          ['12/03/2026', 'RIZ25', '', 1, '1e308', ''],
          ['12/03/1926', 'RIZ25', '', 1, 12_500, ''],
          ['hier', 'RIZ25', '', 1, 12_500, ''],
          ['', 'RIZ25', '', 1, 12_500, ''],
          ['12/03/2026', '', '', 1, 12_500, ''],
          ['12/03/2026', 'RIZ25', '', 0, 12_500, ''],
          ['12/03/2026', 'RIZ25', '', '', 12_500, ''],
          ['12/03/2026', 'RIZ25', '', 1, 12_500, 'Annulé'],
          ['12/03/2026', 'RIZ25', '', 1, 12_500, 'bizarre'],
          ['12/03/2026', 'RIZ25', '', 1, 100, ''],
          ['20/03/2026 15:30', 'RIZ25', '', 1, 12_500, ''],
          ['Total', '', '', 12, 12_500, ''],
        ],
        { existing },
      ),
    );
    expect(faultsOf(plan)).toEqual([
      [2, 'negative'],
      [2, 'negative-price'],
      [3, 'future'],
      [4, 'negative-price'],
      [5, 'price-too-large'],
      [6, 'too-old'],
      [7, 'not-a-date'],
      [8, 'missing'],
      [9, 'no-product'],
      [10, 'zero'],
      [11, 'missing'],
      [12, 'cancelled'],
      [13, 'unknown-status'],
      [14, 'unusual-price'],
      [15, 'future'],
      [16, 'total-row'],
    ]);
    expect(plan.summary).toMatchObject({ rows: 15, faulty: 12, saleLines: 1 });
  });

  it('records what was asked for and not served as missed, and takes prices from totals or the catalogue', () => {
    const plan = planSales(
      importOf(
        'sales',
        [
          ['Date', 'Produit', 'Qté', 'Montant', 'Statut'],
          ['12/03/2026', 'RIZ25', 2, 24_000, 'livré'],
          ['12/03/2026', 'RIZ25', 2, '', 'manquée'],
          ['12/03/2026', 'RIZ25', 3, 1000, ''],
        ],
        { existing },
      ),
    );
    expect(salesOf(plan).map(({ status, lines }) => [status, lines.map((line) => line.unitPrice)])).toEqual(
      expect.arrayContaining([
        ['DELIVERED', [334, 12_000, 333]],
        ['MISSED', [12_500]],
      ]),
    );
    expect(plan.summary.pricedByCatalogue).toBe(1);
    expect(plan.summary.revenue).toBe(25_000);
    expect(faultsOf(plan)).toEqual([[4, 'unusual-price']]);
  });

  it('dates the sales of this morning now, so that a count made by the import comes after them', () => {
    const early = { ...AUTHOR, at: '2026-03-20T08:00:00.000Z' };
    const plan = planSales(
      importOf('sales', [HEADER, ['20/03/2026', 'RIZ25', '', 1, 500]], { existing, author: early }),
    );
    expect(salesOf(plan)[0]?.at).toBe(early.at);
    expect(countsOf(plan)[0]?.at).toBe(early.at);
  });
});
