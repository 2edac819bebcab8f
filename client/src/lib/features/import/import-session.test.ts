import { DEFAULT_OPTIONS, NOTHING_YET } from '@digiboost/domain/import';
import { describe, expect, it } from 'vitest';
import { csvText, MODELS } from './csv-file.ts';
import { ImportSession } from './import-session.ts';

const author = { at: '2026-03-20T15:00:00.000Z', by: 'awa', deviceId: 'phone1' };
const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const request = {
  options: DEFAULT_OPTIONS,
  existing: NOTHING_YET,
  author,
  today: '2026-03-20',
  timezone: 'Africa/Dakar',
};

describe('ImportSession', () => {
  it.each(['catalogue', 'stock', 'delivery', 'sales'] as const)(
    'knows its own model of the %s, and imports it without a fault',
    async (kind) => {
      const session = new ImportSession();
      const opened = await session.open(bytes(csvText(MODELS[kind].rows)), MODELS[kind].file);
      if (!opened.ok) throw new Error(opened.error);
      expect(opened.value).toMatchObject({ kind, isSure: true });
      expect(Object.keys(opened.value.mapping)).toHaveLength(MODELS[kind].rows[0]?.length ?? 0);
      const plan = session.plan({ ...request, kind, mapping: opened.value.mapping }, () => undefined);
      expect(plan.faultCounts.filter(({ code }) => code !== 'no-price')).toEqual([]);
      expect(plan.documentCount).toBe(session.documents().docs.length);
      expect(plan.documentCount).toBeGreaterThan(1);
    },
  );

  it('shows columns with samples, and lists the faulty rows as they are', async () => {
    const session = new ImportSession();
    const opened = await session.open(
      bytes('Boutique Awa\nDate;Produit;Qté;PU\n12/03/2026;Riz;2;500\n;;;\n13/03/2026;Riz;-1;-500\n'),
      'ventes.csv',
    );
    if (!opened.ok) throw new Error(opened.error);
    const { mapping, columns, rowCount } = opened.value;
    expect(columns[1]).toEqual({ name: 'Produit', samples: ['Riz', 'Riz'] });
    expect(rowCount).toBe(2);
    const progress: number[] = [];
    const plan = session.plan({ ...request, kind: 'sales', mapping }, (share) => progress.push(share));
    expect(progress.at(-1)).toBe(1);
    expect(plan.faultCounts).toEqual([
      { code: 'negative', cost: 'row', count: 1 },
      { code: 'negative-price', cost: 'row', count: 1 },
    ]);
    expect(session.faultyRows()).toMatchObject({
      header: ['Date', 'Produit', 'Qté', 'PU'],
      rows: [{ line: 5, cells: ['13/03/2026', 'Riz', '-1', '-500'] }],
    });
    expect(session.days({ mapping, dateOrder: 'auto', today: '2026-03-20' })).toEqual({
      from: '2026-03-12',
      to: '2026-03-13',
    });
    expect(session.recognise('catalogue')).toMatchObject({ name: 1, salePrice: 3 });
  });

  it('tells why a file cannot be read', async () => {
    expect(await new ImportSession().open(new ArrayBuffer(0), 'vide.csv')).toEqual({ ok: false, error: 'empty' });
  });
});
