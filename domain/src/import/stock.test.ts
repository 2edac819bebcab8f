import { describe, expect, it } from 'vitest';
import { type Count, documentFault } from '../documents/index.ts';
import { planStock } from './stock.ts';
import { AUTHOR, importOf, riz } from './testing/inputs.ts';
import type { ImportPlan } from './types.ts';

const rows = [
  ['Code', 'Produit', 'Quantité comptée'],
  ['RIZ25', 'Riz brisé 25 kg', '12'],
  ['MIL', 'Mil', '3,25'],
];
const countsOf = (plan: ImportPlan): Count[] => plan.documents.filter((doc) => doc.type === 'count');
const later = { ...AUTHOR, at: '2026-03-22T09:00:00.000Z' };

describe('planStock', () => {
  it('counts what the file says, now', () => {
    const plan = planStock(importOf('stock', rows, { existing: { products: [riz] } }));
    expect(plan.summary).toMatchObject({ counts: 2, productsCreated: 1, unknownCount: 1, unknownProducts: ['Mil'] });
    expect(countsOf(plan)).toMatchObject([
      { productId: riz._id, counted: 12, at: AUTHOR.at, day: '2026-03-20' },
      { productId: 'product:mil', counted: 3.25 },
    ]);
    for (const doc of plan.documents) expect(documentFault({ ...doc })).toBeNull();
  });

  it('counts in the evening of a past day', () => {
    const plan = planStock(importOf('stock', rows, { options: { fileDay: '2025-12-31' } }));
    expect(countsOf(plan)[0]).toMatchObject({ at: '2025-12-31T23:59:59.999Z', day: '2025-12-31' });
    const own = planStock(
      importOf('stock', [
        ['Code', 'Stock', 'Date'],
        ['A', 3, '31/12/2025'],
        ['A', 4, '01/01/2026'],
      ]),
    );
    expect(countsOf(own).map((count) => count.day)).toEqual(['2025-12-31', '2026-01-01']);
  });

  it('does not count again when the same file comes on another day, unless it is told to', () => {
    const first = planStock(importOf('stock', rows, { existing: { products: [riz] } }));
    const existing = { products: [riz], counts: countsOf(first) };
    const again = planStock(importOf('stock', rows, { existing, author: later }));
    expect(again.summary).toMatchObject({ counts: 0, unchanged: 2 });
    const recount = planStock(importOf('stock', rows, { existing, author: later, options: { recount: true } }));
    expect(recount.summary).toMatchObject({ counts: 2, unchanged: 0 });
  });

  it('counts only the corrected rows of a file that comes again', () => {
    const many = [
      ['Code', 'Stock'],
      ...Array.from({ length: 10 }, (_, index) => [`P${index}`, index === 3 ? 'douze' : `${index}`]),
    ];
    const first = planStock(importOf('stock', many));
    expect(first.summary).toMatchObject({ faulty: 1, counts: 9 });
    const corrected = many.map((row) => (row[1] === 'douze' ? ['P3', '12'] : row));
    const second = planStock(importOf('stock', corrected, { existing: { counts: countsOf(first) }, author: later }));
    expect(countsOf(second)).toMatchObject([{ productId: 'product:p3', counted: 12 }]);
  });

  it('counts everything in a later inventory, what did not change too', () => {
    const earlier = planStock(
      importOf('stock', [
        ['Code', 'Stock'],
        ['A', 1],
        ['B', 2],
        ['C', 3],
      ]),
    );
    const next = [
      ['Code', 'Stock'],
      ['A', 1],
      ['B', 7],
      ['C', 8],
    ];
    const plan = planStock(importOf('stock', next, { existing: { counts: countsOf(earlier) }, author: later }));
    expect(plan.summary).toMatchObject({ counts: 3, unchanged: 0 });
  });

  it('counts a dated file once', () => {
    const dated = { options: { fileDay: '2026-01-31' } };
    const first = planStock(importOf('stock', rows, dated));
    const again = planStock(
      importOf('stock', rows, { ...dated, existing: { counts: countsOf(first) }, author: later }),
    );
    expect(again.summary).toMatchObject({ counts: 0, unchanged: 2 });
  });

  it('names faulty rows: twice the same product, negative, unknown, without a quantity, in the future', () => {
    const plan = planStock(
      importOf(
        'stock',
        [
          ['Code', 'Stock', 'Date'],
          ['RIZ25', 3, ''],
          ['riz25', 4, ''],
          ['RIZ25', -1, ''],
          ['ZZZ', 4, ''],
          ['RIZ25', '', ''],
          ['RIZ25', 5, '01/01/2030'],
        ],
        {
          existing: { products: [riz] },
          options: { createUnknown: false },
        },
      ),
    );
    expect(plan.faults.map(({ line, code }) => [line, code])).toEqual([
      [3, 'duplicate'],
      [4, 'negative'],
      [5, 'unknown-product'],
      [6, 'missing'],
      [7, 'future'],
    ]);
    expect(plan.summary.counts).toBe(1);
  });

  it('warns of a count that a later one already replaced', () => {
    const stock = new Map([[riz._id, { onHand: 4, countedAt: '2026-03-01T10:00:00.000Z', isKnown: true }]]);
    const plan = planStock(
      importOf(
        'stock',
        [
          ['Code', 'Stock'],
          ['RIZ25', 3],
        ],
        { existing: { products: [riz], stock }, options: { fileDay: '2026-02-01' } },
      ),
    );
    expect(plan.faults.map(({ code }) => code)).toEqual(['older-than-count']);
  });

  it('asks which product a name means when two have it', () => {
    const twin = { ...riz, _id: 'product:k2' as const, code: 'OTHER' };
    const plan = planStock(
      importOf(
        'stock',
        [
          ['Produit', 'Stock'],
          ['riz brisé 25 kg', 3],
        ],
        { existing: { products: [riz, twin] } },
      ),
    );
    expect(plan.faults.map(({ code }) => code)).toEqual(['ambiguous-name']);
  });
});
