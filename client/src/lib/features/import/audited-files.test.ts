import { saleLineAmount } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import { ShopOfFiles } from './testing/shop-of-files.ts';

const file = (lines: readonly string[], name: string) => ({ name, bytes: new TextEncoder().encode(lines.join('\n')) });
async function read(lines: readonly string[], name = 'fichier.csv', shop = new ShopOfFiles()) {
  return { shop, ...(await shop.import(file(lines, name))) };
}
const sold = ({ sales }: ShopOfFiles) =>
  sales.map(({ day, orderNumber = '', payment = '', lines }) => [
    day,
    orderNumber,
    payment,
    lines.map(saleLineAmount).sort((a, b) => a - b),
  ]);

describe('files of sales that only say once what holds for several rows', () => {
  it('the lines of Odoo: the order and its day on the first of its rows', async () => {
    const { shop, faults } = await read([
      'Order Ref,Date,Product,Quantity,Unit Price,Discount (%),Subtotal w/o Tax,Subtotal',
      'Médina/0041,2026-12-05 09:12:33,[RIZ5] Riz parfumé 5 kg,2.00,4500.00,10.00,6864.41,8100.00',
      ',,[SEL] Sel 1 kg,1.00,250.00,0.00,211.86,250.00',
      'Médina/0042,2026-12-05 10:02:11,[RIZ5] Riz parfumé 5 kg,-1.00,4500.00,10.00,-3432.20,-4050.00',
    ]);
    expect(sold(shop)).toEqual([['2026-12-05', 'Médina/0041', '', [250, 8100]]]);
    expect(shop.netByDayAndProduct()).toEqual({ '2026-12-05 RIZ5': 4050, '2026-12-05 SEL': 250 });
    expect(faults).toEqual(['3 day-above', '4 no-ticket']);
  });

  it('the day of a notebook, written once, is told; a day that is missing among others is not guessed', async () => {
    const header = 'Date;Produit;Qté;PU;Montant';
    const once = await read([
      header,
      '05/12/2026;Riz 5 kg;2;4500;9000',
      ';Sel;1;250;250',
      ';Huile 1L;3;1200;3600',
      '06/12/2026;Riz 5 kg;1;4500;4500',
      ';Sel;2;250;500',
    ]);
    expect(sold(once.shop)).toEqual([
      ['2026-12-05', '', '', [250, 3600, 9000]],
      ['2026-12-06', '', '', [500, 4500]],
    ]);
    expect(once.faults).toEqual(['3 day-above', '4 day-above', '6 day-above']);
    const missing = await read([
      header,
      ...['05/12/2026', '05/12/2026', '', '06/12/2026'].map((day) => `${day};Riz;1;500;500`),
    ]);
    expect(missing.faults.filter((told) => !told.endsWith('same-row'))).toEqual(['4 missing']);
  });
});

describe('what a row of sales is, and how its sale stands', () => {
  it('the receipts of Loyverse in French have a type and a state: what was cancelled counts nowhere', async () => {
    const { shop, faults } = await read([
      'Date,Numéro de reçu,Type de reçu,UGS,Article,Quantité,Ventes brutes,Remises,Ventes nettes,Statut',
      '05/12/2026 09:05,1-1001,Vente,10000,Coca 33 cl,3,1200,0,1200,Fermé',
      '05/12/2026 09:25,1-1002,Remboursement,10000,Coca 33 cl,-1,-400,0,-400,Fermé',
      '05/12/2026 10:25,1-1003,Vente,10000,Coca 33 cl,2,800,80,720,Annulé',
      '05/12/2026 11:25,1-1004,Remboursement,10000,Coca 33 cl,2,800,80,720,Annulé',
    ]);
    expect(shop.netByDayAndProduct()).toEqual({ '2026-12-05 10000': 800 });
    expect(faults).toEqual(['3 no-ticket', '4 cancelled', '5 cancelled']);
  });

  it('the orders of WooCommerce by a plugin: states and payments as they are stored', async () => {
    const { shop, faults } = await read([
      'Numéro de commande,Date de commande,Statut de la commande,Nom du produit,UGS,Quantité,Total de la ligne,Mode de paiement',
      '1203,2026-12-05 10:12:00,wc-completed,Riz 5 kg,RIZ5,2,9000,Paiement à la livraison',
      '1204,2026-12-06 10:12:00,wc-cancelled,Riz 5 kg,RIZ5,1,4500,Wave',
      '1205,2026-12-06 12:12:00,wc-on-hold,Riz 5 kg,RIZ5,1,4500,Wave',
      '1206,2026-12-07 12:12:00,wc-processing,Riz 5 kg,RIZ5,1,4500,Orange Money',
    ]);
    expect(sold(shop)).toEqual([
      ['2026-12-05', '1203', 'CASH', [9000]],
      ['2026-12-07', '1206', 'ORANGE_MONEY', [4500]],
    ]);
    expect(faults).toEqual(['3 cancelled', '4 unknown-status']);
  });

  it('a whole order in one cell is no product', async () => {
    const { shop, faults } = await read([
      'Date,Order #,Status,Customer,Product(s),Items sold,N. Revenue',
      '2026-12-05 10:12:00,1203,Completed,Awa Diop,"2× Riz 5 kg, 1× Sel",3,9250',
    ]);
    expect([shop.sales, shop.products, faults]).toEqual([[], [], ['2 several-products']]);
  });

  it('how it was paid, in a column called "Mode"', async () => {
    const { shop, faults } = await read([
      'Date;Produit;Qté;PU;Mode',
      ...['Wave', 'OM', 'Crédit', 'Free Money'].map((mode, index) => `05/12/2026;Riz;${index + 1};500;${mode}`),
    ]);
    expect(sold(shop).map(([, , payment]) => payment)).toEqual(
      expect.arrayContaining(['WAVE', 'ORANGE_MONEY', 'CREDIT', '']),
    );
    expect(faults).toEqual(['5 unknown-payment']);
  });
});

describe('what came back, as programs and people say it', () => {
  it('the invoices of Odoo: a type that names a credit note', async () => {
    const { shop, faults } = await read([
      'Numéro,Date de facturation,Partenaire,Produit,Quantité,Prix unitaire,Sous-total,Type',
      'FAC/2026/0012,2026-12-05,Awa Diop,[RIZ5] Riz 5 kg,2.0,4500.0,9000.0,Facture client',
      'AVO/2026/0003,2026-12-08,Awa Diop,[RIZ5] Riz 5 kg,1.0,4500.0,4500.0,Avoir client',
      'BILL/2026/0001,2026-12-08,Awa Diop,[RIZ5] Riz 5 kg,1.0,4500.0,4500.0,Pro forma',
    ]);
    expect(shop.netByDayAndProduct()).toEqual({ '2026-12-05 RIZ5': 9000, '2026-12-08 RIZ5': -4500 });
    expect(faults).toEqual(['3 no-ticket', '4 unknown-status']);
  });

  it('a notebook: the product behind the word "Avoir"', async () => {
    const { shop } = await read([
      'Date;Désignation;Qté;P.Unit.;Mont.',
      '05/12/2026;Riz;2;4 500;9 000',
      '06/12/2026;Avoir Riz;-1;4 500;-4 500',
    ]);
    expect(shop.netByDayAndProduct()).toEqual({ '2026-12-05 RIZ': 9000, '2026-12-06 RIZ': -4500 });
    expect(shop.products).toHaveLength(1);
  });

  it('to a supplier: no price of a catalogue that is taken without being asked', async () => {
    const { view, plan } = await read(['Bon de retour fournisseur n° 12', 'Article;Qté retournée;PU', 'Savon;5;250']);
    expect([view.isSure, plan.unreadColumns]).toEqual([false, ['Qté retournée']]);
  });
});

describe('kinds of files that look like another', () => {
  it('a list of paid orders is nobody’s debt', async () => {
    const { shop, view } = await read([
      'Identifiant;Référence;Livraison;Client;Total;Paiement;État;Date',
      '12;XKBKNABJK;Sénégal;A. Diop;9 500,00 CFA;Wave;Livré;2026-12-05 10:12:00',
      '13;OHSATSERP;Sénégal;M. Fall;4 200,00 CFA;Wave;Livré;2026-12-05 11:12:00',
    ]);
    expect([view.kind, shop.documents]).toEqual(['sales', []]);
  });

  it('a delivery note in cartons and units is no count, and costs what a unit costs', async () => {
    const { shop, view } = await read([
      'Bon de livraison N°45 du 05/12/2026 - Fournisseur: Patisen',
      'Produit;Cartons;Unités/carton;Total unités;PU carton;Montant',
      'Mayonnaise 500ml;4;12;48;9600;38400',
      'Bouillon;10;24;240;2400;24000',
    ]);
    expect(view.kind).toBe('delivery');
    expect(shop.movements.map(({ day, quantity, unitCost }) => [day, quantity, unitCost])).toEqual([
      ['2026-12-05', 48, 800],
      ['2026-12-05', 240, 100],
    ]);
  });

  it('the stock of Shopify in French names its articles', async () => {
    const { shop } = await read([
      "Handle,Titre,Nom de l'option 1,Valeur de l'option 1,SKU,Emplacement,Non disponible,Engagé,Disponible,En stock",
      'pot,Pot,Taille,Petit,POT-S,Dakar,0,2,18,20',
    ]);
    expect(shop.products.map(({ name }) => [name, shop.stock(name)])).toEqual([['Pot – Petit', 20]]);
  });
});

describe('columns that no import takes are said where the shop would miss them', () => {
  it.each([
    ['Date;Produit;Qté;PU;Total;Versé;Reste;Client', '05/12/2026;Riz;2;500;1000;600;400;Modou', ['Versé', 'Reste']],
    ['Article;01/12/2026;02/12/2026', 'Riz;2;1', ['01/12/2026', '02/12/2026']],
    ['Date;Article;Entrée;Sortie', '05/12/2026;Riz;50;2', ['Sortie']],
  ])('%s', async (header, row, unread) => {
    expect((await read([header, row])).plan.unreadColumns).toEqual(unread);
  });

  it('what came for nothing with a delivery', async () => {
    const { plan } = await read(['Bon de livraison', 'Article;Qté livrée;Gratuit;PU', 'Savon;24;2;250']);
    expect(plan.unreadColumns).toEqual(['Gratuit']);
  });
});

describe('files whose columns say less than the truth', () => {
  it('what a customer still owes is what remains, not what it was at first', async () => {
    const { documents, plan } = await read([
      'CARNET CREDIT',
      'Nom;Tel;Doit;Donné;Reste',
      'Fatou Ndiaye;77 123 45 67;15000;5000;10000',
      'Modou;;7 500;;7500',
    ]);
    expect(documents.flatMap((doc) => (doc.type === 'cash' ? [doc.amount] : []))).toEqual([10_000, 7500]);
    expect(plan.unreadColumns).toEqual(['Donné']);
  });

  it('the orders of WooCommerce are sold less what came back, where the file counts it', async () => {
    const { shop, plan, faults } = await read([
      'Order Number,Order Status,Order Date,Item Name,SKU,Quantity,Quantity (- Refund),Item Cost,Order Refund Amount,Order Total Amount',
      '101,Completed,2026-12-05 10:00,Jus,J1,3,2,1000,1000,3000',
      '102,Completed,2026-12-06 10:00,Sirop,S1,1,1,600,0,600',
    ]);
    expect(sold(shop).map(([day, , , amounts]) => [day, amounts])).toEqual([
      ['2026-12-05', [2000]],
      ['2026-12-06', [600]],
    ]);
    expect([plan.unreadColumns, faults]).toEqual([[], []]);
  });

  it.each([
    ['1000', ['Montant de remboursement de la commande']],
    ['0', []],
  ])('a refund of %s F in a column of its own is told', async (refund, unread) => {
    const { shop, plan } = await read([
      'Numéro de commande;État de la commande;Date de commande;Nom de l’article;Quantité;Coût de l’article;' +
        'Montant de remboursement de la commande',
      `101;Terminée;2026-12-05 10:00;Jus;3;1000;${refund}`,
    ]);
    expect(shop.sales.flatMap(({ lines }) => lines.map(saleLineAmount))).toEqual([3000]);
    expect(plan.unreadColumns).toEqual(unread);
  });

  it('what all that was sold of an article cost is not the cost of one', async () => {
    const { shop } = await read([
      'Nom de l’article,SKU,Catégorie,Articles vendus,Ventes nettes,Coût des marchandises,Bénéfice brut',
      'Riz,1,Céréales,10,4500,3600,900',
    ]);
    expect(shop.products.map(({ purchasePrice }) => purchasePrice)).toEqual([0]);
  });

  it.each([
    ['Produit;Prix détail;Prix gros', 500, 0],
    ['Produit;Prix de gros;Prix au détail', 450, 0],
    ['Produit;Prix de gros', 0, 500],
  ])('the price for many beside the one for one is not what the shop paid: %s', async (header, sale, purchase) => {
    const { shop } = await read([header, 'Riz;500;450']);
    expect(shop.products.map(({ salePrice, purchasePrice }) => [salePrice, purchasePrice])).toEqual([[sale, purchase]]);
  });

  it.each([
    [
      [
        'Date;Libellé;Recette;Dépense;Solde',
        '05/12/2026;Ventes du jour;45000;;145000',
        '06/12/2026;Loyer;;50000;95000',
      ],
    ],
    [['BON DE RETOUR', 'Article;Qté;Motif', 'Lait;3;Périmé']],
  ])('neither the balance of a cash book nor a note of goods that went back is a count: %j', async (lines) => {
    const { view, plan } = await read(lines);
    expect(view.kind === 'stock' && view.isSure && plan.summary.counts > 0).toBe(false);
  });
});

describe('the closing of a till, which says its day once for all of its lines', () => {
  const lines = ['Article;Qté vendue;PU;Montant', 'Riz 5 kg;2;4500;9000', 'Sel 1 kg;4;250;1000'];

  it('takes the day above the columns', async () => {
    const { shop, view, faults } = await read(['Rapport Z du 05/12/2026;;;', ...lines], 'z.csv');
    expect(view).toMatchObject({ kind: 'sales', isSure: true, day: '2026-12-05' });
    expect(sold(shop)).toEqual([['2026-12-05', '', '', [1000, 9000]]]);
    expect(faults).toEqual([]);
  });

  it('takes the day of the name of the file', async () => {
    const { shop } = await read(lines, 'Cloture_caisse_2026-12-05.csv');
    expect(sold(shop)).toEqual([['2026-12-05', '', '', [1000, 9000]]]);
  });

  it('without any day, records nothing until a person says it', async () => {
    const file = { name: 'z.csv', bytes: new TextEncoder().encode(lines.join('\n')) };
    const shop = new ShopOfFiles();
    const { view, faults } = await shop.import(file);
    expect(view).toMatchObject({ kind: 'sales', day: null });
    expect([shop.sales, faults]).toEqual([[], ['2 missing', '3 missing']]);
    await shop.import(file, { options: { fileDay: '2026-12-04' } });
    expect(sold(shop)).toEqual([['2026-12-04', '', '', [1000, 9000]]]);
  });

  it('is not recorded twice, nor is an inventory with a day taken for one', async () => {
    const shop = new ShopOfFiles();
    const z = ['Rapport Z du 05/12/2026;;;', ...lines];
    await read(z, 'z.csv', shop);
    const again = await read(z, 'z (1).csv', shop);
    expect([again.plan.documentCount, shop.sales.length]).toEqual([0, 1]);
    const inventory = await read(['Inventaire du 05/12/2026;;', 'Article;Qté;PU', 'Riz 5 kg;2;4500'], 'inv.csv');
    expect(inventory.view).toMatchObject({ kind: 'stock' });
  });
});

describe('what a file says of more than this shop and its goods', () => {
  const places = [
    'Date;Boutique;Produit;Qté;PU',
    '05/12/2026;Médina;Riz;2;500',
    '05/12/2026;Plateau;Riz;1;500',
    '06/12/2026;Médina;Riz;3;500',
  ];

  it('the sales of several shops are nobody’s until a person says which are this one’s', async () => {
    const { shop, plan } = await read(places);
    expect(plan.asks).toEqual([
      {
        code: 'other-place',
        items: [
          { line: 2, product: 'Médina', before: 2, after: '', choice: null },
          { line: 3, product: 'Plateau', before: 1, after: '', choice: null },
        ],
      },
    ]);
    expect([shop.sales, plan.summary.unanswered]).toEqual([[], 2]);
    const medina = new ShopOfFiles();
    await medina.import(file(places, 'ventes.csv'), {
      answers: { 'other-place:2': 'take', 'other-place:3': 'leave' },
    });
    expect(medina.netByDayAndProduct()).toEqual({ '2026-12-05 RIZ': 1000, '2026-12-06 RIZ': 1500 });
  });

  it('a column that names one shop asks nothing; a stock told place by place names the places left out', async () => {
    const one = await read(places.filter((line) => !line.includes('Plateau')));
    expect([one.plan.asks, one.shop.netByDayAndProduct()]).toEqual([
      [],
      { '2026-12-05 RIZ': 1000, '2026-12-06 RIZ': 1500 },
    ]);
    const stock = await read(['Produit;Stock Médina;Stock Plateau;Stock mini;Prix', 'Riz;5;3;2;500', 'Sel;2;9;1;250']);
    expect(stock.plan.unreadColumns).toEqual(['Stock Plateau']);
  });

  it('a service of Odoo is on no shelf, and the code before a name is no part of it', async () => {
    const { shop, documents } = await read([
      'Référence interne,Nom,Prix de vente,Coût,Type de produit,Quantité en stock',
      'RIZ25,[RIZ25] Riz 25,12500,11000,Bien,14',
      'LIV,Livraison,1000,0,Service,0',
    ]);
    expect(shop.products.map(({ code, name }) => `${code} ${name}`)).toEqual(['RIZ25 Riz 25', 'LIV Livraison']);
    expect(documents.flatMap((doc) => (doc.type === 'count' ? [doc.counted] : []))).toEqual([14]);
  });

  it('prices without the tax replace known ones only when a person says so', async () => {
    const shop = new ShopOfFiles();
    await read(['Code;Produit;Prix TTC', 'A;Riz;1180', 'B;Sel;590'], 'ttc.csv', shop);
    const { plan, faults } = await read(['Code;Produit;Prix HT', 'A;Riz;1000', 'C;Thé;300'], 'ht.csv', shop);
    expect(plan.asks).toMatchObject([{ code: 'price-untaxed', items: [{ before: 1180, after: 1000, choice: null }] }]);
    expect(faults).toEqual(['3 untaxed']);
    expect(shop.products.find(({ code }) => code === 'A')?.salePrice).toBe(1180);
  });
});
