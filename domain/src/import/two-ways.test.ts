import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Count, Product } from '../documents/index.ts';
import { planCatalogue } from './catalogue.ts';
import { planDelivery } from './delivery.ts';
import { planSales } from './sales.ts';
import type { Cell } from './table.ts';
import { importOf, riz } from './testing/inputs.ts';
import type { ImportOptions, ImportPlan } from './types.ts';

const NAMES = ['Riz', 'Sucre', 'Huile', 'Savon'];
const withPrices = (prices: readonly Cell[], options: Partial<ImportOptions> = {}) =>
  planCatalogue(
    importOf('catalogue', [['Désignation', 'Prix de vente'], ...prices.map((price, row) => [NAMES[row], price])], {
      options,
    }),
  );
const pricesOf = ({ documents }: ImportPlan) =>
  documents.filter((doc): doc is Product => doc.type === 'product').map(({ salePrice }) => salePrice);
const doubtful = ({ faults }: ImportPlan) =>
  faults.filter(({ code }) => code === 'reads-two-ways').map(({ line, field, cost }) => [line, field, cost]);

describe('a price with one sign before three digits', () => {
  it.each([
    ['comma', ['1,250', '850,50', '12,5']],
    ['comma', ['1,250', '2.500', '3.000']],
    ['dot', ['1.250', '850.50', '12.5']],
    ['dot', ['850.000', '12.50', '7.25']],
  ])('is left out with a warning where it is written with the decimal %s of the column: %j', (_, prices) => {
    const plan = withPrices(prices);
    expect(pricesOf(plan)[0]).toBe(0);
    expect(doubtful(plan)).toEqual([[2, 'salePrice', 'field']]);
    expect(plan.summary.productsCreated).toBe(3);
  });

  it('leaves a known price as it is', () => {
    const rows = [
      ['Code', 'Prix de vente'],
      ['RIZ25', '1,250'],
      ['B', '12,50'],
    ];
    const plan = planCatalogue(importOf('catalogue', rows, { existing: { products: [riz] } }));
    expect(plan.documents.some((doc) => doc._id === riz._id)).toBe(false);
    expect(doubtful(plan)).toEqual([[2, 'salePrice', 'field']]);
  });

  it.each([
    ['whole francs, points', ['1.250', '2.500'], [1250, 2500]],
    ['whole francs, commas', ['1,250', '2,500'], [1250, 2500]],
    ['points for thousands beside a decimal comma', ['1.250', '12,50'], [1250, 13]],
    ['commas for thousands beside a decimal point', ['1,250', '12.50'], [1250, 13]],
    ['three decimals throughout', ['850.000', '1500.000'], [850, 1500]],
  ])('is read where the column tells: %s', (_, prices, right) => {
    const plan = withPrices(prices);
    expect(pricesOf(plan)).toEqual(right);
    expect(doubtful(plan)).toEqual([]);
  });

  it('is read as the person says', () => {
    expect(pricesOf(withPrices(['1,250', '2,5'], { decimals: 'comma' }))).toEqual([1, 3]);
    expect(pricesOf(withPrices(['1,250', '2500'], { decimals: 'dot' }))).toEqual([1250, 2500]);
  });

  it('never falls a thousandfold, whatever else the column holds', () => {
    const price = fc.integer({ min: 1000, max: 999_999 });
    const grouped = (value: number, sign: string) => String(value).replace(/\B(?=(\d{3})+$)/g, sign);
    const others = fc.array(fc.constantFrom('12,50', '7.25', '850', '1 500', '2.000', '2,000'), { maxLength: 3 });
    fc.assert(
      fc.property(price, fc.constantFrom('.', ','), others, (value, sign, rest) => {
        const [first] = pricesOf(withPrices([grouped(value, sign), ...rest]));
        expect([value, 0]).toContain(first);
      }),
    );
  });

  it('keeps a sale out rather than record it at 1 F', () => {
    const rows = [
      ['Date', 'Produit', 'Quantité', 'Prix unitaire'],
      ['12/03/2026', 'Riz', 1, '1,250'],
      ['12/03/2026', 'Sel', 1, '12,50'],
    ];
    const plan = planSales(importOf('sales', rows));
    expect(doubtful(plan)).toEqual([[2, 'unitPrice', 'row']]);
    expect(plan.summary).toMatchObject({ faulty: 1, saleLines: 1 });
  });
});

describe('a quantity with one sign before three digits', () => {
  it.each([[['1.250', '3']], [['1,250', '12,5']], [['1.250', '12.5']], [['3,250', 12]]])(
    'is asked where it is the stock: %j',
    (stocks) => {
      const rows = [['Désignation', 'Prix de vente', 'Stock'], ...stocks.map((stock, row) => [NAMES[row], 500, stock])];
      const counted = (answers: Record<string, string>) => {
        const plan = planCatalogue(importOf('catalogue', rows, { options: { answers } }));
        const counts = plan.documents.filter((doc): doc is Count => doc.type === 'count');
        return { counts: counts.map((doc) => doc.counted), asked: plan.asks.map(({ code }) => code), plan };
      };
      const open = counted({});
      expect(open.asked).toEqual(['how-many']);
      expect(open.counts).toHaveLength(1);
      expect(open.plan.summary.unanswered).toBe(1);
      expect(counted({ 'how-many:2': '1250' }).counts).toContain(1250);
    },
  );

  it.each(['1.250', '1,250'])('is asked where it is sold or delivered: %s', (written) => {
    const sold = [
      ['Date', 'Produit', 'Quantité', 'Prix unitaire'],
      ['12/03/2026', 'Riz', written, 500],
      ['12/03/2026', 'Sel', 3, 100],
    ];
    const asked = planSales(importOf('sales', sold));
    expect(asked.asks).toMatchObject([{ code: 'how-many', items: [{ line: 2, product: 'Riz', before: written }] }]);
    expect([asked.faults, asked.summary.revenue, asked.summary.unanswered]).toEqual([[], 300, 1]);
    const revenue = (options: Partial<ImportOptions>) =>
      planSales(importOf('sales', sold, { options })).summary.revenue;
    expect(revenue({ answers: { 'how-many:2': '1.25' } })).toBe(925);
    expect(revenue({ answers: { 'how-many': 'none' } })).toBe(300);
    expect(revenue({ decimals: written.includes('.') ? 'dot' : 'comma' })).toBe(925);
    const delivered = [
      ['Produit', 'Quantité livrée'],
      ['Riz', written],
      ['Sel', 3],
    ];
    const answered = { options: { answers: { 'how-many:2': '1250' } } };
    expect(planDelivery(importOf('delivery', delivered)).asks).toMatchObject([{ code: 'how-many' }]);
    expect(planDelivery(importOf('delivery', delivered, answered)).documents).toContainEqual(
      expect.objectContaining({ type: 'movement', quantity: 1250 }),
    );
  });

  it('is read with a warning where a French scale may have written it', () => {
    const { documents, faults } = planCatalogue(
      importOf('catalogue', [
        ['Désignation', 'Stock'],
        ['Riz', '1,250'],
      ]),
    );
    expect(documents.flatMap((doc) => (doc.type === 'count' ? [doc.counted] : []))).toEqual([1.25]);
    expect(faults).toContainEqual(expect.objectContaining({ code: 'reads-two-ways', field: 'counted', cost: 'look' }));
  });

  it('is read where the others tell', () => {
    const rows = [
      ['Désignation', 'Stock'],
      ['Riz', '1,250'],
      ['Sel', '0,750'],
    ];
    const { documents, asks } = planCatalogue(importOf('catalogue', rows));
    expect(documents.flatMap((doc) => (doc.type === 'count' ? [doc.counted] : []))).toEqual([1.25, 0.75]);
    expect(asks).toEqual([]);
  });
});
