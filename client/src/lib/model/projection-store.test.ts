import 'fake-indexeddb/auto';
import { anOrder, aSale, aSupplier } from '@digiboost/domain/documents/testing/examples';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { ModelStore } from './projection-store.ts';
import { ModelReader } from './reader.ts';
import { DATABASE_VERSION, databaseName, PROJECTION_VERSION } from './records.ts';
import { CATALOG, Phone } from './testing/test-phone.ts';
import { serverPage } from './testing/test-shop.ts';

const CUTOFF = '2026-05-01T00:00:00.000Z';
const SALE = aSale({ at: '2026-06-30T09:00:00.000Z' });

async function storedShop(): Promise<Phone> {
  const phone = new Phone();
  await phone.projector.open();
  const docs = [...CATALOG, aSupplier(), anOrder(), SALE, aSale({ at: '2026-04-01T09:00:00.000Z' })];
  await phone.bootstrap(docs, CUTOFF);
  await phone.projector.archive(serverPage(docs, '2026-01-01', '2026-04-30', new Set()));
  await phone.projector.close();
  return phone;
}

/** The names of the fields of every table's records, nested ones too. */
async function shapeOf(name: string): Promise<Record<string, string[]>> {
  const db = await openDB(databaseName(name));
  const fields = (value: unknown, path: string): string[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
      ? Object.entries(value).flatMap(([key, inner]) => fields(inner, path ? `${path}.${key}` : key))
      : [path];
  const shape: Record<string, string[]> = {};
  for (const table of db.objectStoreNames) {
    const records: unknown[] = await db.getAll(table);
    shape[table] = [...new Set(records.flatMap((record) => fields(record, '')))]
      .filter((path) => !/^(product|shop)\.|^overview\.(stock|valuation|sales|service|trend)/.test(path))
      .sort();
  }
  db.close();
  return shape;
}

describe('the stored projections', () => {
  it('keep their form as long as they keep their version', async () => {
    const { name } = await storedShop();
    const { catalog, documents, ...shape } = await shapeOf(name);
    expect([catalog, documents]).toEqual([expect.arrayContaining(['_id']), expect.arrayContaining(['_id'])]);
    // Another form needs another PROJECTION_VERSION, which rebuilds what phones hold of the old one.
    expect([PROJECTION_VERSION, shape]).toEqual([
      9,
      {
        archive: ['', 'balances', 'cutoff', 'form', 'isPartial', 'late', 'seenSeq', 'till'],
        archivedDays: ['at', 'counts', 'days', 'id', 'values'],
        closings: [],
        days: ['day', 'missedRevenue', 'missedTickets', 'paid.CASH', 'revenue', 'tickets'],
        entries: [
          'at',
          'counted',
          'day',
          'delta',
          'eventId',
          'kind',
          'line',
          'missed',
          'missedRevenue',
          'priced',
          'pricedCost',
          'productId',
          'revenue',
          'sold',
          'told',
          'unpriced',
        ],
        live: ['localSeq', 'snapshotNeeded'],
        money: ['account', 'amount', 'at', 'day', 'eventId', 'isDebt', 'kind', 'line'],
        openings: ['at', 'id', 'lots', 'milli', 'told'],
        overview: ['overview.today', 'recent'],
        productDays: ['at', 'counts', 'days', 'id', 'values'],
        products: ['base.at', 'base.eventId', 'base.milli', 'id', 'lots', 'milli', 'receivedAt', 'told', 'unitCost'],
      },
    ]);
  });

  it('are upgraded while a page has them open, which then waits for the new ones', async () => {
    const { name } = await storedShop();
    const reader = new ModelReader(name);
    expect((await reader.first()).overview).not.toBeNull();
    const upgraded = new ModelStore(name, PROJECTION_VERSION + 1);
    const loaded = await upgraded.load();
    expect(loaded.live).toBeNull();
    expect(loaded.archive).toMatchObject({ cutoff: CUTOFF });
    expect(await reader.first()).toEqual({ overview: null, seq: 0 });
    expect(await reader.products()).toEqual([]);
    upgraded.close();
    reader.close();
  });

  it('are rebuilt from a database of the first version, which keeps what only the server knows', async () => {
    const name = `first${Date.now()}`;
    const first = await openDB(databaseName(name), 10, {
      upgrade: (db) => {
        for (const table of ['overview', 'live', 'archive']) db.createObjectStore(table);
        for (const table of ['products', 'productDays', 'openings', 'archivedDays']) {
          db.createObjectStore(table, { keyPath: 'id' });
        }
        db.createObjectStore('days', { keyPath: 'day' });
        db.createObjectStore('catalog', { keyPath: '_id' });
        const entries = db.createObjectStore('entries', { keyPath: ['eventId', 'line'] });
        entries.createIndex('[productId+at]', ['productId', 'at']);
      },
    });
    const archive = { cutoff: CUTOFF, seenSeq: 7, late: [] };
    const opening = { id: 'product:riz', at: '', milli: 5000 } as const;
    await first.put('live', { localSeq: 7, snapshotNeeded: false }, 'state');
    await first.put('archive', archive, 'state');
    await first.put('openings', opening);
    await first.put('days', { day: '2026-06-01', revenue: 1, tickets: 1, missedRevenue: 0, missedTickets: 0 });
    first.close();

    const store = new ModelStore(name);
    expect(await store.load()).toEqual({ live: null, archive, products: [], days: [], catalog: [] });
    expect((await store.openings()).openings).toEqual([opening]);
    await store.commit({ documents: [anOrder()] });
    store.close();
    const reader = new ModelReader(name);
    expect(await reader.documents('order:')).toEqual([anOrder()]);
    reader.close();
  });

  it('store all of a change or nothing', async () => {
    const { name } = await storedShop();
    const store = new ModelStore(name);
    const before = await store.load();
    const [line] = await store.entriesOf([SALE._id]);
    const live = { localSeq: 99, snapshotNeeded: true };
    await expect(store.commit({ live, entries: line ? [line] : [] })).rejects.toThrow();
    expect(await store.load()).toEqual(before);
    store.close();
  });

  it('have the version that pages look for', async () => {
    const { name } = await storedShop();
    const found = (await indexedDB.databases()).find((database) => database.name === databaseName(name));
    expect(found?.version).toBe(DATABASE_VERSION);
  });
});
