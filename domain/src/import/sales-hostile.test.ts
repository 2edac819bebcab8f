import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentFault } from '../documents/index.ts';
import { planSales } from './sales.ts';
import type { Cell } from './table.ts';
import { importOf } from './testing/inputs.ts';
import { existing, HEADER, productsOf, salesOf } from './testing/sales-plans.ts';

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

  it('plans twenty thousand rows, looking at each a few times only, however many there are already', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [
      `${(index % 28) + 1}/0${(index % 3) + 1}/2025`,
      `P${index % 500}`,
      '',
      (index % 9) + 1,
      100 * (index % 50) + 100,
    ]);
    const first = planSales(importOf('sales', [HEADER, ...rows]));
    expect(first.summary.saleLines).toBe(20_000);
    let reads = 0;
    const watched = rows.map(
      (row) =>
        new Proxy(row, {
          get(cells, name) {
            reads += 1;
            return Reflect.get(cells, name);
          },
        }),
    );
    const held = { products: productsOf(first), imported: salesOf(first) };
    const again = planSales(importOf('sales', [HEADER, ...watched], { existing: held }));
    expect(again.summary.unchanged).toBe(20_000);
    expect(reads).toBeLessThan(50 * rows.length);
  });
});
