import { readFileSync } from 'node:fs';
import { aCount, aProduct } from '@digiboost/domain/documents/testing/examples';
import { describe, expect, it } from 'vitest';
import { ShopOfFiles } from './testing/shop-of-files.ts';

const FILES = new URL('../../../../../domain/src/import/fixtures/files/', import.meta.url);
const fileOf = (name: string) => ({ name, bytes: Uint8Array.from(readFileSync(new URL(name, FILES))) });
const prices = (shop: ShopOfFiles) => Object.fromEntries(shop.products.map(({ name, salePrice }) => [name, salePrice]));
const revenue = (shop: ShopOfFiles) =>
  shop.sales.flatMap(({ lines }) => lines).reduce((sum, line) => sum + Math.round(line.quantity * line.unitPrice), 0);

describe('files that other products stumbled over', () => {
  it.each(['formules-valeur-zero.xlsx', 'formules-sans-valeur.xlsx'])(
    '%s: formulas without a result are worked out',
    async (file) => {
      const shop = new ShopOfFiles();
      await shop.import(fileOf('formules-boutique-avant.csv'));
      const { plan } = await shop.import(fileOf(file), { answers: { 'other-article': 'leave' } });
      expect(shop.product('P1')).toMatchObject({ salePrice: 12_500, purchasePrice: 10_000 });
      expect(shop.stock('P1')).toBe(4);
      // P2 is sugar in the shop and coffee in the file.
      expect(plan.asks).toMatchObject([
        { code: 'other-article', items: [{ before: 'Sucre 1 kg', after: 'Café Touba' }] },
      ]);
      expect(shop.product('P2')).toMatchObject({ name: 'Sucre 1 kg', salePrice: 750 });
      expect(shop.stock('P2')).toBe(40);
    },
  );

  it('prix-zero.csv: a known price falls to 0 only when the person says so', async () => {
    const shop = new ShopOfFiles();
    await shop.import(fileOf('formules-boutique-avant.csv'));
    const asked = await shop.import(fileOf('prix-zero.csv'));
    expect(asked.plan.asks).toMatchObject([
      {
        code: 'price-to-zero',
        items: [
          { before: 12_500, after: 0 },
          { before: 750, after: 0 },
        ],
      },
    ]);
    expect(asked.documents).toEqual([]);
    await shop.import(fileOf('prix-zero.csv'), { answers: { 'price-to-zero': 'keep' } });
    expect(prices(shop)).toEqual({ 'Riz brisé 25 kg': 12_500, 'Sucre 1 kg': 750 });
    await shop.import(fileOf('prix-zero.csv'), { answers: { 'price-to-zero': 'take' } });
    expect(prices(shop)).toEqual({ 'Riz brisé 25 kg': 0, 'Sucre 1 kg': 0 });
  });

  it('bon-de-livraison.csv: goods delivered come to the stock at their cost, the sale price stays', async () => {
    const sauce = aProduct({
      _id: 'product:p014',
      code: 'P014',
      name: 'Sauce tomate',
      purchasePrice: 1000,
      salePrice: 1500,
    });
    const shop = new ShopOfFiles('2026-12-20', [sauce, aCount({ productId: sauce._id, counted: 12 })]);
    const { view, plan } = await shop.import(fileOf('bon-de-livraison.csv'));
    expect(view).toMatchObject({ kind: 'delivery', isSure: true });
    expect(shop.stock('P014')).toBe(17);
    expect(shop.product('P014')).toMatchObject({ purchasePrice: 1100, salePrice: 1500 });
    expect(shop.movements).toMatchObject([{ movementType: 'ENTRY', quantity: 5, unitCost: 1100 }]);
    expect(plan.changes).toMatchObject([
      {
        name: 'Sauce tomate',
        changes: [
          { field: 'purchasePrice', before: 1000, after: 1100 },
          { field: 'stock', before: 12, after: 17 },
        ],
      },
    ]);
    await shop.import(fileOf('bon-de-livraison.csv'));
    expect(shop.stock('P014')).toBe(17);
  });

  it('ventes-prises-pour-catalogue.csv: sales of two products', async () => {
    const shop = new ShopOfFiles();
    const { view } = await shop.import(fileOf('ventes-prises-pour-catalogue.csv'));
    expect(view.kind).toBe('sales');
    expect(Object.keys(view.mapping)).not.toContain('isActive');
    expect(shop.sales.map(({ day, lines }) => [day, lines[0]?.quantity, lines[0]?.unitPrice])).toEqual([
      ['2026-01-10', 10, 450],
      ['2026-01-12', 15, 300],
    ]);
    expect(shop.products).toHaveLength(2);
  });

  it('inventaire-soustotaux.csv: titles, totals and the closing sentence are set aside', async () => {
    const shop = new ShopOfFiles();
    const { faults, plan, view } = await shop.import(fileOf('inventaire-soustotaux.csv'));
    expect(view).toMatchObject({ kind: 'stock', isSure: true, day: '2025-12-31' });
    expect(shop.products.map(({ name, purchasePrice }) => [name, purchasePrice, shop.stock(name)])).toEqual([
      ['Riz brisé 25 kg', 11_400, 12],
      ['Sucre 1 kg', 650, 40],
      ['Café Touba', 400, 30],
    ]);
    expect(faults).toEqual([
      '3 title-row',
      '6 total-row',
      '7 title-row',
      '9 total-row',
      '10 total-row',
      '11 total-row',
      '12 note-row',
    ]);
    expect(plan.summary).toMatchObject({ aside: 7, faulty: 0 });
  });

  it('ventes-total.csv: three sales, the totals set aside', async () => {
    const shop = new ShopOfFiles();
    const { plan } = await shop.import(fileOf('ventes-total.csv'));
    expect(plan.summary).toMatchObject({ saleLines: 3, aside: 3, faulty: 0, revenue: 29_250 });
    expect(revenue(shop)).toBe(29_250);
  });

  it('export-avec-resume.csv: two products, the summary under them set aside', async () => {
    const shop = new ShopOfFiles();
    const { plan } = await shop.import(fileOf('export-avec-resume.csv'));
    expect(prices(shop)).toEqual({ 'Riz parfumé 5 kg': 4500, 'Huile 1 L': 1400 });
    expect(shop.products.map(({ barcode }) => barcode)).toEqual(['6040001000011', '6040001000028']);
    expect(shop.stock('Riz parfumé 5 kg')).toBe(12);
    expect(plan.summary).toMatchObject({ aside: 7, faulty: 0 });
  });

  it('colonnes-prestashop.csv', async () => {
    const shop = new ShopOfFiles();
    const { faults } = await shop.import(fileOf('colonnes-prestashop.csv'));
    expect(
      shop.products.map(({ code, salePrice, purchasePrice, isActive, barcode }) => [
        code,
        salePrice,
        purchasePrice,
        isActive,
        barcode,
        shop.stock(code),
      ]),
    ).toEqual([
      ['TH-1', 9000, 6200, true, undefined, 12],
      ['VT-6', 300, 180, true, undefined, 140],
      ['PL-2', 4500, 3000, false, undefined, 6],
    ]);
    expect(faults.filter((fault) => fault.endsWith('barcode-taken'))).toHaveLength(3);
  });

  it('colonnes-shopify-variantes.csv', async () => {
    const shop = new ShopOfFiles();
    const { faults } = await shop.import(fileOf('colonnes-shopify-variantes.csv'));
    expect(
      shop.products.map(({ code, name, salePrice, unit }) => [code, name, salePrice, unit, shop.stock(code)]),
    ).toEqual([
      ['POT-P', 'Pot en argile – Petit', 2500, 'pièce', 20],
      ['POT-G', 'Pot en argile – Grand', 6000, 'pièce', 3],
      ['NAT-1', 'Natte tressée', 3500, 'pièce', 14],
    ]);
    expect(faults).toEqual([]);
  });

  it('colonnes-woocommerce-fr.csv', async () => {
    const shop = new ShopOfFiles();
    await shop.import(fileOf('colonnes-woocommerce-fr.csv'));
    expect(shop.products.map(({ name, salePrice, isActive }) => [name, salePrice, isActive, shop.stock(name)])).toEqual(
      [
        ['Jus de bissap 1 L', 1000, true, 7],
        ['Jus de bouye 1 L', 1200, true, 0],
        ['Gingembre frais 1 kg', 800, false, null],
      ],
    );
    expect(shop.products.slice(0, 2).map(({ code }) => code)).toEqual(['BOI-01', 'BOI-02']);
    expect(shop.categories.map(({ name }) => name)).toEqual(['Boissons > Jus', 'Épicerie']);
  });

  it('colonnes-square.csv', async () => {
    const shop = new ShopOfFiles();
    const { faults } = await shop.import(fileOf('colonnes-square.csv'));
    expect(shop.products.map(({ name, salePrice, isActive }) => [name, salePrice, isActive, shop.stock(name)])).toEqual(
      [
        ['Café – Grand', 1500, true, 12],
        ['Café – Petit', 800, true, null],
        ['Riz', 12_500, true, 4],
      ],
    );
    expect(faults).toEqual(['3 negative']);
  });

  it('champ-facultatif-faux.csv: one bad optional field costs the field, not the row', async () => {
    const shop = new ShopOfFiles();
    const { plan, faults } = await shop.import(fileOf('champ-facultatif-faux.csv'));
    expect(
      shop.products.map(({ code, name, salePrice, minStock }) => [code, name, salePrice, minStock, shop.stock(code)]),
    ).toEqual([
      ['A1', 'Riz 5 kg', 3500, 5, 4],
      ['A2', 'Sucre 1 kg', 750, 0, 40],
      ['A3', 'Huile 5 L', 6500, 0, 3],
      ['A4', 'Lait', 1500, 0, null],
      ['A5', 'Savon', 300, 2, null],
    ]);
    expect(plan.summary.faulty).toBe(0);
    expect(shop.product('A3')?.unit).toBe('bidon de 5 litres, carton de 4');
    expect(shop.suppliers.map(({ name, phone }) => [name, phone])).toEqual([
      ['Dépôt Riz', '+221771234567'],
      ['Grossiste', '+221771234567'],
    ]);
    expect(faults).toEqual([
      '2 first-of-several',
      '4 shortened',
      '4 several-delays',
      '5 several-delays',
      '5 negative',
      '6 formula-error',
    ]);
  });

  it('unites-dans-les-cellules.csv: numbers with their unit are read, and what is unclear is asked', async () => {
    const shop = new ShopOfFiles();
    const { plan, faults } = await shop.import(fileOf('unites-dans-les-cellules.csv'));
    expect(shop.products.map(({ name, salePrice }) => [name, salePrice, shop.stock(name)])).toEqual([
      ['Riz brisé', 12_500, 12],
      ['Sucre', 750, 40],
      ['Huile', 6500, 3],
      ['Savon', 7200, null],
      ['Lait', 1500, null],
      ['Café', 500, 30],
      ['Thé', 1250, null],
    ]);
    expect(plan.asks).toMatchObject([{ code: 'how-many', items: [{ line: 5, before: '2 cartons + 5', after: 53 }] }]);
    expect(faults).toEqual(['6 negative']);
    await shop.import(fileOf('unites-dans-les-cellules.csv'), { answers: { 'how-many:5': '53' } });
    expect(shop.stock('Savon')).toBe(53);
  });

  it('dates.csv: what a French reader reads without doubt, and why the others are refused', async () => {
    const shop = new ShopOfFiles();
    const { faults } = await shop.import(fileOf('dates.csv'));
    expect(faults).toEqual(['16 no-day', '18 no-such-day', '19 unix-time', '20 unix-time']);
    expect(shop.sales.map(({ day, at, lines }) => [day, at.slice(11, 16), lines.length])).toEqual([
      ['2024-02-29', '12:00', 1],
      ['2024-12-15', '10:30', 1],
      ['2025-12-03', '12:00', 4],
      ['2025-12-03', '14:30', 9],
    ]);
  });

  it('zeros-perdus: codes that a spreadsheet spoilt are asked, never a silent second product', async () => {
    const shop = new ShopOfFiles();
    await shop.import(fileOf('zeros-perdus-1-boutique.csv'));
    const asked = await shop.import(fileOf('zeros-perdus-2-excel.xlsx'));
    expect(asked.plan.asks).toMatchObject([
      {
        code: 'same-product',
        items: [
          { before: '00123 · Tomate concentrée 400 g', after: '123 · Tomate concentrée 400 g' },
          { before: '007 · Biscuit Gloria', after: '7 · Biscuit Gloria' },
        ],
      },
    ]);
    expect(asked.documents).toEqual([]);
    await shop.import(fileOf('zeros-perdus-2-excel.xlsx'), { answers: { 'same-product': 'same' } });
    expect(shop.products.map(({ code, barcode, salePrice }) => [code, barcode, salePrice])).toEqual([
      ['00123', '0012345678905', 650],
      ['007', '033000123456', 120],
    ]);
    await shop.import(fileOf('zeros-perdus-2-excel.xlsx'), { answers: { 'same-product': 'new' } });
    expect(shop.products).toHaveLength(4);
  });

  it('noms-longs-sans-code.csv: four products, four codes', async () => {
    const shop = new ShopOfFiles();
    await shop.import(fileOf('noms-longs-sans-code.csv'));
    expect(new Set(shop.products.map(({ code }) => code)).size).toBe(4);
    expect(new Set(shop.products.map(({ _id }) => _id)).size).toBe(4);
  });

  it('ventes-quincaillerie.csv: the amounts to the franc, and no price that nobody asked', async () => {
    const shop = new ShopOfFiles();
    const { plan, faults } = await shop.import(fileOf('ventes-quincaillerie.csv'));
    expect(plan.summary).toMatchObject({ saleLines: 5, revenue: 25_200 });
    expect(revenue(shop)).toBe(25_200);
    expect(prices(shop)).toEqual({
      'Pointes 70 mm (pièce)': 0,
      'Vis 4x40 (pièce)': 0,
      'Sucre au détail (kg)': 800,
      'Riz au détail (kg)': 450,
      'Ciment 50 kg': 0,
    });
    expect(faults).toEqual(['2 no-price', '3 no-price', '6 no-price']);
    const again = await shop.import(fileOf('ventes-quincaillerie.csv'));
    expect(again.plan).toMatchObject({ documentCount: 0, summary: { unchanged: 5 } });
  });

  it('ht-et-ttc.csv: the price with tax, to the franc; a barcode used twice stays with the first', async () => {
    const shop = new ShopOfFiles();
    const { faults } = await shop.import(fileOf('ht-et-ttc.csv'));
    expect(shop.products.map(({ code, salePrice, barcode }) => [code, salePrice, barcode])).toEqual([
      ['R1', 1180, '6041234567890'],
      ['R2', 2950, undefined],
      ['R3', 1, undefined],
    ]);
    expect(faults).toEqual(['3 barcode-taken', '4 rounded']);
  });

  it.each([
    ['encodage-macroman.csv', ['Pâte d’arachide', 'Crème fraîche', 'Œufs (plateau de 30)', 'Café Touba']],
    ['encodage-cp850.csv', ["Pâte d'arachide", 'OEufs']],
    ['encodage-utf8-double.csv', ['Pâte d’arachide', 'Œufs']],
    ['excel95.xls', ['Pâte d’arachide', 'Œufs (plateau)', 'Crème fraîche']],
  ])('%s: letters as they were written', async (file, names) => {
    const shop = new ShopOfFiles();
    const { view } = await shop.import(fileOf(file));
    expect(view.columns.map(({ name }) => name)).toContain('Désignation');
    expect(shop.products.map(({ name }) => name)).toEqual(names);
    expect(shop.categories.map(({ name }) => name)).toContain('Épicerie');
  });

  it.each(['feuille-masquee.xlsx', 'feuille-mode-d-emploi.xlsx'])(
    '%s: opens the sheet that holds the products',
    async (file) => {
      const shop = new ShopOfFiles();
      const { view } = await shop.import(fileOf(file));
      expect(view.sheets[view.sheet]?.name).toBe('Produits');
      expect(shop.product('P1')).toMatchObject({ name: 'Riz brisé 25 kg', salePrice: 12_500 });
      expect(shop.stock('P1')).toBe(4);
    },
  );

  it('codes-barres-upc-ean.csv: four products', async () => {
    const shop = new ShopOfFiles();
    const { faults } = await shop.import(fileOf('codes-barres-upc-ean.csv'));
    expect(shop.products).toHaveLength(4);
    expect(faults).toEqual([]);
  });
});
