import type { Category, Product, Supplier } from '@digiboost/domain/documents';
import { aCategory, aProduct, aSupplier } from '@digiboost/domain/documents/testing/examples';
import { catalogueTable } from '@digiboost/domain/import';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from './csv-file.ts';
import { ShopOfFiles } from './testing/shop-of-files.ts';

const fileOf = (shop: Parameters<typeof catalogueTable>[0]) => ({
  name: 'catalogue-2026-12-20.csv',
  bytes: new TextEncoder().encode(csvText(catalogueTable(shop))),
});

const category = aCategory();
const supplier = aSupplier({ phone: '+221771234567', leadTimeDays: 12 });

/** Names and codes that spreadsheets and separators make trouble with. */
const NAMES = [
  'Riz brisé; 25 kg',
  'Huile "Dinor" 5 L',
  '=SOMME(A1)',
  '+ de café',
  'Pâte d’arachide',
  'Œufs (30)',
  '12',
];
const product = fc.record(
  {
    name: fc.constantFrom(...NAMES),
    purchasePrice: fc.integer({ min: 0, max: 10_000_000 }).map((cents) => cents / 100),
    salePrice: fc.integer({ min: 0, max: 5_000_000 }),
    unit: fc.constantFrom('sac', 'pièce', 'kg', 'bidon de 5 L'),
    minStock: fc.integer({ min: 0, max: 100_000 }).map((milli) => milli / 1000),
    maxStock: fc.integer({ min: 100_000, max: 900_000 }).map((milli) => milli / 1000),
    packSize: fc.integer({ min: 1, max: 144 }),
    barcode: fc.integer({ min: 0, max: 999_999 }).map((n) => `604${String(n).padStart(10, '0')}`),
    description: fc.constantFrom('Sac de 25 kg; qualité A', '-20 % en décembre', 'a\u00a0b'),
    categoryId: fc.constant(category._id),
    supplierId: fc.constant(supplier._id),
    isActive: fc.boolean(),
  },
  {
    requiredKeys: ['name', 'purchasePrice', 'salePrice', 'unit', 'minStock', 'isActive'],
  },
);

const shopOf = (contents: readonly Partial<Product>[]): (Product | Category | Supplier)[] => [
  category,
  supplier,
  ...contents.map((content, n) => {
    const { barcode } = content;
    const isFirst = contents.findIndex((other) => other.barcode === barcode) === n;
    return aProduct({
      ...content,
      _id: `product:p${n}`,
      code: String(n).padStart(5, '0'),
      barcode: isFirst ? barcode : undefined,
    });
  }),
];

describe('the catalogue that the app exports', () => {
  it('read back, changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(product, { minLength: 1, maxLength: 12 }), async (contents) => {
        const shop = new ShopOfFiles('2026-12-20', shopOf(contents));
        const { documents, plan, view } = await shop.import(fileOf(shop));
        expect(view.kind).toBe('catalogue');
        expect(plan.asks).toEqual([]);
        expect(plan.summary.faulty).toBe(0);
        expect(documents).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('with a price changed, changes that price', async () => {
    const shop = new ShopOfFiles(
      '2026-12-20',
      shopOf([
        { name: 'Riz', salePrice: 500 },
        { name: 'Sucre', salePrice: 750 },
      ]),
    );
    const { name, bytes } = fileOf(shop);
    const text = new TextDecoder().decode(bytes).replace(';500;', ';525;');
    const { documents } = await shop.import({ name, bytes: new TextEncoder().encode(text) });
    expect(documents).toMatchObject([{ name: 'Riz', salePrice: 525 }]);
  });
});
