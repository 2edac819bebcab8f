import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Category, type Count, documentFault, merge, type Product, type Supplier } from '../documents/index.ts';
import { must } from '../shared/must.ts';
import { planCatalogue } from './catalogue.ts';
import type { Cell } from './table.ts';
import { AUTHOR, importOf, riz } from './testing/inputs.ts';
import type { ImportPlan } from './types.ts';

const HEADER = [
  'Code',
  'Produit',
  'Catégorie',
  'Fournisseur',
  "Prix d'achat",
  'Prix de vente',
  'Unité',
  'Stock mini',
  'Stock',
];
const productsOf = (plan: ImportPlan): Product[] => plan.documents.filter((doc) => doc.type === 'product');
const codes = (plan: ImportPlan) =>
  plan.faults.map(({ line, code, other }) => (other ? [line, code, other] : [line, code]));

/** What the shop holds once the plan is written. */
function after(plan: ImportPlan) {
  const of = <D>(type: string) => plan.documents.filter((doc) => doc.type === type) as unknown as D[];
  return {
    products: of<Product>('product'),
    categories: of<Category>('category'),
    suppliers: of<Supplier>('supplier'),
    counts: of<Count>('count'),
  };
}

describe('planCatalogue', () => {
  const rows = [
    HEADER,
    ['P001', 'Riz brisé 25 kg', 'Céréales', 'Dépôt du Port', '11 400', '12 500 FCFA', 'sac', '5', '12'],
    ['P002', "Huile d'arachide", 'Épicerie', 'Sandaga', '1150,50', '1.400', 'litre', '', '3,5'],
    ['P003', 'Mil', 'céréales', 'SANDAGA', '310', '400', '', '', ''],
  ];

  it('creates products with their categories, suppliers and stock', () => {
    const plan = planCatalogue(importOf('catalogue', rows));
    expect(plan.faults).toEqual([]);
    expect(plan.summary).toMatchObject({
      rows: 3,
      faulty: 0,
      productsCreated: 3,
      productsUpdated: 0,
      categoriesCreated: 2,
      suppliersCreated: 2,
      counts: 2,
    });
    const [first, second, third] = productsOf(plan);
    expect(first).toMatchObject({
      _id: 'product:p001',
      code: 'P001',
      name: 'Riz brisé 25 kg',
      purchasePrice: 11_400,
      salePrice: 12_500,
      unit: 'sac',
      minStock: 5,
      isActive: true,
    });
    expect(second).toMatchObject({ purchasePrice: 1150.5, salePrice: 1400, minStock: 0 });
    expect(third).toMatchObject({ unit: 'pièce', categoryId: first?.categoryId, supplierId: second?.supplierId });
    expect(plan.documents.map((doc) => doc.type)).toEqual([
      'category',
      'category',
      'supplier',
      'supplier',
      'product',
      'product',
      'product',
      'count',
      'count',
    ]);
    for (const doc of plan.documents) expect(documentFault({ ...doc })).toBeNull();
  });

  it('changes nothing when the same file comes twice', () => {
    const first = planCatalogue(importOf('catalogue', rows));
    const again = planCatalogue(
      importOf('catalogue', rows, { existing: after(first), author: { ...AUTHOR, at: '2026-03-21T09:00:00.000Z' } }),
    );
    expect(again.documents).toEqual([]);
    expect(again.summary.unchanged).toBe(3);
  });

  it('makes the same documents on two phones, which merge into one', () => {
    const one = productsOf(planCatalogue(importOf('catalogue', rows)));
    const two = productsOf(
      planCatalogue(
        importOf(
          'catalogue',
          [...rows].reverse().sort((a) => (a === HEADER ? -1 : 1)),
          {
            author: { at: '2026-03-20T16:00:00.000Z', by: 'ibou', deviceId: 'phone2' },
          },
        ),
      ),
    );
    for (const doc of one) {
      const other = must(two.find(({ _id }) => _id === doc._id));
      const merged = merge(doc, other);
      expect(merged).toMatchObject({ code: doc.code, name: doc.name, salePrice: doc.salePrice });
      expect(merged.history).toBeUndefined();
    }
  });

  it('updates what the file says and leaves what it does not say', () => {
    const plan = planCatalogue(
      importOf(
        'catalogue',
        [
          ['Code', 'Prix de vente', 'Stock mini'],
          ['riz25', '13000', ''],
        ],
        { existing: { products: [riz] } },
      ),
    );
    const [updated] = productsOf(plan);
    expect(plan.summary).toMatchObject({ productsCreated: 0, productsUpdated: 1 });
    expect(updated).toMatchObject({ _id: riz._id, name: riz.name, salePrice: 13_000, minStock: 5 });
    expect(Object.keys(updated?.edits ?? {})).toEqual(['salePrice']);
  });

  it('finds a product by its barcode, or by its name when it has no code', () => {
    const existing = { products: [riz] };
    const byBarcode = planCatalogue(
      importOf(
        'catalogue',
        [
          ['EAN', 'Produit', 'Prix'],
          [6_040_000_000_017, 'Riz 25', 13_000],
        ],
        { existing },
      ),
    );
    expect(productsOf(byBarcode)).toMatchObject([{ _id: riz._id, name: 'Riz 25', salePrice: 13_000 }]);
    const byName = planCatalogue(
      importOf(
        'catalogue',
        [
          ['Produit', 'Prix'],
          ['RIZ BRISE 25 KG', 13_000],
        ],
        { existing },
      ),
    );
    expect(productsOf(byName)).toMatchObject([{ _id: riz._id, salePrice: 13_000 }]);
  });

  it('names every faulty row, and what is wrong', () => {
    const plan = planCatalogue(
      importOf('catalogue', [
        HEADER,
        ['', '', 'Céréales', '', '1', '2', '', '', ''],
        ['A', 'Produit A', '', '', 'abc', '500', '', '', ''],
        ['B', 'Produit B', '', '', '-5', '500', '', '', ''],
        ['C', 'Produit C', '', '', '100', '6040000000017', '', '', ''],
        ['D', 'Produit D', '', '', '100', '500', '', '', '-2'],
        ['E', 'Produit E', '', '', '100', '500', '', '', ''],
        ['e', 'Produit E', '', '', '100', '600', '', '', ''],
        ['E', 'Produit E', '', '', '100', '500', '', '', ''],
        ['F', 'x'.repeat(300), '', '', '100', '500', '', '', ''],
        ['6,04E+12', 'Produit G', '', '', '100', '500', '', '', ''],
        ['H', 'Produit H', '', '', '600', '500', '', '', ''],
        ['I', 'Produit I', '', '', '#REF!', '500', '', '', ''],
        ['', '', '', '', '', '', '', '', ''],
        ['TOTAL', '', '', '', '5000', '5000', '', '', ''],
      ]),
    );
    expect(codes(plan)).toEqual([
      [2, 'no-product'],
      [3, 'not-a-number'],
      [4, 'negative-price'],
      [5, 'price-too-large'],
      [5, 'no-price'],
      [6, 'negative'],
      [8, 'duplicate', 7],
      [9, 'same-row', 7],
      [10, 'too-long'],
      [11, 'scientific'],
      [12, 'below-cost'],
      [13, 'formula-error'],
      [15, 'total-row'],
    ]);
    expect(plan.summary).toMatchObject({ rows: 13, faulty: 3, productsCreated: 8 });
    expect(plan.faults).toContainEqual(
      expect.objectContaining({ code: 'scientific', cost: 'field', field: 'code', column: 0, value: '6,04E+12' }),
    );
    expect(plan.faults.filter(({ code }) => code === 'not-a-number')).toMatchObject([{ cost: 'field' }]);
  });

  it('revives a product that went with an import taken back, and leaves one that the shop archived', () => {
    const archived = { ...riz, isActive: false };
    const rows = [
      ['Code', 'Prix'],
      ['RIZ25', 13_000],
    ];
    const revived = planCatalogue(
      importOf('catalogue', rows, { existing: { products: [archived], takenBack: new Set([riz._id]) } }),
    );
    expect(productsOf(revived)).toMatchObject([{ isActive: true }]);
    const left = planCatalogue(importOf('catalogue', rows, { existing: { products: [archived] } }));
    expect(productsOf(left)).toMatchObject([{ isActive: false }]);
    expect(codes(left)).toEqual([[2, 'archived']]);
  });

  it('converts the prices of another currency', () => {
    const plan = planCatalogue(
      importOf(
        'catalogue',
        [
          ['Code', 'Nom', 'Prix achat', 'Prix vente'],
          ['A', 'A', '1,50', '2,00'],
        ],
        { options: { rate: 655.957 } },
      ),
    );
    expect(productsOf(plan)).toMatchObject([{ purchasePrice: 983.94, salePrice: 1312 }]);
    expect(plan.faults).toEqual([]);
    expect(plan.summary.foreignPrices).toBe(0.5);
  });

  it('has nothing to write for an empty file, or one with only its header', () => {
    expect(planCatalogue(importOf('catalogue', [])).documents).toEqual([]);
    expect(planCatalogue(importOf('catalogue', [HEADER])).summary.rows).toBe(0);
  });

  it('a row whose code lost its digits means what the others called so, at every reading alike', () => {
    const input = importOf('catalogue', [HEADER, [1e21, 'Riz'], ['RIZ', null, 'Céréales'], ['B2', 'Riz', 'Sacs']]);
    const plan = planCatalogue(input);
    const again = planCatalogue({ ...input, existing: { ...input.existing, ...after(plan) } });
    expect(again.documents).toEqual([]);
    expect(plan.documents.flatMap((doc) => (doc.type === 'product' ? [doc.code] : []))).toEqual(['RIZ', 'B2']);
  });

  it('writes only valid documents, whatever the cells hold', () => {
    const hostile: fc.Arbitrary<Cell> = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom<Cell>(
        null,
        undefined,
        '<img onerror=alert(1)>',
        '=cmd()',
        1e308,
        Number.NaN,
        '1e308',
        '-0',
        '__proto__',
        'constructor',
        'x'.repeat(100_000),
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.array(hostile, { minLength: 0, maxLength: 12 }), { maxLength: 12 }), (cells) => {
        const input = importOf('catalogue', [HEADER, ...cells]);
        const plan = planCatalogue(input);
        for (const doc of plan.documents) expect(documentFault({ ...doc })).toBeNull();
        expect(plan.summary.faulty).toBeLessThanOrEqual(plan.summary.rows);
        const again = planCatalogue({ ...input, existing: { ...input.existing, ...after(plan) } });
        expect(again.documents).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
