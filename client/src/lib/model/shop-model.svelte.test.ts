import { dayOfNumber } from '@digiboost/domain/shared/day';
import 'fake-indexeddb/auto';
import type { ShopDocument } from '@digiboost/domain/documents';
import {
  aCategory,
  aCount,
  aMovement,
  anAcknowledgement,
  anAlert,
  anAlertEvent,
  anOrder,
  aProduct,
  aSale,
  aShop,
  aSupplier,
  aVoid,
} from '@digiboost/domain/documents/testing/examples';
import { fail, ok } from '@digiboost/domain/shared/result';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Replica } from '../replica/types.ts';
import { createProjector } from './projector.ts';
import { LiveShopModel } from './shop-model.svelte.ts';
import { serverPage, serverSnapshot } from './testing/test-shop.ts';

const NOW = '2026-03-02T18:00:00.000Z';
const CUTOFF = '2026-01-02T00:00:00.000Z';
const SHOP: ShopDocument[] = [
  aShop(),
  aCategory(),
  aSupplier(),
  aProduct({ categoryId: 'category:cereales' }),
  aProduct({ _id: 'product:huile', name: 'Huile', minStock: 1 }),
  aCount({ at: '2025-12-01T08:00:00.000Z', counted: 8 }),
  aMovement({ at: '2025-12-15T08:00:00.000Z', quantity: 4 }),
  aMovement({ at: '2026-02-01T08:00:00.000Z', quantity: 10 }),
];

/** The documents that a page may ask for, as the replica answers. */
const documents = (docs: readonly ShopDocument[], onServer = docs): Pick<Replica, 'range' | 'fetch'> => ({
  range: async <D extends ShopDocument>({ from, to, limit, descending }: Parameters<Replica['range']>[0]) => {
    const found = docs.filter((doc) => doc._id >= from && doc._id < to).sort((a, b) => (a._id < b._id ? -1 : 1));
    return (descending ? found.reverse() : found).slice(0, limit) as D[];
  },
  fetch: async (ranges) =>
    onServer.length === 0
      ? fail('offline')
      : ok(
          ranges.flatMap(({ from, to }) =>
            onServer.filter(({ _id }) => _id >= from && _id < to).sort((a, b) => (a._id < b._id ? -1 : 1)),
          ),
        ),
});

let shops = 0;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function newName(): string {
  shops += 1;
  return `page${shops}`;
}
function openModel(name: string, docs: readonly ShopDocument[] = [], now = NOW, onServer = docs): LiveShopModel {
  const model = new LiveShopModel({ name, documents: documents(docs, onServer), now: () => now });
  closing.push(() => model.close());
  return model;
}
async function openProjector(name: string, docs: readonly ShopDocument[] | null = SHOP) {
  const projector = createProjector({ name, now: () => NOW });
  closing.push(() => projector.close());
  await projector.open();
  if (docs) await projector.bootstrap({ ...serverSnapshot(docs, CUTOFF), unsent: [], localSeq: 10 });
  return projector;
}

describe('ShopModel', () => {
  it('is ready and empty before the first copy, and leaves the database to the worker', async () => {
    const name = newName();
    const model = openModel(name);
    await vi.waitFor(() => expect(model.ready).toBe(true));
    expect(model.populated).toBe(false);
    expect(model.overview).toBeNull();
    expect(model.products).toEqual([]);
    expect((await indexedDB.databases()).map((database) => database.name)).not.toContain(`model_${name}`);
  });

  it('opens on the last figures without any worker, brought to the new day', async () => {
    const name = newName();
    await (await openProjector(name, [...SHOP, aSale()])).close();
    const model = openModel(name, [], '2026-03-03T06:00:00.000Z');
    await vi.waitFor(() => expect(model.populated).toBe(true));
    expect(model.shop?.name).toBe('Boutique Awa');
    expect(model.overview?.today).toBe('2026-03-03');
    expect(model.overview?.sales.today).toMatchObject({ current: 0, previous: 1000 });
    expect(model.overview?.valuation.total).toBe(20 * 400);
  });

  it('shows in every tab what the worker projects, and keeps the rows that did not change', async () => {
    const name = newName();
    const [first, second] = [openModel(name), openModel(name)];
    const projector = await openProjector(name);
    await vi.waitFor(() => expect([first, second].map((model) => model.products.length)).toEqual([2, 2]));
    expect(first.products.map((row) => [row.product.name, row.onHand])).toEqual([
      ['Huile', 0],
      ['Riz brisé', 22],
    ]);
    const oil = first.product('product:huile');
    await projector.apply({ docs: [aSale()], localSeq: 11 });
    await vi.waitFor(() => expect(second.overview?.sales.today.current).toBe(1000));
    await vi.waitFor(() => expect(first.product('product:riz')?.onHand).toBe(20));
    expect(first.product('product:huile')).toBe(oil);
    expect(first.days).toEqual([
      { day: '2026-03-02', revenue: 1000, tickets: 1, missedRevenue: 0, missedTickets: 0, paid: { CASH: 1000 } },
    ]);
  });

  it('shows the server’s figures before the documents are there, and stores nothing of them', async () => {
    const name = newName();
    const model = openModel(name);
    const projector = await openProjector(name, null);
    await projector.preview(serverSnapshot(SHOP, CUTOFF));
    await vi.waitFor(() => expect(model.overview?.stock).toEqual({ products: 2, ruptures: 0, low: 0, unknown: 1 }));
    expect(model.categories.map((category) => category.name)).toEqual(['Céréales']);
    const other = openModel(name);
    await vi.waitFor(() => expect(other.ready).toBe(true));
    expect(other.populated).toBe(false);
  });

  it('holds the shop once the first copy is stored, not while it is shown', async () => {
    const name = newName();
    const model = openModel(name);
    const projector = await openProjector(name, null);
    await vi.waitFor(() => expect(model.held).toEqual({ ready: true, populated: false }));
    await projector.preview(serverSnapshot([...SHOP, aSale()], CUTOFF));
    await vi.waitFor(() => expect(model.populated).toBe(true));
    expect(model.held.populated).toBe(false);
    await projector.bootstrap({ ...serverSnapshot([...SHOP, aSale()], CUTOFF), unsent: [], localSeq: 10 });
    await vi.waitFor(() => expect(model.held.populated).toBe(true));
    const later = openModel(name);
    await vi.waitFor(() => expect(later.held).toEqual({ ready: true, populated: true }));
  });

  it('reads its lists again when it missed a notice', async () => {
    const name = newName();
    const projector = await openProjector(name);
    const model = openModel(name);
    await vi.waitFor(() => expect(model.products).toHaveLength(2));
    const deaf = vi.spyOn(BroadcastChannel.prototype, 'postMessage').mockImplementation(() => undefined);
    await projector.apply({ docs: [aSale()], localSeq: 11 });
    deaf.mockRestore();
    await projector.apply({ docs: [aSupplier({ name: 'Autre' })], localSeq: 12 });
    await vi.waitFor(() => expect(model.product('product:riz')?.onHand).toBe(20));
    await vi.waitFor(() => expect(model.suppliers.map((supplier) => supplier.name)).toEqual(['Autre']));
  });

  it('gives the lines of a product, newest first, and its days, archived ones too', async () => {
    const name = newName();
    const projector = await openProjector(name);
    const sold = aSale({ at: '2026-03-01T10:00:00.000Z' });
    await projector.apply({ docs: [sold, aVoid(sold), aSale({ n: 2 })], localSeq: 11 });
    await projector.archive(serverPage(SHOP, '2025-01-01', '2026-01-01', new Set()));
    const model = openModel(name);
    const lines = await model.entries('product:riz');
    expect(lines.map((line) => [line.at.slice(0, 10), line.delta])).toEqual([
      ['2026-03-02', -2000],
      ['2026-03-01', 2000],
      ['2026-03-01', -2000],
      ['2026-02-01', 10000],
    ]);
    expect(await model.entries('product:riz', 1)).toHaveLength(1);
    expect((await model.activity('product:riz')).map(({ day, delta }) => [dayOfNumber(day), delta])).toEqual([
      ['2025-12-15', 4000],
      ['2026-02-01', 10000],
      ['2026-03-02', -2000],
    ]);
  });

  it('lists tickets newest first, with their voids, by the shop’s day', async () => {
    const old = aSale({ at: '2026-03-01T10:00:00.000Z' });
    const docs = [old, aVoid(old), aSale(), aSale({ at: '2026-03-03T00:00:00.000Z' })];
    const model = openModel(newName(), docs);
    const tickets = await model.tickets('2026-03-01', '2026-03-02');
    expect(tickets.map(({ sale, voided }) => [sale.day, voided?._id ?? null])).toEqual([
      ['2026-03-02', null],
      ['2026-03-01', `void:${old._id}`],
    ]);
    expect(await model.tickets('2026-03-01', '2026-03-02', 1)).toHaveLength(1);
  });

  it('fetches the tickets of days that are not held, and says so when it cannot', async () => {
    const name = newName();
    const [first, second] = [aSale({ at: '2025-06-01T10:00:00.000Z' }), aSale({ at: '2025-06-02T10:00:00.000Z' })];
    await openProjector(name);
    const model = openModel(name, [], NOW, [aVoid(first), second, first, aSale()]);
    expect(await model.heldFrom()).toBe('2026-01-03');
    expect(await model.tickets('2025-06-01', '2025-06-02')).toEqual([]);
    expect(await model.olderTickets('2025-06-01', '2025-06-02')).toEqual({
      ok: true,
      value: [
        { sale: second, voided: null },
        { sale: first, voided: aVoid(first) },
      ],
    });
    const offline = openModel(newName());
    expect(await offline.olderTickets('2025-06-01', '2025-06-02')).toEqual({ ok: false, error: 'offline' });
    expect(await offline.heldFrom()).toBeNull();
  });

  it('tells a screen that looked before anything was read', async () => {
    const name = newName();
    await openProjector(name, [...SHOP, anAlert()]);
    const model = openModel(name);
    const seen: boolean[] = [];
    const stop = $effect.root(() => {
      const isReady = $derived(model.alertsLoaded && model.ordersLoaded);
      $effect(() => {
        seen.push(isReady);
      });
    });
    await vi.waitFor(() => expect(seen).toEqual([false, true]));
    stop();
  });

  it('lists orders, alerts, what they noticed and who saw it, read when they are looked at', async () => {
    const name = newName();
    const old = { triggeredAt: '2025-10-01T08:00:00.000Z' };
    const events = [
      anAlertEvent({ _id: 'alertEvent:rupture:riz:1', triggeredAt: '2026-02-01T08:00:00.000Z' }),
      anAlertEvent({ _id: 'alertEvent:rupture:riz:2', triggeredAt: '2026-03-01T08:00:00.000Z' }),
      anAlertEvent({ _id: 'alertEvent:rupture:riz:3', ...old }),
      anAlertEvent({ _id: 'alertEvent:rupture:riz:4', ...old, closedAt: '2025-10-02T08:00:00.000Z' }),
    ];
    const projector = await openProjector(name, [...SHOP, anOrder(), anAlert(), ...events]);
    const model = openModel(name);
    await vi.waitFor(() => expect(model.alertEventsLoaded).toBe(true));
    expect(model.alertEvents.map(({ _id }) => _id.slice(-1))).toEqual(['2', '1', '3']);
    await vi.waitFor(() => expect([model.orders.length, model.alerts.length]).toEqual([1, 1]));
    expect(model.acknowledgements).toEqual([]);
    const later = anOrder({ _id: 'order:2026-03-02T10:00:00.000Z:d1-2', at: '2026-03-02T10:00:00.000Z' });
    const seen = anAcknowledgement(events[1]);
    await projector.apply({ docs: [later, { ...anAlert(), isActive: false }, seen], localSeq: 11 });
    await vi.waitFor(() => expect(model.orders.map(({ _id }) => _id)).toEqual([later._id, anOrder()._id]));
    expect(model.alerts.map(({ isActive }) => isActive)).toEqual([false]);
    await vi.waitFor(() => expect(model.acknowledgements).toEqual([seen]));
    const cold = openModel(name);
    await vi.waitFor(() => expect([cold.orders.length, cold.acknowledgements.length]).toEqual([2, 1]));
  });
});
