import { aSale } from '@digiboost/domain/documents/testing/examples';
import { fail, ok } from '@digiboost/domain/shared/result';
import { expect, test, vi } from 'vitest';
import type { ShopModel, Ticket } from '../../model/types.ts';
import { readTicketFilter, type Shelf } from './ticket-filter.ts';
import { TicketSearch } from './ticket-search.svelte.ts';

const ticketOn = (day: string, n: number): Ticket => ({ sale: aSale({ n, at: `${day}T10:00:00.000Z` }), voided: null });
const SHELF: Shelf = { categoryOf: () => null, timezone: 'Africa/Dakar' };
const DAYS: ShopModel['days'] = ['2026-01-05', '2026-03-02'].map((day) => ({
  day,
  revenue: 1000,
  tickets: 1,
  missedRevenue: 0,
  missedTickets: 0,
}));

function searchOf(
  search: string,
  olderTickets: ShopModel['olderTickets'],
  fromOldMonths?: ConstructorParameters<typeof TicketSearch>[3],
) {
  const tickets = vi.fn<ShopModel['tickets']>(async () => [ticketOn('2026-03-02', 1)]);
  const model = { days: DAYS, heldFrom: async () => '2026-02-01', tickets, olderTickets };
  const filter = readTicketFilter(new URLSearchParams(search), '2026-03-10');
  return { tickets, search: new TicketSearch(model, filter, () => SHELF, fromOldMonths) };
}

test('held tickets are read from the first whole day; older ones come when asked for', async () => {
  const older = vi.fn<ShopModel['olderTickets']>(async () => ok([ticketOn('2026-01-05', 2)]));
  const { search, tickets } = searchOf('du=2026-01-01&au=2026-03-10', older);
  expect(search.found).toBeNull();
  await search.load();
  expect(tickets).toHaveBeenCalledWith('2026-02-01', '2026-03-10');
  expect([search.found?.amount, search.isPartial]).toEqual([1000, true]);
  await search.fetchOlder();
  expect(older).toHaveBeenCalledWith('2026-01-01', '2026-01-31');
  expect([search.found?.amount, search.isPartial]).toEqual([2000, false]);
  expect([search.isHeld('2026-01-05'), search.isHeld('2026-03-02')]).toEqual([false, true]);
});

test('without a network the reason is said, and the button stays', async () => {
  const { search } = searchOf('du=2026-01-01&au=2026-01-31', async () => fail('offline'));
  await search.load();
  expect(search.found?.rows).toEqual([]);
  await search.fetchOlder();
  expect([search.fault, search.isPartial, search.isFetching]).toEqual(['offline', true, false]);
});

test('a period that this phone holds asks nobody', async () => {
  const { search } = searchOf('du=2026-03-01&au=2026-03-10', async () => fail('offline'));
  await search.load();
  expect([search.isPartial, search.found?.rows.length]).toEqual([false, 1]);
});

test('days whose months were fetched are there by themselves, without a network', async () => {
  const asked = vi.fn(async () => [ticketOn('2026-01-05', 2), { ...ticketOn('2026-01-06', 3), voided: true }]);
  const { search } = searchOf('du=2026-01-01&au=2026-03-10', async () => fail('offline'), asked);
  await search.load();
  await search.load();
  expect(asked.mock.calls).toEqual([[{ from: '2026-01-01', to: '2026-01-31' }]]);
  expect([search.found?.amount, search.found?.voided, search.isPartial]).toEqual([2000, 1, false]);
});
