import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Count, documentFault, type Product, type Sale } from '../documents/index.ts';
import { entriesOf, stockOnHand } from '../ledger/index.ts';
import { AUTHOR, importOf, riz } from './fixtures/inputs.ts';
import { planSales } from './sales.ts';
import type { Cell, Existing, ImportPlan } from './types.ts';

const HEADER = ['Date', 'Code', 'Produit', 'Qté', 'PU'];
const salesOf = (plan: ImportPlan): Sale[] => plan.documents.filter((doc) => doc.type === 'sale');
const productsOf = (plan: ImportPlan): Product[] => plan.documents.filter((doc) => doc.type === 'product');
const countsOf = (plan: ImportPlan): Count[] => plan.documents.filter((doc) => doc.type === 'count');
const existing: Partial<Existing> = { products: [riz] };
const codes = (plan: ImportPlan) => plan.faults.map(({ line, code }) => [line, code]);
const lineTexts = (sales: readonly Sale[]): string[] =>
  sales.flatMap((sale) => sale.lines.map((l) => `${sale.day}|${l.productId}|${l.quantity}|${l.unitPrice}`)).sort();
/** The rows of a history of two products over three days, with repetitions. */
const history = fc.array(
  fc.tuple(
    fc.constantFrom('01/02/2026', '02/02/2026', '2026-02-03'),
    fc.constantFrom('RIZ25', 'MIL'),
    fc.constant(''),
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(500, 600),
  ),
  { maxLength: 30 },
);

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
    expect(codes(plan)).toEqual([[3, 'same-row']]);
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
    expect(codes(refused)).toEqual([
      [2, 'unknown-product'],
      [3, 'unknown-product'],
    ]);
    expect(refused.summary).toMatchObject({ unknownCount: 1, unknownProducts: ['Zeste'] });
  });

  it('names faulty rows: returns, futures, impossible prices, cancelled sales', () => {
    const header = [...HEADER, 'Statut'];
    const plan = planSales(
      importOf(
        'sales',
        [
          header,
          ['12/03/2026', 'RIZ25', '', -2, 500, ''],
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
    expect(codes(plan)).toEqual([
      [2, 'negative'],
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
        ['DELIVERED', [12_000, 333]],
        ['MISSED', [12_500]],
      ]),
    );
    expect(plan.summary.pricedByCatalogue).toBe(1);
    expect(codes(plan)).toEqual([
      [4, 'rounded'],
      [4, 'unusual-price'],
    ]);
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

describe('history and the stock on hand', () => {
  const rows = [HEADER, ['12/03/2026', 'RIZ25', '', 2, 12_500], ['14/03/2026', 'MIL', '', 4, 400]];
  const stock = new Map([[riz._id as string, { onHand: 9, countedAt: '' }]]);

  it('leaves the stock alone by counting it after the history', () => {
    const plan = planSales(importOf('sales', rows, { existing: { products: [riz], stock } }));
    expect(plan.summary).toMatchObject({ stockAtRisk: 2, counts: 2 });
    const onHand = stockOnHand([...salesOf(plan), ...countsOf(plan)].flatMap(entriesOf));
    expect(onHand.get(riz._id)).toBe(9);
    expect(onHand.get('product:mil')).toBe(0);
  });

  it('lets the history lower it when so wanted', () => {
    const plan = planSales(
      importOf('sales', rows, { existing: { products: [riz], stock }, options: { keepStock: false } }),
    );
    expect(plan.summary).toMatchObject({ stockAtRisk: 2, counts: 0 });
  });

  it('knows a product that was counted since', () => {
    const counted = new Map([[riz._id as string, { onHand: 9, countedAt: '2026-03-13T10:00:00.000Z' }]]);
    const plan = planSales(importOf('sales', rows, { existing: { products: [riz], stock: counted } }));
    expect(countsOf(plan).map((count) => count.productId)).toEqual(['product:mil']);
    expect(plan.summary).toMatchObject({ stockAtRisk: 1, stockLowered: 0 });
  });

  it('lets sales after an opening count lower the stock, as the ledger does, and says so', () => {
    const opening = new Map([[riz._id as string, { onHand: 9, countedAt: '2026-01-31T23:59:59.999Z' }]]);
    const plan = planSales(importOf('sales', rows.slice(0, 2), { existing: { products: [riz], stock: opening } }));
    expect(plan.summary).toMatchObject({ stockAtRisk: 0, stockLowered: 1, counts: 0 });
  });
});

describe('importing again', () => {
  const held = (plan: ImportPlan, voided: readonly string[] = []): Partial<Existing> => ({
    products: [riz, ...productsOf(plan)],
    imported: salesOf(plan),
    voided: new Set(voided),
  });

  it('finds the same file already imported, whatever the order of its rows', () => {
    fc.assert(
      fc.property(history, fc.integer(), (rows, turn) => {
        const first = planSales(importOf('sales', [HEADER, ...rows], { existing }));
        const turned = rows
          .map((row, index) => ({ row, rank: (index * 7919 + turn) % 31 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ row }) => row);
        const other = planSales(importOf('sales', [HEADER, ...turned], { existing }));
        expect(salesOf(other).map((sale) => sale._id)).toEqual(salesOf(first).map((sale) => sale._id));
        const again = planSales(importOf('sales', [HEADER, ...turned], { existing: held(first) }));
        expect(again.documents).toEqual([]);
        expect(again.summary.unchanged).toBe(rows.length);
        for (const doc of first.documents) expect(documentFault({ ...doc })).toBeNull();
      }),
    );
  });

  it('adds only what an overlapping file has more', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }), (rows, a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        const part = planSales(importOf('sales', [HEADER, ...rows.slice(start, end)], { existing }));
        const whole = planSales(importOf('sales', [HEADER, ...rows], { existing: held(part) }));
        const alone = planSales(importOf('sales', [HEADER, ...rows], { existing }));
        const both = [...salesOf(part), ...salesOf(whole)];
        expect(new Set(both.map((sale) => sale._id)).size).toBe(both.length);
        expect(lineTexts(both)).toEqual(lineTexts(salesOf(alone)));
      }),
    );
  });

  it('takes an export with ticket numbers and one without for the same sales', () => {
    const plain = [HEADER, ['12/03/2026', 'RIZ25', '', 2, 12_500]];
    const numbered = [
      [...HEADER, 'N° ticket'],
      ['12/03/2026 09:00', 'RIZ25', '', 2, 12_500, 'T1'],
      ['12/03/2026 10:00', 'RIZ25', '', 2, 12_500, 'T2'],
    ];
    const first = planSales(importOf('sales', plain, { existing }));
    expect(planSales(importOf('sales', numbered, { existing: held(first) })).summary).toMatchObject({
      unchanged: 1,
      saleLines: 1,
    });
    const other = planSales(importOf('sales', numbered, { existing }));
    expect(planSales(importOf('sales', plain, { existing: held(other) })).summary).toMatchObject({
      unchanged: 1,
      saleLines: 0,
    });
    const third = [
      [...HEADER, 'N° ticket'],
      ['12/03/2026 11:00', 'RIZ25', '', 2, 12_500, 'T3'],
    ];
    expect(planSales(importOf('sales', third, { existing: held(other) })).summary).toMatchObject({
      unchanged: 0,
      saleLines: 1,
    });
  });

  it('refuses a sale that was imported at another price', () => {
    const first = planSales(importOf('sales', [HEADER, ['12/03/2026', 'RIZ25', '', 2, '19']], { existing }));
    const again = importOf('sales', [HEADER, ['12/03/2026', 'RIZ25', '', 2, '19']], {
      existing: held(first),
      options: { rate: 655.957 },
    });
    expect(codes(planSales(again))).toEqual([[2, 'other-price']]);
    expect(planSales(again).documents).toEqual([]);
  });

  it('imports anew, under other ids, what was cancelled', () => {
    const rows = [HEADER, ['12/03/2026', 'RIZ25', '', 2, 12_500]];
    const first = planSales(importOf('sales', rows, { existing }));
    const ids = salesOf(first).map((sale) => sale._id);
    const second = planSales(importOf('sales', rows, { existing: held(first, ids) }));
    expect(second.summary.saleLines).toBe(1);
    expect(ids).not.toContain(salesOf(second)[0]?._id);
  });

  it('leaves out the days that the app recorded itself, when so wanted', () => {
    const rows = [HEADER, ['12/03/2026', 'RIZ25', '', 2, 12_500], ['13/03/2026', 'RIZ25', '', 2, 12_500]];
    const recorded = { products: [riz], recordedDays: new Set(['2026-03-13']) };
    expect(planSales(importOf('sales', rows, { existing: recorded })).summary).toMatchObject({
      recordedDays: 1,
      saleLines: 2,
    });
    const plan = planSales(importOf('sales', rows, { existing: recorded, options: { skipRecordedDays: true } }));
    expect(plan.summary).toMatchObject({ recordedDays: 1, saleLines: 1 });
    expect(codes(plan)).toEqual([[3, 'recorded-day']]);
  });
});

describe('hostile files', () => {
  it('writes only valid documents, whatever the cells hold', () => {
    const hostile: fc.Arbitrary<Cell> = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.integer({ min: -10, max: 50_000 }),
      fc.constantFrom<Cell>(
        '12/03/2026',
        '2026-03-01 10:00',
        46_000,
        'RIZ25',
        3,
        '1,5',
        null,
        undefined,
        true,
        '<img onerror=alert(1)>',
        '=cmd()',
        1e308,
        '__proto__',
        'x'.repeat(100_000),
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.array(hostile, { maxLength: 6 }), { maxLength: 12 }), (cells) => {
        const plan = planSales(importOf('sales', [HEADER, ...cells], { existing }));
        for (const doc of plan.documents) expect(documentFault({ ...doc })).toBeNull();
        for (const fault of plan.faults) expect(fault.value.length).toBeLessThan(70);
      }),
      { numRuns: 300 },
    );
  });

  it('plans twenty thousand rows in a moment', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [
      `${(index % 28) + 1}/0${(index % 3) + 1}/2025`,
      `P${index % 500}`,
      '',
      (index % 9) + 1,
      100 * (index % 50) + 100,
    ]);
    const started = performance.now();
    const first = planSales(importOf('sales', [HEADER, ...rows]));
    planSales(
      importOf('sales', [HEADER, ...rows], { existing: { products: productsOf(first), imported: salesOf(first) } }),
    );
    expect(performance.now() - started).toBeLessThan(5000);
    expect(first.summary.saleLines).toBe(20_000);
  });
});
