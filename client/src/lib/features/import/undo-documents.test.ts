import 'fake-indexeddb/auto';
import { type Count, documentFault, type ShopDocument, type TimedType, type Void } from '@digiboost/domain/documents';
import { aCount, aProduct, aReturn, aSale, aSupplier } from '@digiboost/domain/documents/testing/examples';
import { entriesOf, stockOnHand } from '@digiboost/domain/ledger';
import { describe, expect, it } from 'vitest';
import { RemoteError } from '../../replica/exchange/transport.ts';
import { ImportJournal } from './journal.ts';
import { startJob } from './runner.ts';
import { ShopOfFiles } from './testing/shop-of-files.ts';
import { undoDocuments } from './undo-documents.ts';

const rice = aProduct({
  _id: 'product:r1',
  code: 'R1',
  name: 'Riz brisé 25 kg',
  purchasePrice: 10_000,
  salePrice: 12_500,
});
const sugar = aProduct({ _id: 'product:s1', code: 'S1', name: 'Sucre 1 kg', purchasePrice: 600, salePrice: 750 });
const csv = (text: string, name = 'catalogue.csv') => ({ name, bytes: new TextEncoder().encode(text) });

/** The shop's documents as a replica. */
function replicaOf(shop: ShopOfFiles, at: string) {
  let keys = 0;
  return {
    get: async <D extends ShopDocument>(id: string) => (shop.documents.find(({ _id }) => _id === id) as D) ?? null,
    range: async <D extends ShopDocument>({ from, to }: { from: string; to: string }) =>
      shop.documents.filter(({ _id }) => _id >= from && _id < to) as D[],
    put: async (docs: readonly ShopDocument[]) => shop.keep(docs),
    author: () => ({ at, by: 'awa', deviceId: 'phone1' }),
    newKey: () => `job${Date.now()}${keys++}`,
    newId: <T extends TimedType>(type: T, when: string): `${T}:${string}` => `${type}:${when}:phone1-${keys++}`,
  };
}

let tenant = 0;
/** Imports the file into the shop; returns the job that can be taken back. */
async function imported(shop: ShopOfFiles, text: string, name?: string) {
  const before = replicaOf(shop, '2026-12-20T15:00:00.000Z');
  const { documents, undo, view } = await shop.import(csv(text, name));
  const journal = new ImportJournal(`undo${tenant++}`);
  const job = await startJob(journal, before, documents, { fileName: 'x.csv', kind: view.kind, undo });
  await journal.close();
  return job;
}

const stockOf = (shop: ShopOfFiles, id: string): number | undefined => {
  const events = shop.documents.filter(
    (doc) =>
      doc.type === 'sale' ||
      doc.type === 'return' ||
      doc.type === 'movement' ||
      doc.type === 'count' ||
      doc.type === 'void',
  );
  return stockOnHand(events.flatMap(entriesOf)).get(id as Count['productId']);
};

const shopBefore = () =>
  new ShopOfFiles('2026-12-20', [
    rice,
    sugar,
    aCount({ productId: rice._id, counted: 12, at: '2026-12-01T08:00:00.000Z' }),
    aCount({ productId: sugar._id, counted: 40, at: '2026-12-01T09:00:00.000Z' }),
  ]);
const CATALOGUE =
  'Code;Produit;Prix de vente;Stock compté;Fournisseur\nR1;Riz 25 kg;13000;3;Sandaga\nS1;Sucre 1 kg;750;40;Sandaga\nN1;Thé;900;5;Sandaga\n';

describe('an import that is taken back as a whole', () => {
  it('archives the customers that it created, and takes back what they owed before', async () => {
    const shop = shopBefore();
    const file = 'Client;Téléphone;Dette\nFatou Sarr;77 123 45 67;12 500\nAwa Diop;;\n';
    const job = await imported(shop, file, 'clients.csv');
    expect(job).toMatchObject({
      openings: [expect.stringMatching(/^cash:/)],
      created: [expect.any(String), expect.any(String)],
    });
    const { docs, missing } = await undoDocuments({ replica: replicaOf(shop, '2026-12-20T16:00:00.000Z') }, job);
    expect(missing).toBe(0);
    for (const doc of docs) expect(documentFault({ ...doc })).toBeNull();
    expect(docs.map(({ type }) => type)).toEqual(['void', 'customer', 'customer']);
    expect(docs[1]).toMatchObject({ isActive: false });
    shop.keep(docs);
    const again = await imported(shop, file, 'clients.csv');
    expect(again.openings).toHaveLength(1);
  });

  it('gives names, prices and stock back, with what was sold since, and archives what it created', async () => {
    const shop = shopBefore();
    const job = await imported(shop, CATALOGUE);
    expect(shop.product('R1')).toMatchObject({ name: 'Riz 25 kg', salePrice: 13_000 });
    expect(stockOf(shop, rice._id)).toBe(3);
    const sold = { productId: rice._id, quantity: 2, unitPrice: 13_000 };
    shop.keep([aSale({ at: '2026-12-21T10:00:00.000Z', n: 'a', lines: [sold] })]);

    const { docs, missing } = await undoDocuments({ replica: replicaOf(shop, '2026-12-22T08:00:00.000Z') }, job);
    shop.keep(docs);
    expect(missing).toBe(0);
    expect(shop.product('R1')).toMatchObject({ name: 'Riz brisé 25 kg', salePrice: 12_500, purchasePrice: 10_000 });
    expect(shop.product('R1')).not.toHaveProperty('supplierId');
    expect([stockOf(shop, rice._id), stockOf(shop, sugar._id)]).toEqual([10, 40]);
    expect(shop.product('N1')?.isActive).toBe(false);
    expect(shop.suppliers.map(({ name, isActive }) => [name, isActive])).toEqual([['Sandaga', false]]);
  });

  it('leaves to be counted again what nobody had counted nor received, and counts it when it comes again', async () => {
    const shop = new ShopOfFiles('2026-12-20', [rice, sugar]);
    const text = 'Code;Produit;Prix de vente;Stock compté\nR1;Riz brisé 25 kg;12500;3\nS1;Sucre 1 kg;750;0\n';
    const job = await imported(shop, text);
    expect([shop.stock('R1'), shop.stock('S1')]).toEqual([3, 0]);
    const { docs } = await undoDocuments({ replica: replicaOf(shop, '2026-12-20T15:00:30.000Z') }, job);
    for (const doc of docs) expect(documentFault({ ...doc })).toBeNull();
    shop.keep(docs);
    expect([shop.stock('R1'), shop.stock('S1'), stockOf(shop, rice._id)]).toEqual([null, null, 0]);
    await imported(shop, text);
    expect([shop.stock('R1'), shop.stock('S1')]).toEqual([3, 0]);
  });

  it('of a delivery leaves to be counted again what was never received before', async () => {
    const shop = new ShopOfFiles('2026-12-20', [rice]);
    const job = await imported(
      shop,
      'Bon de livraison\nCode;Désignation;Qté livrée;PU HT\nR1;Riz brisé 25 kg;5;9500\n',
    );
    expect(shop.stock('R1')).toBe(5);
    shop.keep((await undoDocuments({ replica: replicaOf(shop, '2026-12-22T08:00:00.000Z') }, job)).docs);
    expect(shop.stock('R1')).toBeNull();
  });

  it('of a history of sales leaves to be counted what was to be counted', async () => {
    const shop = new ShopOfFiles('2026-12-20', [rice]);
    const job = await imported(shop, 'Date;Produit;Qté;PU\n12/11/2026;Riz brisé 25 kg;2;12500\n', 'ventes.csv');
    expect([shop.stock('R1'), stockOf(shop, rice._id)]).toEqual([null, 0]);
    shop.keep((await undoDocuments({ replica: replicaOf(shop, '2026-12-22T08:00:00.000Z') }, job)).docs);
    expect([shop.stock('R1'), stockOf(shop, rice._id)]).toEqual([null, 0]);
    shop.keep([aCount({ productId: rice._id, counted: 6, at: '2026-12-23T08:00:00.000Z' })]);
    expect(shop.stock('R1')).toBe(6);
  });

  it('leaves alone what somebody changed or counted since', async () => {
    const shop = shopBefore();
    const job = await imported(shop, CATALOGUE);
    const [now] = shop.products.filter(({ _id }) => _id === rice._id);
    if (now) shop.keep([{ ...now, salePrice: 14_000 }]);
    shop.keep([aCount({ productId: rice._id, counted: 9, at: '2026-12-21T10:00:00.000Z' })]);
    const { docs } = await undoDocuments({ replica: replicaOf(shop, '2026-12-22T08:00:00.000Z') }, job);
    shop.keep(docs);
    expect(shop.product('R1')).toMatchObject({ name: 'Riz brisé 25 kg', salePrice: 14_000 });
    expect(stockOf(shop, rice._id)).toBe(9);
  });

  it('of a list that was counted on an earlier day knows what happened in between', async () => {
    const shop = shopBefore();
    const sold = { productId: rice._id, quantity: 4, unitPrice: 12_500 };
    shop.keep([aSale({ at: '2026-12-19T10:00:00.000Z', n: 'b', lines: [sold] })]);
    const job = await imported(
      shop,
      'Inventaire au 15/12/2026\nDésignation;Quantité comptée\nRiz brisé 25 kg;20\n',
      'inventaire.csv',
    );
    expect(stockOf(shop, rice._id)).toBe(16);
    const { docs } = await undoDocuments({ replica: replicaOf(shop, '2026-12-22T08:00:00.000Z') }, job);
    shop.keep(docs);
    expect(stockOf(shop, rice._id)).toBe(8);
  });

  it('takes deliveries out again', async () => {
    const shop = shopBefore();
    const job = await imported(
      shop,
      'Bon de livraison\nCode;Désignation;Qté livrée;PU HT\nR1;Riz brisé 25 kg;5;9500\n',
      'bl.csv',
    );
    expect(stockOf(shop, rice._id)).toBe(17);
    const { docs } = await undoDocuments({ replica: replicaOf(shop, '2026-12-22T08:00:00.000Z') }, job);
    shop.keep(docs);
    expect(stockOf(shop, rice._id)).toBe(12);
    expect(shop.product('R1')?.purchasePrice).toBe(10_000);
  });

  it('asks the server for tickets that the phone no longer holds, and does nothing without them', async () => {
    const shop = shopBefore();
    const job = await imported(shop, 'Date;Produit;Qté;PU\n12/03/2026;Riz brisé 25 kg;2;500\n', 'ventes.csv');
    const sales = new Map(shop.sales.map((sale) => [sale._id as string, sale as ShopDocument]));
    const empty = { ...replicaOf(shop, '2026-12-22T08:00:00.000Z'), get: async () => null };
    const held = async (ids: readonly string[]) => new Map([...sales].filter(([id]) => ids.includes(id)));
    const asked = await undoDocuments({ replica: empty, server: { held } }, job);
    expect(asked.missing).toBe(0);
    expect(asked.docs.filter((doc): doc is Void => doc.type === 'void')).toHaveLength(1);
    const offline = async () => {
      throw new RemoteError('offline', 'no line');
    };
    expect((await undoDocuments({ replica: empty, server: { held: offline } }, job)).missing).toBe(1);
  });

  it('keeps a supplier that other products have got since', async () => {
    const shop = shopBefore();
    const job = await imported(shop, CATALOGUE);
    const [made] = shop.suppliers;
    shop.keep([aProduct({ _id: 'product:autre', code: 'AUTRE', supplierId: made?._id ?? aSupplier()._id })]);
    const { docs } = await undoDocuments({ replica: replicaOf(shop, '2026-12-22T08:00:00.000Z') }, job);
    expect(docs.some(({ type }) => type === 'supplier')).toBe(false);
  });

  it('takes what came back off again, and leaves the stock to what the app noted meanwhile', async () => {
    const shop = shopBefore();
    const file = 'Date;Ticket;Code;Qté;PU\n05/12/2026;T1;R1;4;12500\n07/12/2026;T1;R1;-1;12500\n';
    const job = await imported(shop, file, 'ventes.csv');
    expect(job.returns).toEqual([expect.stringMatching(/^return:2026-12-07T12:00:00\.000Z:import-/)]);
    expect(stockOf(shop, rice._id)).toBe(12 - 3);
    const { docs, missing } = await undoDocuments({ replica: replicaOf(shop, '2026-12-20T16:00:00.000Z') }, job);
    expect([missing, docs.map(({ _id }) => _id.slice(0, 11)).sort()]).toEqual([0, ['void:return', 'void:sale:2']]);
    for (const doc of docs) expect(documentFault({ ...doc })).toBeNull();
    shop.keep(docs);
    expect([stockOf(shop, rice._id), shop.netByDayAndProduct()]).toEqual([
      12,
      { '2026-12-05 R1': 0, '2026-12-07 R1': 0 },
    ]);
  });

  it('of a count before a return that the app recorded, brings back the stock with what came back', async () => {
    const shop = shopBefore();
    const taken = aReturn({
      at: '2026-12-10T10:00:00.000Z',
      lines: [{ line: 0, productId: rice._id, quantity: 2, amount: 25_000, restocked: true }],
      refunds: [{ method: 'CASH', amount: 25_000 }],
    });
    shop.keep([taken]);
    expect(stockOf(shop, rice._id)).toBe(14);
    const job = await imported(shop, 'Inventaire du 05/12/2026\nCode;Stock compté\nR1;3\n', 'inventaire.csv');
    expect(stockOf(shop, rice._id)).toBe(5);
    shop.keep((await undoDocuments({ replica: replicaOf(shop, '2026-12-20T16:00:00.000Z') }, job)).docs);
    expect(stockOf(shop, rice._id)).toBe(14);
  });
});
