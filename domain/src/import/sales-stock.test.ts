import { describe, expect, it } from 'vitest';
import { entriesOf, isKnownBy, stockOnHand, toldOf } from '../ledger/index.ts';
import { planSales } from './sales.ts';
import { importOf, riz } from './testing/inputs.ts';
import { countsOf, HEADER, salesOf } from './testing/sales-plans.ts';

describe('history and the stock on hand', () => {
  const rows = [HEADER, ['12/03/2026', 'RIZ25', '', 2, 12_500], ['14/03/2026', 'MIL', '', 4, 400]];
  const stock = new Map([[riz._id as string, { onHand: 9, countedAt: '', isKnown: true }]]);

  it('leaves the stock alone by counting it after the history', () => {
    const plan = planSales(importOf('sales', rows, { existing: { products: [riz], stock } }));
    expect(plan.summary).toMatchObject({ stockAtRisk: 2, counts: 2 });
    const entries = [...salesOf(plan), ...countsOf(plan)].flatMap(entriesOf);
    const onHand = stockOnHand(entries);
    expect(onHand.get(riz._id)).toBe(9);
    expect(onHand.get('product:mil')).toBe(0);
    // Nobody looked at the shelf: what was to be counted still is.
    expect(isKnownBy(toldOf(entries).get('product:mil'))).toBe(false);
  });

  it('lets the history lower it when so wanted', () => {
    const plan = planSales(
      importOf('sales', rows, { existing: { products: [riz], stock }, options: { keepStock: false } }),
    );
    expect(plan.summary).toMatchObject({ stockAtRisk: 2, counts: 0 });
  });

  it('knows a product that was counted since', () => {
    const counted = new Map([[riz._id as string, { onHand: 9, countedAt: '2026-03-13T10:00:00.000Z', isKnown: true }]]);
    const plan = planSales(importOf('sales', rows, { existing: { products: [riz], stock: counted } }));
    expect(countsOf(plan).map((count) => count.productId)).toEqual(['product:mil']);
    expect(plan.summary).toMatchObject({ stockAtRisk: 1, stockLowered: 0 });
  });

  it('lets sales after an opening count lower the stock, as the ledger does, and says so', () => {
    const opening = new Map([[riz._id as string, { onHand: 9, countedAt: '2026-01-31T23:59:59.999Z', isKnown: true }]]);
    const plan = planSales(importOf('sales', rows.slice(0, 2), { existing: { products: [riz], stock: opening } }));
    expect(plan.summary).toMatchObject({ stockAtRisk: 0, stockLowered: 1, counts: 0 });
  });
});
