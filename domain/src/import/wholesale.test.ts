import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentFault, type Product, type Sale } from '../documents/index.ts';
import { guess } from './guess.ts';
import { planSales } from './sales.ts';
import { importOf } from './testing/inputs.ts';

const text = readFileSync(new URL('./fixtures/wholesale.csv', import.meta.url), 'utf8');
const rows = text
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const [header = [], ...data] = rows;
/** FCFA for a pound. */
const options = { rate: 780 };
const salesOf = (documents: readonly { type: string }[]): Sale[] =>
  documents.filter((doc) => doc.type === 'sale') as Sale[];
const productsOf = (documents: readonly { type: string }[]) =>
  documents.filter((doc) => doc.type === 'product') as Product[];

describe('a wholesaler’s sales', () => {
  const plan = planSales(importOf('sales', rows, { options }));

  it('are recognised, and become a shop with products and a ticket a day', () => {
    expect(guess({ rows, headerIndex: 0 })).toMatchObject({ kind: 'sales', isSure: true });
    expect(plan.faults).toEqual([]);
    expect(plan.summary).toMatchObject({ rows: data.length, saleLines: data.length, productsCreated: 11 });
    expect(plan.summary.tickets).toBe(new Set(data.map(([, date]) => date)).size);
    for (const doc of plan.documents) expect(documentFault({ ...doc })).toBeNull();
  });

  it('keep every quantity, and every price to the franc', () => {
    const units = (sku: string) => data.filter(([code]) => code === sku).reduce((sum, row) => sum + Number(row[2]), 0);
    for (const { code, _id } of productsOf(plan.documents)) {
      const lines = salesOf(plan.documents).flatMap((sale) => sale.lines.filter((line) => line.productId === _id));
      expect(lines.reduce((sum, line) => sum + line.quantity, 0)).toBe(units(code));
    }
    const revenue = data.reduce((sum, row) => sum + Number(row[2]) * Math.round(Number(row[3]) * 780), 0);
    expect(plan.summary.revenue).toBe(revenue);
  });

  it('are imported once, from one file or from two that overlap', () => {
    const first = planSales(importOf('sales', rows.slice(0, 200), { options }));
    const existing = { products: productsOf(first.documents), imported: salesOf(first.documents) };
    const rest = planSales(importOf('sales', [header, ...data.slice(120)], { options, existing }));
    const both = [...salesOf(first.documents), ...salesOf(rest.documents)];
    expect(both.flatMap((sale) => sale.lines)).toHaveLength(data.length);
    const again = planSales(
      importOf('sales', rows, {
        options,
        existing: { products: [...existing.products, ...productsOf(rest.documents)], imported: both },
      }),
    );
    expect(again.documents).toEqual([]);
    expect(again.summary.unchanged).toBe(data.length);
  });

  it('hint at prices that are not in francs when no rate is given', () => {
    expect(planSales(importOf('sales', rows)).summary.foreignPrices).toBeGreaterThan(0.9);
  });
});
