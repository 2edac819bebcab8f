import { describe, expect, it } from 'vitest';
import type { Count, Product } from '../documents/index.ts';
import type { Existing } from './existing.ts';
import { planImport } from './plan-import.ts';
import type { Cell } from './table.ts';
import { importOf, riz } from './testing/inputs.ts';
import type { ImportKind, ImportOptions } from './types.ts';

const sucre: Product = { ...riz, _id: 'product:k2', code: 'SUC1', name: 'Sucre 1 kg', salePrice: 750, barcode: '2' };
const existing: Partial<Existing> = {
  products: [riz, sucre],
  stock: new Map([
    [riz._id, { onHand: 10, countedAt: '2026-03-01T08:00:00.000Z', isKnown: true }],
    [sucre._id, { onHand: 40, countedAt: '2026-03-01T08:00:00.000Z', isKnown: true }],
  ]),
};

const planOf = (kind: ImportKind, rows: readonly (readonly Cell[])[], options: Partial<ImportOptions> = {}) =>
  planImport(importOf(kind, rows, { existing, options }));

describe('what an import changes of known products', () => {
  it('is listed old and new, the largest change first, and counted', () => {
    const plan = planOf('catalogue', [
      ['Code', 'Produit', 'Prix achat', 'Prix', 'Stock'],
      ['RIZ25', 'Riz brisé parfumé 25 kg', '11 500', '12 750', '10'],
      ['SUC1', 'Sucre 1 kg', '', '250', '4'],
      ['NEW', 'Café', '', '500', '3'],
    ]);
    expect(plan.changes).toEqual([
      {
        productId: sucre._id,
        name: 'Sucre 1 kg',
        changes: [
          { field: 'salePrice', before: 750, after: 250 },
          { field: 'stock', before: 40, after: 4 },
        ],
      },
      {
        productId: riz._id,
        name: 'Riz brisé 25 kg',
        changes: [
          { field: 'salePrice', before: 12_500, after: 12_750 },
          { field: 'purchasePrice', before: 11_400, after: 11_500 },
          { field: 'name', before: 'Riz brisé 25 kg', after: 'Riz brisé parfumé 25 kg' },
        ],
      },
    ]);
    expect(plan.summary.changed).toEqual({ salePrice: 2, purchasePrice: 1, stock: 1, name: 1 });
    expect(plan.asks).toEqual([]);
  });
});

describe('questions of an import', () => {
  const toZero = [
    ['Code', 'Produit', 'Prix achat', 'Prix de vente'],
    ['RIZ25', 'Riz brisé 25 kg', '0', '0'],
    ['SUC1', 'Sucre 1 kg', '', '0'],
  ];

  it('asks before a known price or cost falls to 0, and keeps it meanwhile', () => {
    const plan = planOf('catalogue', toZero);
    expect(plan.asks).toEqual([
      {
        code: 'price-to-zero',
        items: [
          { line: 2, product: 'Riz brisé 25 kg', before: 12_500, after: 0, choice: null },
          { line: 3, product: 'Sucre 1 kg', before: 750, after: 0, choice: null },
        ],
      },
      {
        code: 'cost-to-zero',
        items: [{ line: 2, product: 'Riz brisé 25 kg', before: 11_400, after: 0, choice: null }],
      },
    ]);
    expect(plan.summary.unanswered).toBe(3);
    expect(plan.documents).toEqual([]);
  });

  it.each([
    ['euros', '19,05', '17,38'],
    ['thousands', '12,5', '11,4'],
    ['centimes', '1250000', '1140000'],
    ['cartons of twelve', '150000', '136800'],
  ])('asks before a known price or cost becomes far another (%s), and keeps it meanwhile', (_, price, cost) => {
    const plan = planOf('catalogue', [
      ['Code', 'Produit', 'Prix achat', 'Prix de vente'],
      ['RIZ25', 'Riz brisé 25 kg', cost, price],
    ]);
    expect(plan.asks.map(({ code, items }) => [code, items.map(({ before }) => before)])).toEqual([
      ['price-far', [12_500]],
      ['cost-far', [11_400]],
    ]);
    expect(plan.documents).toEqual([]);
  });

  it('does what was chosen, for one line before all of them', () => {
    const answers = { 'price-to-zero': 'take', 'price-to-zero:3': 'keep', 'cost-to-zero': 'nonsense' };
    const plan = planOf('catalogue', toZero, { answers });
    expect(plan.summary.unanswered).toBe(1);
    expect(plan.changes).toMatchObject([
      { productId: riz._id, changes: [{ field: 'salePrice', before: 12_500, after: 0 }] },
    ]);
  });

  it.each<[ImportKind, Cell[][]]>([
    [
      'catalogue',
      [
        ['Code', 'Produit', 'Prix'],
        ['RIZ25', 'Savon de Marseille', 9000],
      ],
    ],
    [
      'stock',
      [
        ['Code', 'Produit', 'Stock compté'],
        ['RIZ25', 'Savon de Marseille', 300],
      ],
    ],
    [
      'sales',
      [
        ['Date', 'Code', 'Produit', 'Qté', 'PU'],
        ['12/03/2026', 'RIZ25', 'Savon de Marseille', 1, 300],
      ],
    ],
  ])('asks whether a code that names another article means it (%s)', (kind, rows) => {
    const plan = planOf(kind, rows);
    expect(plan.asks).toMatchObject([
      { code: 'other-article', items: [{ before: 'Riz brisé 25 kg', after: 'Savon de Marseille' }] },
    ]);
    expect(plan.documents).toEqual([]);
    const same = planOf(kind, rows, { answers: { 'other-article': 'same' } });
    expect(same.summary.unanswered).toBe(0);
    expect(same.documents).not.toEqual([]);
  });

  it('asks before quantities that hardly were counted replace a known stock', () => {
    const rows = [
      ['Code', 'Produit', 'Prix', 'Quantité'],
      ['RIZ25', 'Riz brisé 25 kg', 12_500, 5],
      ['SUC1', 'Sucre 1 kg', 750, 40],
    ];
    const counts = (answers: ImportOptions['answers']) =>
      planOf('catalogue', rows, { answers }).documents.filter((doc): doc is Count => doc.type === 'count');
    expect(planOf('catalogue', rows).asks).toMatchObject([
      { code: 'stock-overwritten', items: [{ line: 2, before: 10, after: 5 }] },
    ]);
    expect(counts({}).map(({ productId }) => productId)).not.toContain(riz._id);
    expect(counts({ 'stock-overwritten': 'counted' }).map(({ counted }) => counted)).toContain(5);
  });

  it.each([
    [['Code', 'Stock'], []],
    [['Code', 'Quantité'], ['Inventaire du 12/03/2026']],
  ])('asks nothing of a file that says it was counted', (header, title) => {
    const plan = planOf('stock', [title, header, ['RIZ25', 5]]);
    expect(plan.asks).toEqual([]);
    expect(plan.changes).toMatchObject([{ changes: [{ field: 'stock', before: 10, after: 5 }] }]);
  });
});
