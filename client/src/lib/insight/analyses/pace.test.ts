import { aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { soldBy } from '@digiboost/domain/kpis';
import { entriesOf } from '@digiboost/domain/ledger';
import { expect, test } from 'vitest';
import type { SaleEntry, ShopData } from '../shop-data.ts';
import { aShop } from '../testing/shop-data.ts';
import { pace } from './pace.ts';

const cancelled = aSale({ n: 4, at: '2026-03-03T09:30:00.000Z' });
const ENTRIES = [
  aSale({ n: 1, at: '2026-03-03T08:10:00.000Z' }),
  aSale({ n: 2, at: '2026-03-03T15:00:00.000Z' }),
  aSale({ n: 3, at: '2026-03-10T09:00:00.000Z' }),
  cancelled,
  aVoid(cancelled),
].flatMap(entriesOf);
const NOW = '2026-03-10T10:00:00.000Z';
const totalsOf = (day: string) => ({ day, revenue: 1000, tickets: 1, missedRevenue: 0, missedTickets: 0 });

const shopWith = (parts: Partial<ShopData>): ShopData =>
  aShop({
    totals: [totalsOf('2026-03-03')],
    saleEntries: async (from, to) => ENTRIES.filter(({ day }) => day >= from && day <= to) as SaleEntry[],
    ...parts,
  });

test('a day is set beside the same weekday, up to this time of it; a cancelled ticket counts for nothing', async () => {
  const { today, before } = await pace(shopWith({}), { now: NOW });
  expect(soldBy(today).slice(8, 11)).toEqual([0, 1000, 1000]);
  expect(before).toMatchObject({ day: '2026-03-03', byNow: 1000 });
  expect(soldBy(before?.hours ?? []).slice(7, 17)).toEqual([0, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 2000, 2000]);
});

test('without that day, of the shop or on this phone, there is nothing to set beside', async () => {
  expect((await pace(shopWith({ totals: [totalsOf('2026-03-04')] }), { now: NOW })).before).toBeNull();
  expect((await pace(shopWith({ heldFrom: '2026-03-05' }), { now: NOW })).before).toBeNull();
});
