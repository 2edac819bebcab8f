import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineAmount } from '../shared/money.ts';
import { fromMilli, toMilli } from '../shared/quantity.ts';
import { amountsOf, linesOf } from './line-amounts.ts';
import { importOf } from './testing/inputs.ts';

describe('linesOf', () => {
  it('keeps an amount that no whole price makes', () => {
    expect(linesOf(1000, 12_500)).toEqual([
      { quantity: 500, unitPrice: 12 },
      { quantity: 500, unitPrice: 13 },
    ]);
    expect(linesOf(3, 11_000)).toEqual([
      { quantity: 1, unitPrice: 3666 },
      { quantity: 2, unitPrice: 3667 },
    ]);
  });

  it('makes every amount of whole units to the franc, and of weighed ones to two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 0, max: 100_000_000 }), (milli, amount) => {
        const quantity = fromMilli(milli);
        const lines = linesOf(quantity, amount);
        const sum = lines.reduce((total, line) => total + lineAmount(line.quantity, line.unitPrice), 0);
        expect(lines.reduce((total, line) => total + toMilli(line.quantity), 0)).toBe(milli);
        expect(lines.every((line) => Number.isInteger(line.unitPrice) && line.unitPrice >= 0)).toBe(true);
        // Each of two weighed lines is rounded by itself.
        if (milli % 1000 === 0) expect(sum).toBe(amount);
        else expect(Math.abs(sum - amount)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('amountsOf', () => {
  const of = (...rows: (string | number)[][]) =>
    amountsOf(importOf('sales', [['Date', 'Produit', 'Quantité', 'Prix unitaire', 'Total'], ...rows]));

  it('takes amounts of lines, also less a discount or with a tax, but not those of tickets', () => {
    expect(of(['12/03/2026', 'a', 2, 500, 1000], ['12/03/2026', 'b', 3, 100, 250])).toBe('line');
    expect(of(['12/03/2026', 'a', 2, 500, 1180], ['12/03/2026', 'b', 3, 100, 354])).toBe('line');
    expect(
      of(['12/03/2026', 'a', 2, 500, 1300], ['12/03/2026', 'b', 3, 100, 1300], ['12/03/2026', 'c', 1, 700, 900]),
    ).toBe('ticket');
  });
});
