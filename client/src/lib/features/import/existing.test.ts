import type { Sale, ShopDocument } from '@digiboost/domain/documents';
import { aCount, aSale } from '@digiboost/domain/documents/testing/examples';
import { fail, ok } from '@digiboost/domain/shared/result';
import { describe, expect, it } from 'vitest';
import { aProduct } from '../testing/fake-replica.ts';
import { gatherExisting, type ShopSources } from './existing.ts';
import { type ServerAccess, serverHistory } from './server-history.ts';

const sale = (day: string, device: string): Sale => aSale({ at: `${day}T12:00:00.000Z`, device });
const count = aCount({ at: '2026-01-01T00:00:00.000Z', device: 'import' });
const held: ShopDocument[] = [sale('2026-03-10', 'import'), sale('2026-03-11', 'phone1'), aProduct('riz', 500), count];
const history = { imported: [sale('2025-06-01', 'import')], voidedIds: [], recordedDays: ['2025-06-02'], counts: [] };

function sourcesWith(saleDays: string[], server: ShopSources['server']): ShopSources {
  return {
    replica: {
      range: async <D extends ShopDocument>({ from, to }: { from: string; to: string }) =>
        held.filter(({ _id }) => _id >= from && _id < to) as D[],
    },
    copied: async () => undefined,
    products: async () => [
      { id: 'product:riz', product: aProduct('riz', 500), onHand: 7, status: 'OK' as never, countedAt: '' },
    ],
    saleDays: async () => saleDays,
    server,
  };
}
const query = {
  period: { from: '2025-06-01', to: '2026-03-20' },
  today: '2026-03-20',
  trusting: false,
  takenBack: new Set<string>(),
};

describe('gatherExisting', () => {
  it('joins what the phone holds with what the server has of older days', async () => {
    const asked: string[][] = [];
    const found = await gatherExisting(
      sourcesWith(['2025-06-01'], async (...range) => {
        asked.push(range);
        return ok(history);
      }),
      query,
    );
    if (!found.ok) throw new Error(found.error);
    expect(asked).toEqual([['2025-06-01', '2026-01-19']]);
    expect(found.value.imported.map(({ day }) => day)).toEqual(['2026-03-10', '2025-06-01']);
    expect([...found.value.recordedDays]).toEqual(['2026-03-11', '2025-06-02']);
    expect(found.value.counts).toEqual([count]);
    // The count is held although the figures do not tell it yet.
    expect(found.value.stock.get('product:riz')).toEqual({ onHand: 7, countedAt: count.at });
  });

  it('does not ask about days on which the shop never sold, nor about days that it holds', async () => {
    const never: ShopSources['server'] = () => Promise.reject(new Error('asked'));
    expect((await gatherExisting(sourcesWith(['2024-01-01'], never), query)).ok).toBe(true);
    const recent = { ...query, period: { from: '2026-03-01', to: '2026-03-20' } };
    expect((await gatherExisting(sourcesWith(['2026-03-02'], never), recent)).ok).toBe(true);
  });

  it('does not trust a first copy that was cut before its products came', async () => {
    const sources = sourcesWith([], async () => ok(history));
    const rows = [
      ...(await sources.products()),
      ...(await sources.products()).map((row) => ({ ...row, id: 'product:mil' as const })),
    ];
    expect(await gatherExisting({ ...sources, products: async () => rows }, query)).toEqual({
      ok: false,
      error: 'incomplete',
    });
  });

  it('waits for the network, unless it is told to trust', async () => {
    const offline: ShopSources['server'] = async () => fail('offline');
    expect(await gatherExisting(sourcesWith(['2025-06-01'], offline), query)).toEqual({ ok: false, error: 'offline' });
    expect((await gatherExisting(sourcesWith(['2025-06-01'], offline), { ...query, trusting: true })).ok).toBe(true);
  });
});

describe('serverHistory', () => {
  const access = (answers: (url: string, init?: RequestInit) => object): ServerAccess => ({
    url: '/db/shop_demo',
    token: async () => 'token',
    fetch: async (url, init) => Response.json(answers(String(url), init)),
  });

  it('asks for ids, then for the imported documents whole', async () => {
    const found = await serverHistory(
      access((url, init) => {
        if (init?.method === 'POST') {
          const { keys } = JSON.parse(String(init.body)) as { keys: string[] };
          return { rows: keys.map((id) => ({ id, doc: { ...sale('2025-06-01', 'import'), _id: id } })) };
        }
        const from = JSON.parse(new URL(url, 'http://x').searchParams.get('startkey') ?? '""') as string;
        if (from.startsWith('void:')) return { rows: [{ id: 'void:sale:2025-06-01T12:00:00.000Z:import-9' }] };
        if (from.startsWith('count:')) return { rows: [] };
        return { rows: [{ id: sale('2025-06-01', 'import')._id }, { id: sale('2025-06-02', 'phone1')._id }] };
      }),
      '2025-06-01',
      '2025-06-30',
    );
    if (!found.ok) throw new Error(found.error);
    expect(found.value.imported.map(({ _id }) => _id)).toEqual([sale('2025-06-01', 'import')._id]);
    expect(found.value.voidedIds).toEqual(['sale:2025-06-01T12:00:00.000Z:import-9']);
    expect(found.value.recordedDays).toEqual(['2025-06-02']);
  });

  it('says that the server could not be asked', async () => {
    const broken: ServerAccess = {
      url: '',
      token: async () => 'x',
      fetch: async () => new Response('', { status: 503 }),
    };
    expect(await serverHistory(broken, '2025-06-01', '2025-06-02')).toEqual({ ok: false, error: 'offline' });
    expect(await serverHistory({ ...broken, token: async () => null }, '2025-06-01', '2025-06-02')).toEqual({
      ok: false,
      error: 'offline',
    });
  });
});
