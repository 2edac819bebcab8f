import type { Sale, ShopDocument } from '@digiboost/domain/documents';
import { aCount, aReturn, aSale } from '@digiboost/domain/documents/testing/examples';
import { fail, ok } from '@digiboost/domain/shared/result';
import { describe, expect, it } from 'vitest';
import { RemoteError, type RemoteFault } from '../../replica/exchange/transport.ts';
import { aProduct } from '../testing/fake-replica.ts';
import { gatherExisting, type ShopSources } from './existing.ts';
import { type ServerAccess, serverHistory } from './server-history.ts';

const sale = (day: string, device: string): Sale => aSale({ at: `${day}T12:00:00.000Z`, device });
const count = aCount({ at: '2026-01-01T00:00:00.000Z', device: 'import' });
const held: ShopDocument[] = [sale('2026-03-10', 'import'), sale('2026-03-11', 'phone1'), aProduct('riz', 500), count];
const history = {
  imported: [sale('2025-06-01', 'import')],
  returns: [],
  voidedIds: [],
  recordedDays: ['2025-06-02'],
  counts: [],
};

function sourcesWith(saleDays: string[], server: ShopSources['server']): ShopSources {
  return {
    replica: {
      range: async <D extends ShopDocument>({ from, to }: { from: string; to: string }) =>
        held.filter(({ _id }) => _id >= from && _id < to) as D[],
    },
    copied: async () => undefined,
    products: async () => [
      {
        id: 'product:riz',
        product: aProduct('riz', 500),
        onHand: 7,
        status: 'OK' as never,
        countedAt: '',
        unitCost: 400,
      },
    ],
    balances: async () => new Map(),
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
    expect(found.value.stock.get('product:riz')).toEqual({ onHand: 7, countedAt: count.at, isKnown: true });
  });

  it('knows what came back since the first of the days, however it was noted, and what was cancelled', async () => {
    const since = ['2026-03-11', '2026-03-25'].map((day) => aReturn({ at: `${day}T12:00:00.000Z` }));
    const sources = sourcesWith([], async () => ok(history));
    const range: typeof sources.replica.range = async ({ from, to }) =>
      [...since, { _id: `void:${since[0]?._id}` }].filter(({ _id }) => _id >= from && _id < to) as never;
    const found = await gatherExisting(
      { ...sources, replica: { range }, products: async () => [] },
      { ...query, period: { from: '2026-03-10', to: '2026-03-12' } },
    );
    if (!found.ok) throw new Error(found.error);
    expect(found.value.returns).toEqual(since);
    expect([...found.value.voided]).toEqual([since[0]?._id]);
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
  it('asks for ids, then for the imported documents whole', async () => {
    const asked: string[] = [];
    const ids: Record<string, string[]> = {
      'sale:2025-06-01': [sale('2025-06-01', 'import')._id, sale('2025-06-02', 'phone1')._id],
      'void:sale:2025-06-01': ['void:sale:2025-06-01T12:00:00.000Z:import-9'],
    };
    const found = await serverHistory(
      {
        idsOf: async ({ from }) => ids[from] ?? [],
        async held(wanted) {
          asked.push(...wanted);
          return new Map(wanted.map((id) => [id, { ...sale('2025-06-01', 'import'), _id: id } as ShopDocument]));
        },
      },
      '2025-06-01',
      '2025-06-30',
    );
    if (!found.ok) throw new Error(found.error);
    expect(asked).toEqual([sale('2025-06-01', 'import')._id]);
    expect(found.value.imported.map(({ _id }) => _id)).toEqual(asked);
    expect(found.value.voidedIds).toEqual(['sale:2025-06-01T12:00:00.000Z:import-9']);
    expect(found.value.recordedDays).toEqual(['2025-06-02']);
  });

  it('says that the server could not be asked, but not when it understood and refused', async () => {
    const failing = (fault: RemoteFault): ServerAccess => {
      const refuse = () => Promise.reject(new RemoteError(fault, fault));
      return { idsOf: refuse, held: refuse };
    };
    for (const fault of ['offline', 'signed-out', 'unavailable'] as const)
      expect(await serverHistory(failing(fault), '2025-06-01', '2025-06-02')).toEqual({ ok: false, error: 'offline' });
    await expect(serverHistory(failing('rejected'), '2025-06-01', '2025-06-02')).rejects.toThrow('rejected');
  });
});
