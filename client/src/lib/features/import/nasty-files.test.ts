import type { Product, Sale } from '@digiboost/domain/documents';
import { saleLineAmount } from '@digiboost/domain/documents';
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { ShopOfFiles } from './testing/shop-of-files.ts';

type Cells = readonly (readonly unknown[])[];
/** A workbook of one sheet, changed by `change` before it is written. */
function workbook(rows: Cells, change?: (sheet: Record<string, unknown>, book: Record<string, unknown>) => void) {
  const book = utils.book_new();
  const sheet = utils.aoa_to_sheet(rows as unknown[][]);
  utils.book_append_sheet(book, sheet, 'Feuil1');
  change?.(sheet, book as unknown as Record<string, unknown>);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }));
}
async function read(content: string | Uint8Array, name = 'fichier.csv') {
  const shop = new ShopOfFiles();
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { shop, ...(await shop.import({ name, bytes })) };
}
const prices = ({ products }: ShopOfFiles) =>
  products.map(({ code, name, purchasePrice, salePrice }: Product) => [code, name, purchasePrice, salePrice]);
const stocks = (shop: ShopOfFiles) => shop.products.map(({ name }) => shop.stock(name));
const amounts = ({ sales }: ShopOfFiles) => sales.flatMap(({ lines }: Sale) => lines.map(saleLineAmount));

describe('numbers that are no days', () => {
  it('prices and codes of five figures, all of them, in a text and in a workbook', async () => {
    const text = await read('Code;Désignation;Prix;Stock\n30001;Perceuse;45000;3\n30002;Ponceuse;38000;2\n');
    expect(prices(text.shop)).toEqual([
      ['30001', 'Perceuse', 0, 45_000],
      ['30002', 'Ponceuse', 0, 38_000],
    ]);
    const book = await read(
      workbook([
        ['Article', 'PA', 'PV', 'Qté'],
        ['Téléphone A', 38_000, 45_000, 3],
        ['Téléphone B', 41_000, 52_000, 2],
      ]),
    );
    expect(prices(book.shop).map(([, , cost, price]) => [cost, price])).toEqual([
      [38_000, 45_000],
      [41_000, 52_000],
    ]);
    // In a workbook codes that are all days, and shown as plain numbers, are left out and said.
    const codes = await read(
      workbook([
        ['Référence', 'Désignation', 'Prix'],
        [45_363, 'Savon', 500],
        [45_394, 'Bougie', 100],
      ]),
    );
    expect([codes.shop.products.map(({ code }) => code), codes.plan.unreadColumns]).toEqual([
      ['SAVON', 'BOUGIE'],
      ['Référence'],
    ]);
    // The same numbers under "Date" are days.
    const dated = await read('Date;Produit;Qté;PU\n46000;Riz;1;500\n46001;Sel;2;100\n');
    expect(dated.shop.sales.map(({ day }) => day)).toEqual(['2025-12-09', '2025-12-10']);
  });
});

describe('columns of other products', () => {
  it('an article and its label: the one is the code, the other the name', async () => {
    const { shop } = await read('Article;Libelle;Dernier PA;Tarif 1\nA;Fer 8;2 250;2 750\nB;Fer 10;3 100;3 700\n');
    expect(prices(shop)).toEqual([
      ['A', 'Fer 8', 2250, 2750],
      ['B', 'Fer 10', 3100, 3700],
    ]);
    expect((await read('Article;Prix\nRiz;500\nSel;100\n')).shop.products.map(({ name }) => name)).toEqual([
      'Riz',
      'Sel',
    ]);
  });

  it('the price of a piece comes before that of a carton', async () => {
    const { shop } = await read('Produit;Stock;Unité;Colisage;Prix carton;Prix pièce\nLait;96;pièce;48;15 000;350\n');
    expect(prices(shop)).toEqual([['LAIT', 'Lait', 0, 350]]);
    expect((await read('Produit;Prix carton\nLait;15 000\n')).shop.products[0]?.salePrice).toBe(15_000);
  });

  it('Shopify’s cost, and the "False" that Odoo writes for nothing', async () => {
    const shopify = await read(
      'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Cost per item\n' +
        'boubou,Boubou,Taille,M,BOU-M,4,45000,30000\nboubou,,,L,BOU-L,2,45000,30000\n',
    );
    expect(shopify.shop.products.map(({ purchasePrice }) => purchasePrice)).toEqual([30_000, 30_000]);
    const odoo = await read(
      workbook([
        ['Référence interne', 'Nom', 'Code-barres', 'Prix de vente'],
        [false, 'Table', false, 75_000],
        ['FURN_1', 'Chaise', 'False', 25_000],
      ]),
    );
    expect(odoo.shop.products.map(({ code, barcode }) => [code, barcode])).toEqual([
      ['FURN_1', undefined],
      ['TABLE', undefined],
    ]);
  });

  it('Odoo’s lines of orders are read by what stands after the stroke', async () => {
    const { shop, faults } = await read(
      'Référence commande,Date de la commande,Client,Lignes de la commande/Produit,Lignes de la commande/Quantité,' +
        'Lignes de la commande/Prix unitaire,Lignes de la commande/Remise (%),Lignes de la commande/Sous-total\n' +
        'S0001,2026-12-05 10:00:00,Awa,[RIZ] Riz 25 kg,2,12500,10,22500\n' +
        'S0002,2026-12-06 09:00:00,Moussa,[RIZ] Riz 25 kg,1,12500,0,12500\n',
    );
    expect([amounts(shop), faults]).toEqual([[22_500, 12_500], []]);
    expect(shop.sales.map(({ orderNumber }) => orderNumber)).toEqual(['S0001', 'S0002']);
  });
});

describe('stock', () => {
  it('under a heading over two columns, that which was found', async () => {
    const { shop, view } = await read(
      workbook(
        [
          ['QUINCAILLERIE NDIAYE & FRÈRES'],
          ['Inventaire au 31/12/2025'],
          [],
          [null, null, 'Quantités', null, 'Valeur'],
          ['Réf', 'Désignation', 'Théorique', 'Physique', 'PU achat'],
          ['VIS', 'Vis 4x40', 1000, 980, 5],
          ['Sous-total', null, 1000, 980, null],
          ['CIM', 'Ciment 50 kg', 30, 28, 3800],
        ],
        (sheet) => {
          sheet['!merges'] = [{ s: { r: 3, c: 2 }, e: { r: 3, c: 3 } }];
        },
      ),
    );
    expect([view.kind, view.day, stocks(shop)]).toEqual(['stock', '2025-12-31', [980, 28]]);
  });

  it('place by place: the sum where there is one, else the other places are said', async () => {
    const whole = await read('Article;Prix détail;Stock magasin;Stock dépôt;Total stock\nRiz;500;10;40;50\n');
    expect(stocks(whole.shop)).toEqual([50]);
    const parts = await read('Produit;Prix;;Stock;\n;Achat;Vente;Dépôt;Boutique\nRiz;400;500;10;4\nSel;50;100;20;6\n');
    expect([stocks(parts.shop), parts.plan.unreadColumns]).toEqual([[4, 6], ['Stock Dépôt']]);
  });

  it('letters among the figures ("1O") are asked, not read as one', async () => {
    const { shop, plan } = await read('Article;Stock;Prix\nStylo;1O;100\nGomme;7;50\n');
    expect(plan.asks).toMatchObject([{ code: 'how-many', items: [{ before: '1O' }] }]);
    expect(stocks(shop)).toEqual([null, 7]);
  });

  it('a delivery told in packs and in pieces comes in by the piece', async () => {
    const { shop, view } = await read(
      'Bon de livraison BL-88 du 05/12/2026\nRéf;Désignation;Colis;Qté/colis;Qté totale;PU\n' +
        'A1;Lait concentré;2;48;96;350\nA2;Tomate;3;50;150;275\n',
    );
    expect(view.kind).toBe('delivery');
    expect(shop.movements.map(({ quantity, unitCost, day }) => [quantity, unitCost, day])).toEqual([
      [96, 350, '2026-12-05'],
      [150, 275, '2026-12-05'],
    ]);
  });
});

describe('sales', () => {
  it('what came back, by the type of its row, is not sold once more', async () => {
    const { shop, faults, plan } = await read(
      'Date;Type;Produit;Qté;PU;Total\n05/12/2026;Vente;Riz;2;500;1 000\n05/12/2026;Retour;Riz;1;500;500\n',
    );
    expect([amounts(shop), faults, plan.summary.revenue]).toEqual([[1000], [], 500]);
  });

  it('a share that a spreadsheet keeps as 0.1 is a tenth off', async () => {
    const { shop } = await read(
      workbook([
        ['Date', 'Produit', 'Quantité', 'Prix unitaire', 'Remise'],
        ['05/12/2026', 'Riz', 2, 500, 0.1],
        ['05/12/2026', 'Sel', 1, 100, null],
      ]),
    );
    expect(amounts(shop).sort()).toEqual([100, 900]);
  });
});

describe('what stands, whatever it is written in', () => {
  it.each<[string, Uint8Array | string, readonly unknown[]]>([
    [
      'dates counted from 1904',
      workbook(
        [
          ['Date', 'Article', 'Qté', 'PU'],
          [{ t: 'n', v: 44_550, z: 'dd/mm/yyyy' }, 'Riz', 2, 500],
        ],
        (_, book) => {
          book.Workbook = { WBProps: { date1904: true } };
        },
      ),
      ['2025-12-21'],
    ],
    [
      'a line that names the separator',
      'sep=,\r\nDate,Produit,Qté,PU\r\n05/12/2026,"Huile 1,5 L",1,1500\r\n',
      ['2026-12-05'],
    ],
  ])('%s', async (_, content, days) => {
    expect((await read(content)).shop.sales.map(({ day }) => day)).toEqual(days);
  });

  it('zeros that only a format shows stay in the code', async () => {
    const { shop } = await read(
      workbook([
        ['Code', 'Produit', 'Prix'],
        [{ t: 'n', v: 123, z: '00000' }, 'Savon', 250],
      ]),
    );
    expect(shop.products[0]?.code).toBe('00123');
  });

  it('names of columns over two lines, pages with their headings again, sums carried over', async () => {
    const lines = await read(
      '"Code\nproduit";"Désignation\ndu produit";"Prix\nde vente"\nA;Riz;500\nB;"Sel\nfin";100\n',
    );
    expect(prices(lines.shop)).toEqual([
      ['A', 'Riz', 0, 500],
      ['B', 'Sel fin', 0, 100],
    ]);
    const pages = await read(
      'Désignation;Stock;Prix\nRiz;10;500\nSel;4;100\nPage 1/2;;\nDésignation;Stock;Prix\nThé;3;400\nReport;17;\nCafé;2;700\n',
    );
    expect(pages.shop.products.map(({ name }) => name)).toEqual(['Riz', 'Sel', 'Thé', 'Café']);
    expect(pages.faults).toEqual(['4 note-row', '5 header-row', '7 total-row']);
  });
});
