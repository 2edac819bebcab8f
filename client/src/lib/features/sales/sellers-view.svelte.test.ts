import { aCash, aSale, aVoid, someLimits } from '@digiboost/domain/documents/testing/examples';
import { expect, it } from 'vitest';
import { FakeReplica } from '../testing/fake-replica.ts';
import { SellersView } from './sellers-view.svelte.ts';

const on = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T09:00:00.000Z`;

it('reads what each person recorded in the period, and what of it is to be looked at', async () => {
  const replica = new FakeReplica();
  const old = aSale({ n: 1, by: 'modou', at: on(1) });
  const view = new SellersView(replica);
  await replica.put([
    old,
    aSale({ n: 2, by: 'modou', at: on(9) }),
    aSale({ n: 3, by: 'awa', at: on(9) }),
    aCash({ n: 4, by: 'modou', at: on(9) }),
    aCash({ n: 5, by: 'modou', at: on(4) }),
    // A ticket of before, cancelled within the period.
    { ...aVoid(old), createdBy: 'modou', createdAt: on(8) },
  ]);
  const shop = {
    timezone: 'Africa/Dakar',
    limits: [someLimits({ since: on(2) })],
    isAdmin: (id: string) => id === 'awa',
  };
  await Promise.all([
    view.read({ from: '2026-03-01', to: '2026-03-02' }, shop),
    view.read({ from: '2026-03-07', to: '2026-03-09' }, shop),
  ]);
  expect(view.sums).toMatchObject([
    { person: 'awa', tickets: 1, revenue: 1000, voids: 0 },
    { person: 'modou', tickets: 1, revenue: 1000, voids: 1, voided: 1000 },
  ]);
  expect(view.review.toCheck.map(({ event, beyond }) => [event.type, beyond])).toEqual([
    ['cash', ['CASH_OUT']],
    ['void', ['VOID']],
  ]);
});
