import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentFault, type Sale } from '../documents/index.ts';
import type { Existing } from './existing.ts';
import { planSales } from './sales.ts';
import { importOf, riz } from './testing/inputs.ts';
import { existing, faultsOf, HEADER, productsOf, salesOf } from './testing/sales-plans.ts';
import type { ImportPlan } from './types.ts';

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
    expect(faultsOf(planSales(again))).toEqual([[2, 'other-price']]);
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
    expect(faultsOf(plan)).toEqual([[3, 'recorded-day']]);
  });
});
