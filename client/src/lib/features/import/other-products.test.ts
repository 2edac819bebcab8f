import { documentFault, saleLineAmount } from '@digiboost/domain/documents';
import { aCount, aProduct } from '@digiboost/domain/documents/testing/examples';
import { describe, expect, it } from 'vitest';
import { ShopOfFiles } from './testing/shop-of-files.ts';

const file = (text: string, name = 'fichier.csv') => ({ name, bytes: new TextEncoder().encode(text) });
/** A shop into which the lines were imported, and how they were read. */
async function read(lines: readonly string[], shop = new ShopOfFiles()) {
  return { shop, ...(await shop.import(file(lines.join('\n')))) };
}
const stocks = (shop: ShopOfFiles) => Object.fromEntries(shop.products.map(({ name }) => [name, shop.stock(name)]));

describe('what other products export', () => {
  it.each([
    ['Stock initial;Entrées;Sorties;Stock théorique;Stock physique;Ecart', '20;10;18;12;11;-1', 11],
    ['Stock initial;Entrées;Sorties;Stock théorique', '20;10;18;12', 12],
    ['Stock d’ouverture;Stock actuel', '20;12', 12],
    ['Rayon;Réserve;Total', '4;8;12', 12],
    ['Qté;PU achat;Total', '12;400;4 800', 12],
  ])('counts what lies on the shelf, of %s', async (columns, cells, stock) => {
    const { shop } = await read(['Inventaire', `Désignation;${columns}`, `Riz brisé;${cells}`]);
    expect(stocks(shop)).toEqual({ 'Riz brisé': stock });
  });

  it('pictures of an article of Shopify are no articles', async () => {
    const { shop, faults } = await read([
      'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src',
      'tshirt,T-shirt,Taille,S,TS-S,10,5000,https://cdn/1.jpg',
      'tshirt,,,M,TS-M,0,5000,',
      'tshirt,,,,,,,https://cdn/2.jpg',
      'bonnet,Bonnet,Title,Default Title,BON-1,3,2000,https://cdn/3.jpg',
    ]);
    expect(stocks(shop)).toEqual({ 'T-shirt – S': 10, 'T-shirt – M': 0, Bonnet: 3 });
    expect(faults).toEqual(['4 note-row']);
  });

  it('the orders of Shopify: a price for each line, the day and the state of an order on all its lines', async () => {
    const { shop, view, faults } = await read([
      'Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,' +
        'Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Billing Name,Payment Method,Id',
      '#1001,a@b.sn,paid,2026-03-12 10:05:00 +0000,XOF,8500,1000,9500,2026-03-12 10:00:00 +0000,' +
        '2,Pagne,3000,3500,PAG-1,Awa Diop,Wave,55501',
      '#1001,a@b.sn,,,,,,,2026-03-12 10:00:00 +0000,1,Foulard,2500,,FOU-1,,,',
      '#1002,c@d.sn,refunded,2026-03-13 09:00:00 +0000,XOF,5500,0,5500,2026-03-13 09:00:00 +0000,' +
        '1,Pagne,3000,,PAG-1,Moussa Fall,Wave,55502',
      '#1002,c@d.sn,,,,,,,2026-03-13 09:00:00 +0000,1,Foulard,2500,,FOU-1,,,',
      '#1003,e@f.sn,paid,2026-03-14 09:00:00 +0000,XOF,2500,0,2500,2026-03-14 09:00:00 +0000,' +
        '1,Foulard,2500,,FOU-1,Fatou Sy,Wave,55503',
    ]);
    expect(view.kind).toBe('sales');
    expect(
      shop.sales.map(({ day, orderNumber, lines }) => [
        day,
        orderNumber,
        lines.map(({ quantity, unitPrice }) => `${quantity} x ${unitPrice}`).sort(),
      ]),
    ).toEqual([
      ['2026-03-12', '#1001', ['1 x 2500', '2 x 3000']],
      ['2026-03-14', '#1003', ['1 x 2500']],
    ]);
    expect(faults).toEqual(['4 cancelled', '5 cancelled']);
  });

  it('discounts of Shopify are taken off, of a line and of a whole order, to the franc', async () => {
    const { shop, plan, faults } = await read([
      'Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Total,Discount Code,Discount Amount,' +
        'Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem discount',
      '#1001,a@b.sn,paid,2026-03-12 10:05:00 +0000,XOF,7500,1000,8500,,1000,2026-03-12 10:00:00 +0000,2,Pagne,3000,PAG-1,1000',
      '#1001,a@b.sn,,,,,,,,,2026-03-12 10:00:00 +0000,1,Foulard,2500,FOU-1,0',
      '#1002,c@d.sn,paid,2026-03-13 10:05:00 +0000,XOF,7333,0,7333,TABASKI,1167,2026-03-13 10:00:00 +0000,2,Pagne,3000,PAG-1,0',
      '#1002,c@d.sn,,,,,,,,,2026-03-13 10:00:00 +0000,1,Foulard,2500,FOU-1,0',
    ]);
    expect(faults).toEqual([]);
    const amounts = shop.sales.map(({ lines }) => lines.map(saleLineAmount).reduce((sum, one) => sum + one, 0));
    expect(amounts).toEqual([7500, 7333]);
    expect(plan.summary.revenue).toBe(14_833);
    expect(shop.sales.flatMap(({ lines }) => lines.map(({ unitPrice }) => unitPrice).sort())).toEqual([
      2500, 3000, 2500, 3000,
    ]);
    for (const sale of shop.sales) expect(documentFault({ ...sale })).toBeNull();
    // Again: nothing is new.
    expect((await read(['Date;Produit;Qté;PU', '2026-03-12;Pagne;2;3000'], shop)).plan.summary.unchanged).toBe(1);
  });

  it.each([
    ['Remise', '500', 5500],
    ['Remise', '-500', 5500],
    ['Remise', '10 %', 5400],
    ['Remise (%)', '10', 5400],
    ['Discount', '', 6000],
  ])('a discount of a line (%s: %s) is taken off the quantity times the price', async (column, cell, amount) => {
    const { shop, faults } = await read([`Date;Produit;Qté;PU;${column}`, `05/12/2026;Pagne;2;3000;${cell}`]);
    expect(faults).toEqual([]);
    expect(shop.sales.flatMap(({ lines }) => lines.map(saleLineAmount))).toEqual([amount]);
  });

  it('a discount that the amount has lost already is not taken off again, one that it has not is', async () => {
    const lines = (total: string, amount: number) =>
      read([`Date;Produit;Qté;PU;Remise;${total}`, `05/12/2026;Pagne;2;3000;500;${amount}`]);
    for (const [total, written] of [
      ['Montant net', 5500],
      ['Montant brut', 6000],
      ['Total', 5500],
    ] as const) {
      const { shop, faults } = await lines(total, written);
      expect([total, faults, shop.sales.flatMap((sale) => sale.lines.map(saleLineAmount))]).toEqual([
        total,
        [],
        [5500],
      ]);
    }
    const { faults } = await read(['Date;Produit;Qté;PU;Remise', '05/12/2026;Pagne;1;300;500']);
    expect(faults).toEqual(['2 discount-above-price']);
  });

  it('Odoo: the code in the name, and what is archived', async () => {
    const cement = aProduct({ _id: 'product:cim50', code: 'CIM50', name: 'Ciment 50 kg' });
    const shop = new ShopOfFiles('2026-12-20', [cement, aCount({ productId: cement._id, counted: 80 })]);
    await read(['Article,Emplacement,Quantité en stock', '[CIM50] Ciment 50 kg,WH/Stock,120.0'], shop);
    expect(stocks(shop)).toEqual({ 'Ciment 50 kg': 120 });
    await read(['Nom,Référence interne,Prix de vente,Peut être vendu,Actif', 'Fer 8 mm,FER8,2750.0,Vrai,Faux'], shop);
    expect(shop.product('FER8')?.isActive).toBe(false);
  });

  it('a file that writes 12,500.00 writes 1,204 for a thousand and more', async () => {
    const { shop, faults } = await read(['SKU,Item,Price,Qty on hand', 'A1,Rice,"12,500.00","1,204"']);
    expect(stocks(shop)).toEqual({ Rice: 1204 });
    expect(faults).toEqual([]);
  });

  it('prices under two lines of names, and the columns of Sage', async () => {
    const two = await read(['Produit;;Prix;;Stock', 'Code;Nom;Achat;Vente;Qté', 'A1;Riz;11000;12500;4']);
    expect(two.shop.product('A1')).toMatchObject({ purchasePrice: 11_000, salePrice: 12_500 });
    const sage = await read([
      'AR_Ref;AR_Design;AR_PrixAch;AR_PrixVen;AR_PrixTTC;AR_Sommeil',
      'CIM50;Ciment 50 kg;3400,0000;3900,0000;0;0',
      'FER8;Fer 8 mm;2250,0000;2750,0000;0;1',
    ]);
    expect(sage.shop.product('CIM50')).toMatchObject({ purchasePrice: 3400, salePrice: 3900 });
  });
});

describe('codes that a spreadsheet spoilt, all of them', () => {
  it.each([
    ['days', ['12-mars', '3-avr', '7-juin']],
    ['first digits', ['6,04E+12', '6,05E+12', '6,06E+12']],
  ])('are said, and cost the codes alone: %s', async (_, codes) => {
    const { shop, plan, faults } = await read([
      'Référence;Désignation;Prix de vente',
      ...codes.map((code, row) => `${code};${['Savon', 'Bougie', 'Riz'][row]};500`),
    ]);
    expect(shop.products.map(({ name }) => name)).toEqual(['Savon', 'Bougie', 'Riz']);
    expect(shop.products.some(({ code }) => codes.includes(code))).toBe(false);
    expect([plan.unreadColumns, faults]).not.toEqual([[], []]);
  });
});

describe('what a file is', () => {
  it('goods sold never come in, whatever else is missing: they are sold on the day above them', async () => {
    const { shop, view, faults } = await read([
      'Journée du 05/12/2026',
      'Article;Qté vendue;Montant',
      'Riz;3;37 500',
      'Sucre;10;7 500',
    ]);
    expect(view.kind).toBe('sales');
    expect(faults).toEqual([]);
    expect(shop.netByDayAndProduct()).toEqual({ '2026-12-05 RIZ': 37_500, '2026-12-05 SUCRE': 7500 });
    expect(shop.movements).toEqual([]);
  });

  it.each([
    ['05/12', '06/12', ['2026-12-05', '2026-12-06']],
    ['lundi 5 déc', 'mardi 6 déc', ['2026-12-05', '2026-12-06']],
    ['28-déc', '3-janv', ['2025-12-28', '2026-01-03']],
  ])('sales of days without a year (%s) are of the latest such days, and it is said', async (first, second, days) => {
    const { shop, view, faults, plan } = await read([
      'Date;Produit;Qté;PU',
      `${first};Riz;1;12500`,
      `${second};Sucre;2;750`,
    ]);
    expect(view.kind).toBe('sales');
    expect(faults).toEqual([]);
    expect(shop.sales.map(({ day }) => day)).toEqual(days);
    expect(plan.summary.yearless).toEqual({ rows: 2, from: days[0], to: days[1] });
  });

  it('sales whose days have the month first', async () => {
    const { shop } = await read(['Date,Product,Qty,Price', '12/25/2025,Rice,1,12500', '01/02/2026,Sugar,1,750']);
    expect(shop.sales.map(({ day }) => day)).toEqual(['2025-12-25', '2026-01-02']);
  });

  it('a delivery note without prices, and what the supplier charges beside the goods', async () => {
    const bare = await read(['Bon de livraison n° 12', 'Article;Quantité;Unité', 'Riz;10;sac', 'Sucre;5;carton']);
    expect(bare.shop.movements.map(({ movementType, quantity }) => [movementType, quantity])).toEqual([
      ['ENTRY', 10],
      ['ENTRY', 5],
    ]);
    const charged = await read([
      'BON DE LIVRAISON N° BL-456;;;;',
      'Réf.;Désignation;Qté;P.U. HT;Montant HT',
      'CIM50;Ciment 50 kg;40;3 400;136 000',
      ';Transport;1;5 000;5 000',
      ';;;Total HT;141 000',
    ]);
    expect(charged.shop.products.map(({ code }) => code)).toEqual(['CIM50']);
    expect(charged.faults).toContain('4 note-row');
  });
});
