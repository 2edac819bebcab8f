import 'fake-indexeddb/auto';
import type { ShopDocument } from '@digiboost/domain/documents';
import { aProduct, aSale } from '@digiboost/domain/documents/testing/examples';
import { fail } from '@digiboost/domain/shared/result';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { safety } from '../../i18n/fr/safety.ts';
import { ReplicaError } from '../../replica/types.ts';
import { unsentCopy } from '../../replica/unsent-copy.ts';
import { words } from './fr.ts';
import { ImportFlow } from './import-flow.svelte.ts';
import { ImportSession } from './import-session.ts';
import { ImportJobs } from './jobs.svelte.ts';
import type { ImportWorker } from './worker-client.ts';

type Call = Pick<ImportWorker, 'call' | 'close'>;

/** The worker's work, done on the spot. */
function localWorker(): Call {
  const session = new ImportSession();
  const call = async (name: keyof ImportSession, args: unknown[], onProgress = () => undefined) => {
    const method = session[name] as (...args: unknown[]) => unknown;
    return method.call(session, ...args, onProgress);
  };
  return { call: call as unknown as Call['call'], close: () => undefined };
}

let tenant = 0;
let docs: Map<string, ShopDocument>;
let failure: Error | null;
let flow: ImportFlow;
let saleDays: string[];
let isAppWhole: boolean;
let makeWorker: () => Call;

beforeEach(() => {
  isAppWhole = true;
  makeWorker = localWorker;
  tenant++;
  docs = new Map();
  failure = null;
  saleDays = [];
  let keys = 0;
  const replica = {
    async put(list: readonly ShopDocument[]) {
      if (failure) throw failure;
      for (const doc of list) docs.set(doc._id, doc);
    },
    get: async <D extends ShopDocument>(id: string) => (docs.get(id) as D | undefined) ?? null,
    range: async <D extends ShopDocument>({ from, to }: { from: string; to: string }) =>
      [...docs.values()].filter(({ _id }) => _id >= from && _id < to) as D[],
    author: () => ({ at: '2026-03-20T15:00:00.000Z', by: 'awa', deviceId: 'phone1' }),
    newKey: () => `k${++keys}`,
    newId: <T extends string>(type: T, at: string): `${T}:${string}` => `${type}:${at}:phone1-${++keys}`,
  };
  flow = new ImportFlow({
    replica,
    tenantId: 'sandaga',
    mayBringOthers: true,
    jobs: new ImportJobs(replica, `flow${tenant}`),
    timezone: 'Africa/Dakar',
    makeWorker: () => makeWorker(),
    isAppWhole: () => isAppWhole,
    sources: {
      replica,
      copied: async () => undefined,
      products: async () => [],
      balances: async () => new Map(),
      saleDays: async () => saleDays,
      server: async () => fail('offline'),
    },
  });
});

const open = (text: string, name = 'ventes.csv') => flow.open(new File([text], name));
const SALES = 'Date;Produit;Qté;PU\n12/03/2026;Riz;2;500\n12/03/2026;Riz;-1;-500\n';

describe('ImportFlow', () => {
  it('goes from the file to the shop, leaving faulty rows out only when told to', async () => {
    await open(SALES);
    expect(flow.step).toBe('columns');
    expect(flow.kind).toBe('sales');
    await flow.check();
    expect(flow.step).toBe('preview');
    expect(flow.plan?.summary).toMatchObject({ faulty: 1, saleLines: 1, productsCreated: 1 });
    expect(flow.canConfirm).toBe(false);
    await flow.confirm();
    expect(docs.size).toBe(0);
    flow.leaveOut = true;
    await flow.confirm();
    expect(flow.step).toBe('done');
    expect([...docs.values()].map(({ type }) => type)).toEqual(['product', 'sale', 'count']);
  });

  it('finds everything already there the second time', async () => {
    await open(SALES);
    await flow.check();
    flow.leaveOut = true;
    await flow.confirm();
    await open(SALES, 'copie.csv');
    await flow.check();
    expect(flow.plan).toMatchObject({ documentCount: 0, summary: { unchanged: 1 } });
    expect(flow.canConfirm).toBe(false);
  });

  it('lets the columns and the kind be corrected', async () => {
    await open('a;b;c\n12/03/2026;Riz;2\n');
    expect(flow.missing).not.toEqual([]);
    await flow.chooseKind('sales');
    flow.assign(0, 'date');
    flow.assign(1, 'name');
    flow.assign(2, 'unitPrice');
    flow.assign(2, 'quantity');
    expect(flow.fieldOf(2)).toBe('quantity');
    expect(flow.mapping.unitPrice).toBeUndefined();
    expect(flow.missing).toEqual([]);
    flow.assign(1, '');
    expect(flow.missing).toEqual([['code', 'barcode', 'name']]);
  });

  it('asks again when a choice of the preview changes', async () => {
    await open('Date;Produit;Qté;PU\n12/03/2026;Riz;2;500\n');
    await flow.check();
    flow.leaveOut = true;
    await flow.choose({ createUnknown: false });
    expect(flow.plan?.summary).toMatchObject({ faulty: 1, productsCreated: 0, unknownCount: 1 });
    expect(flow.leaveOut).toBe(false);
  });

  it('writes nothing before every question is answered, and then what was chosen', async () => {
    await open('Code;Produit;Prix\nP1;Riz;500\nP2;Sucre;700\n', 'avant.csv');
    await flow.check();
    await flow.confirm();
    await open('Code;Produit;Prix\nP1;Riz;0\nP2;Sucre;0\n', 'apres.csv');
    await flow.check();
    expect(flow.plan).toMatchObject({ documentCount: 0, asks: [{ code: 'price-to-zero' }] });
    await flow.answer('price-to-zero', 'take');
    await flow.answer('price-to-zero', 'keep', 3);
    expect(flow.step).toBe('preview');
    expect(flow.plan?.changes).toMatchObject([{ name: 'Riz', changes: [{ before: 500, after: 0 }] }]);
    await flow.answer('price-to-zero', 'keep');
    expect(flow.plan).toMatchObject({ documentCount: 0, summary: { unanswered: 0 } });
    expect(flow.canConfirm).toBe(false);
  });

  it('says why a file cannot be read, and waits for another', async () => {
    await open('');
    expect(flow.step).toBe('choose');
    expect(flow.fault).toMatch(/vide/);
  });

  it('says when what reads files is still to come to this phone', async () => {
    const failing = async () => Promise.reject(new Error('worker'));
    makeWorker = () => ({ call: failing, close: () => undefined });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await open(SALES);
    expect([flow.step, flow.fault]).toEqual(['choose', words.unexpected]);
    isAppWhole = false;
    await open(SALES);
    expect([flow.step, flow.fault]).toEqual(['choose', safety.partComing]);
  });

  it('waits for the network before days that the phone does not hold, unless told to go on', async () => {
    saleDays = ['2025-06-01'];
    await open('Date;Produit;Qté;PU\n01/06/2025;Riz;2;500\n');
    await flow.check();
    expect(flow.step).toBe('offline');
    await flow.check({ trusting: true });
    expect(flow.step).toBe('preview');
  });

  it('stays on the preview with a sentence when the phone is full, and can be tried again', async () => {
    await open('Code;Produit;Prix\nP1;Riz;500\n', 'catalogue.csv');
    await flow.check();
    failure = new ReplicaError('storage-full', 'full');
    await flow.confirm();
    expect(flow.step).toBe('preview');
    expect(flow.fault).toMatch(/plein/);
    expect(docs.size).toBe(0);
    failure = null;
    await flow.confirm();
    expect(flow.step).toBe('done');
    expect(docs.size).toBe(1);
  });

  it('drops the answer to a question that is no longer asked', async () => {
    await open(SALES);
    const checking = flow.check();
    flow.reset();
    await checking;
    expect(flow.step).toBe('choose');
    expect(flow.plan).toBeNull();
  });

  it('saves the faulty rows as a file to mend', async () => {
    await open(SALES);
    await flow.check();
    const click = vi.fn();
    const link = { click, href: '', download: '' };
    vi.stubGlobal('document', { createElement: () => link });
    const blobs: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'blob:x';
    });
    await flow.saveFaulty();
    expect(click).toHaveBeenCalledOnce();
    expect(await blobs[0]?.text()).toBe(
      'Ligne;Erreur;Date;Produit;Qté;PU\r\n3;Quantité négative, Prix négatif;12/03/2026;Riz;-1;-500\r\n',
    );
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('records what another phone could not send, once, with its author', async () => {
    const sale = aSale({ by: 'u-modou', lines: [{ productId: 'product:riz', quantity: 1, unitPrice: 500 }] });
    const riz = aProduct({ _id: 'product:riz', createdBy: 'u-modou' });
    const replica = { unsent: async () => [riz, sale], refused: async () => [] };
    const here = { tenantId: 'sandaga', shopName: 'Chez Awa' };
    const copy = await unsentCopy(replica, here, '2026-03-19T15:00:00.000Z');
    await open(copy, 'digiboost-non-envoye.json');
    expect([flow.step, flow.handIn?.documents.length]).toEqual(['unsent', 2]);
    expect(await flow.recordHandIn()).toBe(2);
    expect(docs.get(sale._id)).toEqual({
      ...sale,
      handedIn: { by: 'awa', deviceId: 'phone1', at: '2026-03-20T15:00:00.000Z' },
    });
    await open(copy, 'encore.json');
    expect(flow.handIn).toMatchObject({ already: 2, documents: [] });
    // The same products and people in another shop: a copy of it says so, and nothing is recorded.
    const there = { tenantId: 'thies', shopName: 'Chez Awa Thiès' };
    await open(await unsentCopy(replica, there, '2026-03-19T15:00:00.000Z'), 'ailleurs.json');
    expect(flow.handIn).toMatchObject({ otherShop: 'Chez Awa Thiès', documents: [] });
  });
});
