import { saleLineAmount } from '@digiboost/domain/documents';
import { aCount, aProduct } from '@digiboost/domain/documents/testing/examples';
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { ShopOfFiles } from './testing/shop-of-files.ts';

type Given = Parameters<ShopOfFiles['import']>[1];
async function read(lines: readonly string[], shop = new ShopOfFiles(), given: Given = {}) {
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  return { shop, ...(await shop.import({ name: 'fichier.csv', bytes }, given)) };
}
const prices = ({ products }: ShopOfFiles) =>
  products.map(({ name, purchasePrice, salePrice }) => [name, purchasePrice, salePrice]);
const amounts = ({ sales }: ShopOfFiles) => sales.flatMap(({ lines }) => lines.map(saleLineAmount));
const days = ({ sales }: ShopOfFiles) => sales.map(({ day }) => day);
/** A shop that knows milk by the piece, counted, and perhaps by the carton. */
const shopOfMilk = (about: Parameters<typeof aProduct>[0] = {}) => {
  const milk = aProduct({ _id: 'product:lait', code: 'LAIT', name: 'Lait', unit: 'pièce', salePrice: 350, ...about });
  return new ShopOfFiles('2026-12-20', [milk, aCount({ productId: milk._id, counted: 10 })]);
};

describe('columns of one name', () => {
  it('a price with and one without the tax are one price: that with it is what the shop charges, and no cost', async () => {
    const both = await read(['Article;Prix HT;Prix TTC;Qté en stock', 'Riz;1000;1180;12', 'Sel;500;590;30']);
    expect(prices(both.shop)).toEqual([
      ['Riz', 0, 1180],
      ['Sel', 0, 590],
    ]);
    const alone = await read(['Inventaire', 'Article;PU TTC;Qté', 'Riz;1180;12']);
    expect(prices(alone.shop)).toEqual([['Riz', 0, 1180]]);
    // An empty column does not come before a filled one.
    expect(prices((await read(['Article;Prix HT;Prix TTC', 'Riz;1000;'])).shop)).toEqual([['Riz', 0, 1000]]);
    const four = await read(['Article;PA HT;PA TTC;PV HT;PV TTC', 'Riz;800;944;1000;1180']);
    expect(prices(four.shop)).toEqual([['Riz', 944, 1180]]);
  });

  it('a second table beside the first is said to be left out, and gives its values to nobody', async () => {
    const { shop, plan } = await read(['Article;Prix;Stock;;Article;Prix;Stock', 'Riz;500;3;;Thé;700;2']);
    expect(shop.products.map(({ code, name, salePrice }) => [code, name, salePrice, shop.stock(name)])).toEqual([
      ['RIZ', 'Riz', 500, 3],
    ]);
    expect(plan.unreadColumns).toEqual(['Article', 'Prix', 'Stock']);
  });

  it('the second shop of a till’s export is said to be left out', async () => {
    const { shop, plan } = await read([
      'Handle,SKU,Name,Price [Médina],In stock [Médina],Price [Pikine],In stock [Pikine]',
      'riz,1,Riz,500.00,3,550.00,7',
    ]);
    expect([prices(shop), shop.stock('Riz')]).toEqual([[['Riz', 0, 500]], 3]);
    expect(plan.unreadColumns).toEqual(['Price [Pikine]', 'In stock [Pikine]']);
  });
});

describe('a file that names no columns', () => {
  it.each([
    [['Riz 25 kg;12500;4', 'Sucre;750;40']],
    [['Savon;250;pièce', 'Riz;500;kg']],
    [['', 'Riz 25 kg;12500;4', 'Sucre;750;40']],
  ])('keeps its first row as data, for the person to say what the columns are: %j', async (lines) => {
    const { view } = await read(lines);
    expect([view.rowCount, view.mapping, view.columns.map(({ name }) => name)]).toEqual([2, {}, ['', '', '']]);
    expect(view.columns[0]?.samples).toHaveLength(2);
  });

  it('a heading over one known column stays a heading', async () => {
    expect((await read(['Article;Divers', 'Riz;x'])).shop.products.map(({ name }) => name)).toEqual(['Riz']);
  });
});

describe('what exports of other products write', () => {
  it('the apostrophe that marks a text is no part of a code', async () => {
    const { shop } = await read(['SKU;Barcode;Name;Price', "'00123;'6041234567893;Savon;'500", "C'1;;L'eau;100"]);
    expect(shop.products.map(({ code, barcode, name, salePrice }) => [code, barcode, name, salePrice])).toEqual([
      ['00123', '6041234567893', 'Savon', 500],
      ["C'1", undefined, "L'eau", 100],
    ]);
  });

  it('dashes and spaces in the number of an article are no part of it', async () => {
    const { shop } = await read(['Code barre;Désignation;Prix', '6 041234 567893;Riz;500', '604-1234-56790-9;Sel;100']);
    expect(shop.products.map(({ barcode }) => barcode)).toEqual(['6041234567893', '6041234567909']);
  });

  it('variations of WooCommerce are of the category of the article that they name as their parent', async () => {
    const { shop, faults } = await read([
      'Type,UGS,Nom,Publié,Stock,"Note d’achat","Tarif régulier",Catégories,Parent,"Valeur(s) de l’attribut 1"',
      'variable,JUS,Jus de gingembre,1,,Merci,,Boissons,,"1L, 50cl"',
      'variation,JUS-1L,Jus de gingembre - 1L,1,7,,1000,,JUS,1L',
      'variation,JUS-50,Jus de gingembre - 50cl,1,12,,600,,JUS,50cl',
    ]);
    const [drinks] = shop.categories;
    expect(shop.products.map(({ code, salePrice, categoryId }) => [code, salePrice, categoryId])).toEqual([
      ['JUS-1L', 1000, drinks?._id],
      ['JUS-50', 600, drinks?._id],
    ]);
    expect([drinks?.name, faults]).toEqual(['Boissons', ['2 parent-row']]);
  });

  it('what a whole order came to is no amount of its lines', async () => {
    const priced = await read([
      'Order Number,Order Status,Order Date,Item Name,SKU,Quantity,Item Cost,Order Total Amount',
      '101,Completed,2026-12-05 10:00,Jus,J1,2,1000,2600',
      '101,Completed,2026-12-05 10:00,Sirop,S1,1,600,2600',
    ]);
    expect(amounts(priced.shop)).toEqual([2000, 600]);
    // Without a price of the lines, nobody knows what each came to.
    const bare = await read([
      'Date;Commande;Article;Qté;Total commande',
      '05/12/2026;1;Jus;2;2600',
      '05/12/2026;1;Thé;1;2600',
    ]);
    expect([amounts(bare.shop), bare.faults]).toEqual([[], ['2 missing', '3 missing']]);
    const repeated = await read([
      'Date;N° facture;Article;Qté;Montant',
      ...['1;Jus;2;2600', '1;Thé;1;2600', '2;Jus;1;900', '2;Riz;4;900', '3;Riz;1;500'].map(
        (row) => `05/12/2026;${row}`,
      ),
    ]);
    expect(amounts(repeated.shop)).toEqual([]);
    const lines = await read([
      'Date;N° facture;Article;Qté;Montant',
      ...['1;Jus;2;2000', '1;Thé;1;600', '2;Jus;1;900', '2;Riz;4;900'].map((row) => `05/12/2026;${row}`),
    ]);
    expect(amounts(lines.shop)).toEqual([2000, 600, 900, 900]);
  });

  it.each([
    ['Prix (€)', '19', '3'],
    ['Prix', '19 €', '3 €'],
    ['Price', '$19', '$3'],
  ])('prices of another currency are said to be so, whole ones too: %s %s', async (column, first, second) => {
    const { plan } = await read([`Article;${column};Stock`, `Riz;${first};4`, `Sel;${second};10`]);
    expect(plan.summary.foreignPrices).toBe(1);
  });

  it('a link of WhatsApp is one number, and leaves none out', async () => {
    const { faults } = await read(['Client;Téléphone;Dette', 'Khady;https://wa.me/221771234560;400']);
    expect(faults).toEqual([]);
  });
});

describe('orders that were refunded', () => {
  it('whole are no sales, and take nothing from the others', async () => {
    const { plan } = await read([
      'Date;Produit;Qté;PU;Statut',
      '05/12/2026;Riz;2;500;Payé',
      '05/12/2026;Sel;1;100;Remboursé',
    ]);
    expect([plan.summary.revenue, plan.summary.refunds]).toEqual([1000, { rows: 0, amount: 0 }]);
  });
});

describe('goods delivered in another unit than they are kept in', () => {
  const note = ['Bon de livraison 12', 'Article;Qté livrée;Unité;PU', 'Lait;2;carton;15000'];

  it('cartons of a product that is sold by the carton are its pieces, at their part of the cost', async () => {
    const { shop, faults } = await read(
      note,
      shopOfMilk({ units: [{ name: 'Carton', factor: 48, salePrice: 16_000 }] }),
    );
    expect(shop.stock('LAIT')).toBe(106);
    expect(shop.movements).toMatchObject([{ quantity: 96, unitCost: 312.5 }]);
    expect(faults).toEqual([]);
  });

  it('cartons of a product whose pack is known are asked, with the pieces proposed', async () => {
    const shop = shopOfMilk({ packSize: 48 });
    const asked = await read(note, shop);
    expect(asked.plan.asks).toMatchObject([{ code: 'how-many', items: [{ before: '2 carton', after: 96 }] }]);
    expect(asked.documents).toEqual([]);
    await read(note, shop, { answers: { 'how-many:3': '96' } });
    expect(shop.movements).toMatchObject([{ quantity: 96, unitCost: 312.5 }]);
  });

  it('where nobody can tell, the number stands with a warning', async () => {
    const { shop, faults } = await read(note, shopOfMilk());
    expect([shop.stock('LAIT'), faults]).toEqual([12, ['3 other-unit', '3 below-cost']]);
  });

  it('beside the number they are asked as they are of a count', async () => {
    const { plan } = await read(['Bon de livraison 12', 'Article;Qté livrée', 'Lait;2 cartons'], shopOfMilk());
    expect(plan.asks).toMatchObject([{ code: 'how-many', items: [{ before: '2 cartons' }] }]);
  });

  it('a count and a sale by the carton are its pieces too, and cost what they cost', async () => {
    const units = [{ name: 'Carton', factor: 48, salePrice: 16_000 }];
    const counted = await read(['Inventaire', 'Article;Qté;Unité', 'Lait;2;cartons'], shopOfMilk({ units }));
    expect(counted.shop.stock('LAIT')).toBe(96);
    const sold = await read(
      ['Date;Article;Qté;Unité;PU;Montant', '05/12/2026;Lait;2;carton;15000;30000', '06/12/2026;Lait;3;pièce;350;1050'],
      shopOfMilk({ units }),
    );
    expect([sold.view.kind, amounts(sold.shop), sold.faults]).toEqual([
      'sales',
      // 96 pieces for 30 000 F: 48 at 312 F and 48 at 313 F.
      [14_976, 15_024, 1050],
      [],
    ]);
  });
});

describe('the cost of goods delivered at a discount', () => {
  it.each([
    ['Remise %', '10', '7 200'],
    ['Remise', '10 %', '7 200'],
    ['Remise', '800', '7 200'],
    ['Remise', '10', '7 200'],
    ['Remise', '10 %', '8 000'],
    ['Remise', '10 %', ''],
  ])('is what was paid (%s %s, amount %s)', async (column, discount, amount) => {
    const { shop, faults } = await read([
      'Bon de livraison N° 2231',
      `Code;Désignation;Qté livrée;PU HT;${column};Montant HT`,
      `A1;Lait;8;1 000;${discount};${amount}`,
    ]);
    expect(shop.movements).toMatchObject([{ quantity: 8, unitCost: 900 }]);
    expect(faults).toEqual(['3 no-price']);
  });
});

describe('days of which nobody can tell the order', () => {
  const file = (...dates: string[]) => ['Date;Produit;Qté;PU', ...dates.map((date) => `${date};Riz;1;500`)];

  it('are asked where the file writes both orders, and those that read one way are read so', async () => {
    const shop = new ShopOfFiles();
    const lines = file('13/11/2026', '11/14/2026', '05/06/2026');
    const asked = await read(lines, shop);
    expect(asked.plan.asks).toMatchObject([
      { code: 'date-order', items: [{ line: 4, before: '5 juin 2026', after: '6 mai 2026' }] },
    ]);
    expect(asked.faults).toEqual([]);
    expect(days((await read(lines, new ShopOfFiles(), { answers: { 'date-order': 'mdy' } })).shop)).toEqual([
      '2026-05-06',
      '2026-11-13',
      '2026-11-14',
    ]);
  });

  it('are asked where the month first makes one week of a year', async () => {
    const lines = file('12/01/2026', '12/02/2026', '12/03/2026', '12/05/2026');
    expect((await read(lines)).plan.asks).toMatchObject([{ code: 'date-order', items: [{}, {}, {}, {}] }]);
    expect(days((await read(lines, new ShopOfFiles(), { options: { dateOrder: 'dmy' } })).shop)).toContain(
      '2026-05-12',
    );
  });

  it('are read as in French where nothing speaks against it', async () => {
    const { shop, plan } = await read(file('01/12/2026', '02/12/2026', '05/12/2026'));
    expect([days(shop), plan.asks]).toEqual([['2026-12-01', '2026-12-02', '2026-12-05'], []]);
  });
});

it('in a workbook a merged heading of a family is of all its rows', async () => {
  const book = utils.book_new();
  const sheet = utils.aoa_to_sheet([
    ['BOUTIQUE AWA – INVENTAIRE AU 30/11/2026'],
    ['Rayon', 'Article', 'Qté', 'PMP', 'Valeur'],
    ['Boissons', 'Coca', 24, 300, 7200],
    [null, 'Fanta', 12, 300, 3600],
    ['TOTAL GÉNÉRAL', null, 36, null, 10_800],
  ]);
  sheet['!merges'] = [{ s: { r: 2, c: 0 }, e: { r: 3, c: 0 } }];
  utils.book_append_sheet(book, sheet, 'Feuil1');
  const shop = new ShopOfFiles();
  const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }));
  const { view, faults } = await shop.import({ name: 'inventaire.xlsx', bytes });
  expect([view.kind, view.day, faults]).toEqual(['stock', '2026-11-30', ['5 total-row']]);
  expect(prices(shop)).toEqual([
    ['Coca', 300, 0],
    ['Fanta', 300, 0],
  ]);
  expect(new Set(shop.products.map(({ categoryId }) => categoryId)).size).toBe(1);
});
