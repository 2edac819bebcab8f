import { documentFault, type ShopDocument, voidOf } from '@digiboost/domain/documents';
import { aReturn } from '@digiboost/domain/documents/testing/examples';
import type { ImportOptions } from '@digiboost/domain/import';
import { moneyLinesOf, returnableLines } from '@digiboost/domain/ledger';
import { describe, expect, it } from 'vitest';
import { confirmSentence, summaryLines } from './plan-words.ts';
import { ShopOfFiles } from './testing/shop-of-files.ts';

const file = (lines: readonly string[], name = 'ventes.csv') => ({
  name,
  bytes: new TextEncoder().encode(lines.join('\n')),
});
/** A shop into which the lines were imported, and how they were read; every document is one that may be stored. */
async function read(lines: readonly string[], shop = new ShopOfFiles(), options: Partial<ImportOptions> = {}) {
  const imported = await shop.import(file(lines), { options });
  for (const doc of imported.documents) expect(documentFault({ ...doc })).toBeNull();
  return { shop, ...imported };
}
/** FCFA of each return, and what its ticket is called. */
const returned = ({ returns, sales }: ShopOfFiles) =>
  returns.map(({ saleId, day, lines }) => [
    day,
    lines.reduce((sum, { amount }) => sum + amount, 0),
    sales.find(({ _id }) => _id === saleId)?.orderNumber ?? null,
  ]);

describe('goods that came back, in a file of sales', () => {
  it.each([
    ['Date;Produit;Qté;PU;Montant', '05/12/2026;Riz;4;500;2000', '07/12/2026;Riz;-1;500;-500'],
    ['Date;Produit;Qté;PU', '05/12/2026;Riz;4;500', '07/12/2026;Riz;-1;500'],
    ['Date;Produit;Qté;Montant', '05/12/2026;Riz;4;2000', '07/12/2026;Riz;1;-500'],
    ['Date;Produit;Qté;PU;Montant', '05/12/2026;Riz;4;500;2000', '07/12/2026;Riz;-1;-500;-500'],
    ['Date;Type;Produit;Qté;Total', '05/12/2026;Vente;Riz;4;2000', '07/12/2026;Retour;Riz;1;500'],
    ['Date;Type;Produit;Qté;Total', '05/12/2026;Facture;Riz;4;2000', '07/12/2026;Avoir;Riz;-1;-500'],
    ['Date;Statut;Produit;Qté;Total', '05/12/2026;Payé;Riz;4;2000', '07/12/2026;Remboursé;Riz;-1;-500'],
    ['Date;Produit;Qté;PU', '05/12/2026;Riz;4;500', '07/12/2026;Riz;(1);500'],
    ['Date;Produit;Qté;PU', '05/12/2026;Riz;4;500', '07/12/2026;Riz;1-;500'],
    ['Date;Produit;Qté;PU', '05/12/2026;Riz;4;500', '07/12/2026;Riz;−1;500'],
  ])('are taken off on their own day: %s, %s, %s', async (...lines) => {
    const { shop, plan, faults } = await read(lines);
    expect(shop.netByDayAndProduct()).toEqual({ '2026-12-05 RIZ': 2000, '2026-12-07 RIZ': -500 });
    expect(plan.summary).toMatchObject({
      revenue: 1500,
      saleLines: 1,
      returns: { rows: 1, amount: 500 },
      refunds: { rows: 0, amount: 0 },
      faulty: 0,
      lastDay: '2026-12-07',
    });
    expect(faults).toEqual([]);
    const [sale] = shop.sales;
    expect(shop.returns).toMatchObject([{ saleId: sale?._id, refunds: [{ method: 'CASH', amount: 500 }] }]);
    // Again: nothing is new.
    const again = await read(lines, shop);
    expect([again.documents, again.plan.summary.unchanged]).toEqual([[], 2]);
  });

  it('the receipts of Loyverse: a refund has a receipt of its own and names no ticket', async () => {
    const { shop, view, plan, faults } = await read([
      'Date,Receipt number,Receipt type,SKU,Item,Quantity,Gross sales,Discounts,Net sales,Status',
      '12/01/2026 09:05,1-1001,Sale,10000,Coca 33 cl,3,1200,0,1200,Closed',
      '12/13/2026 10:05,1-1002,Refund,10000,Coca 33 cl,1,400,0,400,Closed',
      '12/13/2026 11:05,1-1003,Sale,10001,Riz au kilo,2.5,1125,125,1000,Closed',
    ]);
    expect(view.kind).toBe('sales');
    expect(shop.netByDayAndProduct()).toEqual({
      '2026-12-01 10000': 1200,
      '2026-12-13 10000': -400,
      '2026-12-13 10001': 1000,
    });
    expect(shop.returns).toMatchObject([{ at: '2026-12-13T10:05:00.000Z', reason: 'Retour importé, n° 1-1002' }]);
    expect([returned(shop), faults]).toEqual([[['2026-12-13', 400, null]], ['3 no-ticket']]);
    expect(plan.summary.revenue).toBe(1800);
  });

  it('the items of Square: refunds are events with a minus, their discounts with a plus', async () => {
    const { shop, view, faults } = await read([
      'Date,Time,Category,Item,Qty,Price Point Name,SKU,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Event Type',
      '12/01/2026,09:05:00,Boissons,Café,2.0,Grand,CAF-G,"3,000",-300,"2,700",0,T1,Payment',
      '12/15/2026,09:05:00,Boissons,Café,-1.0,Grand,CAF-G,"-1,500",150,"-1,350",0,T2,Refund',
    ]);
    expect(view.kind).toBe('sales');
    expect(shop.netByDayAndProduct()).toEqual({ '2026-12-01 CAF-G': 2700, '2026-12-15 CAF-G': -1350 });
    expect(faults).toEqual(['3 no-ticket']);
  });

  it('the refunds of WooCommerce: orders of their own kind, or the number of the order again', async () => {
    const { shop, plan } = await read([
      'Order Number,Order Status,Order Date,Item Name,SKU,Quantity,Item Cost,Order Line Total',
      '101,Completed,2026-12-05 10:00,Jus,J1,3,1000,3000',
      '101,Completed,2026-12-05 10:00,Sirop,S1,1,600,600',
      '101,Refunded,2026-12-08 16:30,Jus,J1,-2,1000,-2000',
    ]);
    expect(shop.netByDayAndProduct()).toEqual({
      '2026-12-05 J1': 3000,
      '2026-12-05 S1': 600,
      '2026-12-08 J1': -2000,
    });
    expect(returned(shop)).toEqual([['2026-12-08', 2000, '101']]);
    expect(plan.summary.revenue).toBe(1600);
  });

  it('WooCommerce in French: of partly refunded orders a person says whether they are sold', async () => {
    const lines = [
      'Numéro de commande;État de la commande;Date de commande;Nom de l’article;UGS;Quantité;Total ligne',
      '101;Terminée;05/12/2026 10:00;Jus;J1;3;3000',
      '102;Partiellement remboursée;06/12/2026 10:00;Jus;J1;2;2000',
      '103;Remboursée;06/12/2026 11:00;Jus;J1;1;1000',
    ];
    const { shop, plan, faults } = await read(lines);
    expect(plan.asks).toEqual([
      { code: 'partly-returned', items: [{ line: 3, product: 'Jus', before: '102', after: 2000, choice: null }] },
    ]);
    expect(plan.summary.unanswered).toBe(1);
    expect(shop.netByDayAndProduct()).toEqual({ '2026-12-05 J1': 3000 });
    expect(faults).toEqual(['4 cancelled']);
    const whole = new ShopOfFiles();
    await whole.import(file(lines), { answers: { 'partly-returned': 'sold' } });
    expect(whole.netByDayAndProduct()).toEqual({ '2026-12-05 J1': 3000, '2026-12-06 J1': 2000 });
  });

  it('the sales of Shopify: a return is a row of its order, with amounts below 0', async () => {
    const { shop, faults } = await read([
      'Date,Order,Transaction type,Product title,Variant SKU,Net quantity,Gross sales,Discounts,Returns,Net sales,Taxes',
      '2026-12-01,#1001,sale,Pagne,PAG-1,2,6000,-500,0,5500,0',
      '2026-12-01,#1001,sale,Foulard,FOU-1,1,2500,0,0,2500,0',
      '2026-12-09,#1001,return,Pagne,PAG-1,-1,0,0,-2750,-2750,0',
    ]);
    expect(shop.netByDayAndProduct()).toEqual({
      '2026-12-01 PAG-1': 5500,
      '2026-12-01 FOU-1': 2500,
      '2026-12-09 PAG-1': -2750,
    });
    expect([returned(shop), faults]).toEqual([[['2026-12-09', 2750, '#1001']], []]);
  });

  it('the till of Odoo: the number of the ticket with a word behind it', async () => {
    const { shop, faults } = await read([
      'Date,Référence de commande,Article,Quantité,Prix unitaire,Sous-total',
      '2026-12-05 09:00:00,Boutique/0001,[RIZ25] Riz brisé 25 kg,2.0,12500.0,25000.0',
      '2026-12-06 09:00:00,Boutique/0001 REMBOURSEMENT,[RIZ25] Riz brisé 25 kg,-1.0,12500.0,-12500.0',
    ]);
    expect(shop.netByDayAndProduct()).toEqual({ '2026-12-05 RIZ25': 25_000, '2026-12-06 RIZ25': -12_500 });
    expect([returned(shop), faults]).toEqual([[['2026-12-06', 12_500, 'Boutique/0001']], []]);
  });

  it('are of the ticket of an earlier import, in an order of their own, and of no ticket where it sold less', async () => {
    const shop = new ShopOfFiles();
    const header = 'Date;Ticket;Produit;Qté;Montant';
    await read([header, '05/12/2026;T1;Riz;2;1000', '05/12/2026;T1;Riz;3;1400'], shop);
    const { faults } = await read(
      [header, '06/12/2026;T1;Riz;-4;-1900', '07/12/2026;T1;Riz;-1;-500', '08/12/2026;T1;Riz;-1;-500'],
      shop,
    );
    expect(returned(shop)).toEqual([
      ['2026-12-06', 1900, 'T1'],
      ['2026-12-07', 500, 'T1'],
      ['2026-12-08', 500, null],
    ]);
    expect(faults).toEqual(['4 no-ticket']);
    const [sale] = shop.sales;
    const left = sale ? returnableLines(sale, shop.returns.slice(0, 2)) : [];
    expect(left.map((line) => [line.left, line.leftAmount])).toEqual(left.map(() => [0, 0]));
  });

  it('that somebody noted on their ticket already are not taken off again', async () => {
    const lines = ['Date;Ticket;Produit;Qté;PU', '05/12/2026;T1;Riz;2;500'];
    const { shop } = await read(lines);
    const [sale] = shop.sales;
    if (!sale) throw new Error('no sale');
    const { productId } = sale.lines[0] ?? {};
    const noted = aReturn({
      saleId: sale._id,
      at: '2026-12-18T10:00:00.000Z',
      lines: [{ line: 0, productId: productId ?? 'product:x', quantity: 1, amount: 500, restocked: true }],
      refunds: [{ method: 'CASH', amount: 500 }],
    });
    shop.keep([noted]);
    const again = await read([...lines, '07/12/2026;T1;Riz;-1;500'], shop);
    expect([again.documents, again.plan.summary.unchanged, again.plan.summary.returns.rows]).toEqual([[], 2, 0]);
    // The second one is another.
    const second = await read([...lines, '07/12/2026;T1;Riz;-1;500', '07/12/2026;T1;Riz;-1;500'], shop);
    expect(second.plan.summary.returns).toEqual({ rows: 1, amount: 500 });
  });

  it('lower what is owed where they were sold on credit, and give back as was paid', async () => {
    const { shop } = await read([
      'Date;Ticket;Client;Produit;Qté;PU;Paiement',
      '05/12/2026;T1;Awa Diop;Riz;4;500;à crédit',
      '05/12/2026;T2;;Riz;4;500;Wave',
      '06/12/2026;T1;Awa Diop;Riz;-1;500;',
      '06/12/2026;T2;;Riz;-1;500;',
      '06/12/2026;T9;;Riz;-1;500;Orange Money',
    ]);
    const sums: Record<string, number> = {};
    for (const { account, amount } of [...shop.sales, ...shop.returns].flatMap(moneyLinesOf))
      sums[account] = (sums[account] ?? 0) + amount;
    expect(sums).toEqual({
      'customer:nom-awa-diop': 1500,
      'till:WAVE:import': 1500,
      'till:ORANGE_MONEY:import': -500,
    });
  });

  it('come back to the shelf where the sales of the file lower the stock, and not where they do not', async () => {
    const lines = ['Date;Produit;Qté;PU', '05/12/2026;Riz;4;500', '07/12/2026;Riz;-1;500'];
    const lowered = await read(lines, new ShopOfFiles(), { keepStock: false });
    expect(lowered.shop.returns.flatMap(({ lines: own }) => own.map(({ restocked }) => restocked))).toEqual([true]);
    const alone = await read(['Date;Produit;Qté;PU', '07/12/2026;Riz;-1;500']);
    expect(alone.plan.summary).toMatchObject({ stockAtRisk: 1, counts: 1, revenue: -500, tickets: 0 });
  });

  it.each([
    ['07/12/2026;Riz;-1;500;Annulé', ['3 negative', '3 cancelled'], { rows: 0, amount: 0 }],
    ['07/12/2026;;-2;500;Payé', ['3 no-product'], { rows: 1, amount: 1000 }],
    ['32/12/2026;Riz;-2;500;Payé', ['3 no-such-day'], { rows: 1, amount: 1000 }],
    ['07/12/2026;Riz;-1;-500;Payé', ['3 negative', '3 negative-price'], { rows: 0, amount: 0 }],
    ['07/12/2026;Riz;1;-500;Payé', ['3 negative-price'], { rows: 0, amount: 0 }],
  ])('that cannot be recorded are said: %s', async (row, told, refunds) => {
    const { shop, plan, faults } = await read(['Date;Produit;Qté;PU;Statut', '05/12/2026;Riz;2;500;Payé', row]);
    expect([faults, plan.summary.refunds, plan.summary.returns.rows]).toEqual([told, refunds, 0]);
    expect(shop.netByDayAndProduct()).toEqual({ '2026-12-05 RIZ': 1000 });
  });

  it('a line that only takes something off the ticket is no return: it is a discount of the others', async () => {
    const header = 'Date;Ticket;Produit;Qté;Montant';
    const { shop, faults } = await read([
      header,
      '05/12/2026;T1;Riz;2;1000',
      '05/12/2026;T1;Sel;1;250',
      '05/12/2026;T1;Remise fidélité;1;-125',
    ]);
    expect([shop.returns, faults]).toEqual([[], []]);
    expect(shop.netByDayAndProduct()).toEqual({ '2026-12-05 RIZ': 900, '2026-12-05 SEL': 225 });
    // Of no order, of one that is less, or of one of which a line is missing, nobody knows what it was taken off.
    for (const lines of [
      ['05/12/2026;;Riz;2;1000', '05/12/2026;;Remise;1;-125'],
      ['05/12/2026;T1;Riz;2;1000', '05/12/2026;T1;Remise;1;-1250'],
      ['05/12/2026;T1;Riz;2;1000', '05/12/2026;T1;Remise;1;-125', '05/12/2026;T1;Sel;?;250'],
    ]) {
      const told = await read([header, ...lines]);
      expect(told.faults).toContain('3 negative-price');
      expect(told.shop.netByDayAndProduct()).toEqual({ '2026-12-05 RIZ': 1000 });
    }
  });

  it('two phones of which one does not know the ticket make the same return', async () => {
    const back = ['Date;Ticket;Produit;Qté;PU', '07/12/2026;T1;Riz;-1;500'];
    const knows = new ShopOfFiles();
    await read(['Date;Ticket;Produit;Qté;PU', '05/12/2026;T1;Riz;2;500'], knows);
    await read(back, knows);
    const { shop } = await read(back, new ShopOfFiles('2026-12-20', knows.products));
    expect(shop.returns.map(({ _id }) => _id)).toEqual(knows.returns.map(({ _id }) => _id));
    expect(shop.returns[0]?.saleId).not.toBe(knows.returns[0]?.saleId);
  });

  it('are made again under another name once they were cancelled, whatever the order of the rows', async () => {
    const lines = ['07/12/2026;Riz;-1;500', '05/12/2026;Riz;4;500', '07/12/2026;Riz;-1;500', '06/12/2026;Riz;-2;1000'];
    const header = 'Date;Produit;Qté;PU';
    const { shop } = await read([header, ...lines]);
    const other = await read([header, ...[...lines].reverse()]);
    const ids = (docs: readonly ShopDocument[]) => docs.map(({ _id }) => _id).sort();
    expect(ids(other.shop.returns)).toEqual(ids(shop.returns));
    expect(shop.returns).toHaveLength(3);
    const [first] = shop.returns;
    if (!first) throw new Error('no return');
    shop.keep([voidOf(first, { at: '2026-12-20T16:00:00.000Z', by: 'awa', deviceId: 'phone1' })]);
    const again = await read([header, ...lines], shop);
    expect(again.documents.map(({ type }) => type)).toEqual(['return']);
    expect(again.documents[0]?._id).not.toBe(first._id);
  });

  it('are told before anything is written, and no count that nobody made', async () => {
    const { plan } = await read(['Date;Produit;Qté;PU', '05/12/2026;Riz;4;500', '07/12/2026;Riz;-1;500']);
    expect(summaryLines(plan.summary).map(({ label }) => label)).not.toContain('Inventaires');
    expect(confirmSentence(plan.summary).replace(/\s/g, ' ')).toBe(
      'Cet import crée 1 produit, ajoute 1 ligne de vente pour 2 000 F, déduit 1 retour pour 500 F, chacun de son jour ' +
        'et laisse le stock de 1 produit comme il est.',
    );
  });
});
