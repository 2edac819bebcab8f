import 'fake-indexeddb/auto';
import { evaluateAlerts } from '@digiboost/domain/alerts';
import { isLedgerEvent, type ShopDocument } from '@digiboost/domain/documents';
import {
  aCash,
  aClosing,
  aCount,
  aCustomer,
  aMovement,
  anAlert,
  anAlertEvent,
  anOrder,
  aProduct,
  aSale,
} from '@digiboost/domain/documents/testing/examples';
import { balancesOf, moneyLinesOf } from '@digiboost/domain/ledger';
import { addDays } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { ForecastBook, foundPart, owingCustomers, type ShopOutlook } from '@digiboost/domain/shop';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CATALOG, Phone, TODAY } from '../model/testing/test-phone.ts';
import { serverPage } from '../model/testing/test-shop.ts';
import type { Findings } from './analyses/alerts.ts';
import { Analyst } from './analyst.ts';
import { OutlookStore } from './outlook-store.ts';
import { packOutlook, unpackOutlook } from './packed-outlook.ts';
import { type PackedPurchases, unpackPurchases } from './packed-purchases.ts';
import { ShopSource } from './shop-source.ts';

const CUTOFF = '2026-05-02T00:00:00.000Z';
const RICE = 'product:riz';
const at = (daysAgo: number, hour = '10'): string => `${addDays(TODAY, -daysAgo)}T${hour}:00:00.000Z`;
const sale = (daysAgo: number, quantity: number, n = 1) =>
  aSale({ at: at(daysAgo), n, lines: [{ productId: RICE, quantity, unitPrice: 500 }] });

/** Four bags of rice a day for 120 days up to yesterday, 20 on the shelf. */
const HISTORY: ShopDocument[] = [
  aMovement({ at: at(121), productId: RICE, movementType: 'ENTRY', quantity: 500 }),
  ...Array.from({ length: 120 }, (_, day) => sale(day + 1, 4)),
];

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function shopWith(docs: readonly ShopDocument[]): Promise<Phone> {
  const phone = new Phone();
  await phone.projector.open();
  closing.push(() => phone.projector.close());
  await phone.bootstrap([...CATALOG, ...docs], CUTOFF);
  await phone.projector.archive(serverPage([...CATALOG, ...docs], '2026-01-01', '2026-05-01', new Set()));
  return phone;
}

function analystOf(phone: Phone, restMs = 0) {
  const outlooks: ShopOutlook[] = [];
  const faults: unknown[] = [];
  const coming = vi.fn();
  const changed = vi.fn();
  const store = new OutlookStore(phone.name);
  const analyst = new Analyst({
    name: phone.name,
    store,
    now: () => phone.now,
    onOutlook: (packed) => (packed ? outlooks.push(unpackOutlook(packed)) : coming()),
    onChange: changed,
    report: (fault) => faults.push(fault),
    settleMs: 1,
    restMs: () => restMs,
  });
  closing.push(() => store.close());
  closing.push(() => analyst.close());
  const tell = (): void => {
    for (const notice of phone.notices.splice(0)) analyst.receive(notice);
  };
  phone.notices.length = 0;
  return { analyst, outlooks, coming, changed, faults, store, tell };
}

const NOTHING_KNOWN = {
  products: [],
  onHand: new Map(),
  changes: () => null,
  outlook: null,
  sales: null,
  sold: null,
  devices: null,
  lots: null,
  supplierName: () => null,
  unitCost: () => 0,
};

/** A ticket on account that was never paid, another half paid, and a closing in which money is missing. */
const MONEY: ShopDocument[] = [
  aCustomer(),
  aSale({ n: 1, at: at(90), payments: [], customerId: 'customer:moussa' }),
  aSale({ n: 2, at: at(40), payments: [], customerId: 'customer:moussa' }),
  aCash({ n: 3, at: at(20), kind: 'CUSTOMER_PAYMENT', customerId: 'customer:moussa', amount: 600 }),
  aSale({ n: 4, at: at(35), payment: 'CREDIT', customerName: 'Awa Diop' }),
  aClosing({ n: 5, at: at(1, '20'), parts: [{ method: 'CASH', expected: 9_000, counted: 8_000, left: 8_000 }] }),
];

describe('the money of a phone that holds sixty days', () => {
  it('opens the alerts that the whole history opens, and ends them with a payment', async () => {
    const alerts = [
      anAlert({ _id: 'alert:dettes', alertType: 'DEBT_OVERDUE', conditions: { debtDays: 30, leastDebt: 500 } }),
      anAlert({ _id: 'alert:caisse', alertType: 'CLOSING_DIFFERENCE', conditions: { difference: 500 } }),
    ];
    const phone = await shopWith([...alerts, ...MONEY]);
    const { analyst } = analystOf(phone);
    const judged = async () => (await analyst.ask('alerts', { now: phone.now })) as Findings;
    const events = MONEY.filter(isLedgerEvent);
    const closings = events.flatMap((event) => (event.type === 'closing' ? [event] : []));
    const expected = evaluateAlerts(
      alerts,
      {
        ...NOTHING_KNOWN,
        now: phone.now,
        today: TODAY,
        debts: owingCustomers(balancesOf(events.flatMap(moneyLinesOf)), [aCustomer()], undefined),
        closings: closings.flatMap(({ at, parts }) => parts.map((part) => foundPart(at, part, undefined))),
      },
      [],
    ).opened;
    expect(expected.map(({ subject }) => subject).sort()).toEqual([
      'customer:moussa',
      'customer:nom-awa-diop',
      `till:CASH-${Date.parse(at(1, '20'))}`,
    ]);
    const { opened } = await judged();
    expect([...opened].sort((a, b) => (a._id < b._id ? -1 : 1))).toEqual(
      [...expected].sort((a, b) => (a._id < b._id ? -1 : 1)),
    );

    const known = anAlertEvent({ ...expected[0], alertId: 'alert:dettes' });
    await phone.receive([
      known,
      aCash({ n: 6, at: at(0), kind: 'CUSTOMER_PAYMENT', customerId: 'customer:moussa', amount: 1_400 }),
    ]);
    for (const notice of phone.notices.splice(0)) analyst.receive(notice);
    const after = await judged();
    expect(after.ended).toEqual([known._id]);
    expect(after.opened.map(({ subject }) => subject)).not.toContain('customer:moussa');
  });
});

describe('Analyst', () => {
  it('makes the outlook of the stored projections, archived days too, and stores it', async () => {
    const phone = await shopWith(HISTORY);
    const { analyst, outlooks, store, faults } = analystOf(phone);
    analyst.watch(true);
    await vi.waitFor(async () => expect(await store.read()).not.toBeNull());
    const outlook = must(outlooks.at(-1));
    expect(outlook.today).toBe(TODAY);
    expect([...outlook.products.keys()].sort()).toEqual(['product:huile', RICE]);
    const rice = must(outlook.products.get(RICE));
    // 500 came, 480 went: 20 left at 4 a day.
    expect(rice.perDay).toBeCloseTo(4, 0);
    expect(rice.coverage).toBeCloseTo(20 / rice.perDay, 6);
    expect(rice.forecast.daily).toHaveLength(30);
    expect(rice.lastSold).toBe(addDays(TODAY, -1));
    expect(outlook.backTest?.origins).toBeGreaterThan(0);
    expect(unpackOutlook(must(await store.read()))).toEqual(outlook);
    expect(faults).toEqual([]);
  });

  it('foresees nothing from a part of the history, and everything as soon as it is whole, without a rest', async () => {
    const phone = new Phone();
    await phone.projector.open();
    closing.push(() => phone.projector.close());
    const docs = [...CATALOG, ...HISTORY];
    await phone.bootstrap(docs, CUTOFF);
    const { analyst, outlooks, coming, store, tell } = analystOf(phone, 60_000);
    analyst.watch(true);
    await vi.waitFor(() => expect(coming).toHaveBeenCalled());
    await phone.projector.archive({ ...serverPage(docs, '2026-04-01', '2026-05-01', new Set()), last: false });
    await phone.receive([sale(0, 1)]);
    coming.mockClear();
    tell();
    await vi.waitFor(() => expect(coming).toHaveBeenCalled());
    expect([outlooks, await store.read()]).toEqual([[], null]);
    expect(await analyst.ask('product', { id: RICE })).toMatchObject({
      isPartial: true,
      rotation: null,
    });

    await phone.projector.archive(serverPage(docs, '2026-01-01', '2026-03-31', new Set()));
    await phone.restart();
    tell();
    await vi.waitFor(() => expect(outlooks.at(-1)?.products.get(RICE)?.forecast.sufficient).toBe(true));
    expect(await analyst.ask('product', { id: RICE })).toMatchObject({ isPartial: false });
  });

  it('follows what is sold today with the stock only, and a late sale of the past with a new forecast', async () => {
    const phone = await shopWith(HISTORY);
    const { analyst, outlooks, tell } = analystOf(phone);
    analyst.watch(true);
    await vi.waitFor(() => expect(outlooks.at(-1)?.backTest).toBeTruthy());
    const before = must(must(outlooks.at(-1)).products.get(RICE));

    await phone.receive([sale(0, 12)]);
    tell();
    await vi.waitFor(() => expect(outlooks.at(-1)?.products.get(RICE)?.coverage).not.toBe(before.coverage));
    const sold = must(must(outlooks.at(-1)).products.get(RICE));
    expect(sold.forecast).toEqual(before.forecast);
    expect(sold.coverage).toBeCloseTo(8 / before.perDay, 6);

    await phone.receive([sale(1, 30, 2)]);
    tell();
    await vi.waitFor(() => expect(outlooks.at(-1)?.products.get(RICE)?.perDay).toBeGreaterThan(before.perDay));
  });

  it('makes a forecast that was put off once it has rested', async () => {
    const phone = await shopWith(HISTORY);
    const { analyst, outlooks, tell } = analystOf(phone, 150);
    analyst.watch(true);
    await vi.waitFor(() => expect(outlooks.at(-1)?.backTest).toBeTruthy());
    const before = must(must(outlooks.at(-1)).products.get(RICE));
    outlooks.length = 0;
    await phone.receive([sale(1, 30, 2)]);
    tell();
    await vi.waitFor(() => expect(outlooks[0]?.products.get(RICE)?.coverage).toBe(0));
    await vi.waitFor(() => expect(outlooks.at(-1)?.products.get(RICE)?.perDay).toBeGreaterThan(before.perDay));
  });

  it('makes nothing while nobody watches, and what was missed when somebody does again', async () => {
    const phone = await shopWith(HISTORY);
    const { analyst, outlooks, tell } = analystOf(phone);
    analyst.watch(true);
    await vi.waitFor(() => expect(outlooks.at(-1)?.backTest).toBeTruthy());
    analyst.watch(false);
    outlooks.length = 0;
    await phone.receive([aCount({ at: at(0), productId: RICE, counted: 0 })]);
    tell();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(outlooks).toEqual([]);
    analyst.watch(true);
    await vi.waitFor(() => expect(outlooks.at(-1)?.products.get(RICE)?.stockOut.day).toBe(0));
  });

  it('answers on a new phone once the first copy is there, and says until then that the past is to come', async () => {
    const phone = new Phone();
    await phone.projector.open();
    closing.push(() => phone.projector.close());
    const { analyst, coming, faults, tell } = analystOf(phone);
    analyst.watch(true);
    const asked = analyst.ask('alerts', { now: phone.now });
    await vi.waitFor(() => expect(coming).toHaveBeenCalled());
    await phone.bootstrap([...CATALOG, ...HISTORY], CUTOFF);
    tell();
    expect(await asked).toHaveProperty('opened');
    expect(faults).toEqual([]);
  });

  it('rejects what it does not know', async () => {
    const phone = await shopWith(HISTORY);
    const { analyst } = analystOf(phone);
    await expect(analyst.ask('nothing', {})).rejects.toThrow('no analysis');
  });

  it('answers from the outlook of an earlier time until it makes another', async () => {
    const phone = await shopWith(HISTORY);
    const before = analystOf(phone);
    expect(await before.analyst.ask('purchases', { budget: null })).toBeNull();
    before.analyst.watch(true);
    await vi.waitFor(async () => expect(await before.store.read()).not.toBeNull());
    const { analyst, outlooks } = analystOf(phone);
    const found = unpackPurchases((await analyst.ask('purchases', { budget: null })) as PackedPurchases);
    expect(found.recommendations.get(RICE)?.working).toMatchObject({ basis: 'DEMAND', onHand: 20 });
    expect(outlooks).toEqual([]);
  });

  it('tells of every change before it is asked again', async () => {
    const phone = await shopWith(HISTORY);
    const { analyst, changed, tell } = analystOf(phone);
    await analyst.ask('alerts', { now: phone.now });
    expect(changed).not.toHaveBeenCalled();
    await phone.receive([sale(0, 3)]);
    tell();
    expect(changed).toHaveBeenCalledTimes(1);
  });
});

describe('ShopSource', () => {
  it('waits for a first copy, then reads it, and only what changed from then on', async () => {
    const phone = new Phone();
    await phone.projector.open();
    closing.push(() => phone.projector.close());
    const source = new ShopSource(phone.name, () => phone.now);
    closing.push(() => source.close());
    expect(await source.fresh()).toBeNull();
    const open = anAlertEvent();
    const closed = anAlertEvent({ _id: 'alertEvent:rupture:sel:2026-06-01', closedAt: at(1) });
    await phone.bootstrap([...CATALOG, ...HISTORY, anOrder(), anAlert(), open, closed], CUTOFF);
    expect(phone.notices.splice(0).map((notice) => source.receive(notice))).toContain(true);
    const first = must(await source.fresh());
    expect([first.products.size, first.orders.length, first.today]).toEqual([3, 1, TODAY]);
    expect([first.alerts.length, first.openEvents.map(({ _id }) => _id)]).toEqual([1, [open._id]]);
    expect(await source.fresh()).toBe(first);

    await phone.receive([sale(0, 3), aProduct({ _id: 'product:the', name: 'Thé' })]);
    for (const notice of phone.notices.splice(0)) source.receive(notice);
    const next = must(await source.fresh());
    expect(next.products.get(RICE)?.onHandMilli).toBe((first.products.get(RICE)?.onHandMilli ?? 0) - 3000);
    expect(next.products.get('product:the')?.product.name).toBe('Thé');
    expect(next.products.get('product:huile')).toBe(first.products.get('product:huile'));
    expect(next.totals.at(-1)).toMatchObject({ day: TODAY, revenue: 1500 });
    expect(await next.saleEntries(TODAY, TODAY)).toMatchObject([{ productId: RICE, sold: 3000, day: TODAY }]);
    expect(await next.newestLines(RICE, 2)).toMatchObject([{ day: TODAY }, { day: addDays(TODAY, -1) }]);
    expect(next.heldFrom).toBe('2026-05-03');

    await phone.receive([{ ...open, closedAt: at(0) }]);
    for (const notice of phone.notices.splice(0)) source.receive(notice);
    expect((await source.fresh())?.openEvents).toEqual([]);
  });

  it('reads everything again when it missed something', async () => {
    const phone = await shopWith(HISTORY);
    const source = new ShopSource(phone.name, () => phone.now);
    closing.push(() => source.close());
    const first = must(await source.fresh());
    phone.notices.length = 0;
    await phone.receive([sale(0, 3)]);
    phone.notices.length = 0;
    await phone.receive([sale(0, 1, 2)]);
    for (const notice of phone.notices.splice(0)) source.receive(notice);
    const next = must(await source.fresh());
    expect(next.products.get(RICE)?.onHandMilli).toBe((first.products.get(RICE)?.onHandMilli ?? 0) - 4000);
    expect(next.products.get(RICE)?.columns.days).toHaveLength(122);
  });
});

describe('ForecastBook', () => {
  it('keeps what a change does not touch, and forecasts anew on a new day', async () => {
    const phone = await shopWith(HISTORY);
    const source = new ShopSource(phone.name, () => phone.now);
    closing.push(() => source.close());
    const book = new ForecastBook();
    const shop = must(await source.fresh());
    const first = book.make(shop);
    expect(first.isForecast).toBe(true);
    expect(book.testOnPast()).not.toBeNull();
    expect(book.testOnPast()).toBeNull();
    const again = book.make(shop);
    expect(again.isForecast).toBe(false);
    expect(again.outlook.products.get(RICE)).toBe(first.outlook.products.get(RICE));
    const tomorrow = book.make({ ...shop, today: addDays(TODAY, 1) }, false);
    expect(tomorrow.isForecast).toBe(true);
    expect(tomorrow.outlook.products.get(RICE)?.forecast.daily).toHaveLength(30);
  });

  it('forecasts the same demand once, also for the next start, and rests between two forecasts of one day', async () => {
    const phone = await shopWith(HISTORY);
    const source = new ShopSource(phone.name, () => phone.now);
    closing.push(() => source.close());
    const shop = must(await source.fresh());
    const first = new ForecastBook().make(shop);
    const next = new ForecastBook();
    next.restore(unpackOutlook(structuredClone(packOutlook(first.outlook, first.demandKey))), first.demandKey);
    const restored = next.make(shop);
    expect(restored).toMatchObject({ isForecast: false, isBehind: false });
    expect(restored.outlook.products.get(RICE)).toEqual(first.outlook.products.get(RICE));

    await phone.receive([sale(1, 30, 2)]);
    for (const notice of phone.notices.splice(0)) source.receive(notice);
    const later = must(await source.fresh());
    const resting = next.make(later, false);
    expect(resting).toMatchObject({ isForecast: false, isBehind: true });
    expect(resting.outlook.products.get(RICE)?.perDay).toBe(first.outlook.products.get(RICE)?.perDay);
    expect(next.make(later)).toMatchObject({ isForecast: true, isBehind: false });
  });
});
