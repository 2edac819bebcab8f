import { type Alert, type AlertEvent, newDocument, type ProductId } from '@digiboost/domain/documents';
import { aCount, aMovement, aProduct, aSale } from '@digiboost/domain/documents/testing/examples';
import { type DayValues, type Entry, stockMilli, toDayRow } from '@digiboost/domain/ledger';
import { dayNumber } from '@digiboost/domain/shared/day';
import type { ShopOutlook } from '@digiboost/domain/shop';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { ShopData } from '../shop-data.ts';
import { aShop, ledgersOf } from '../testing/shop-data.ts';
import { alerts, productSales, stockChanges } from './alerts.ts';

const AUTHOR = { at: '2026-01-01T08:00:00.000Z', by: 'demo-awa', deviceId: 'phone1' };
const NOW = '2026-03-02T10:00:05.000Z';
const SOLD_OUT = '2026-03-02T10:00:00.000Z';
const RICE: ProductId = 'product:riz';
const OIL: ProductId = 'product:huile';

const anAlert = (alertType: Alert['alertType'], conditions: Alert['conditions'] = {}, isActive = true): Alert =>
  newDocument<Alert>(
    {
      _id: `alert:${alertType.toLowerCase().replaceAll('_', '-')}`,
      type: 'alert',
      name: alertType,
      alertType,
      conditions,
      channels: [],
      recipients: [],
      isActive,
    },
    AUTHOR,
  );

const event = (alert: Alert, subject: string): AlertEvent =>
  newDocument<AlertEvent>(
    {
      _id: `alertEvent:${alert._id.slice(6)}:${subject.slice(8)}:2026-02-01`,
      type: 'alertEvent',
      alertId: alert._id,
      alertType: alert.alertType,
      subject,
      triggeredAt: '2026-02-01T00:00:00.000Z',
      severity: 'HIGH',
      message: '',
      details: {},
      sent: {},
    },
    AUTHOR,
  );

/** Rice that came, then ran out; oil of which eight are left, and which is a category's. */
const EVENTS = [
  aMovement({ n: 1, at: '2026-02-01T09:00:00.000Z', productId: RICE, quantity: 2 }),
  aMovement({ n: 2, at: '2026-02-01T09:00:00.000Z', productId: OIL, quantity: 8 }),
  aSale({ n: 3, at: SOLD_OUT, lines: [{ productId: RICE, quantity: 2, unitPrice: 500 }] }),
];
const PRODUCTS = [
  aProduct({ createdAt: AUTHOR.at }),
  aProduct({ _id: OIL, name: 'Huile', minStock: 2, categoryId: 'category:a', createdAt: AUTHOR.at }),
];
const shopWith = (parts: Partial<ShopData>, events = EVENTS): ShopData =>
  aShop({ today: '2026-03-02', ...ledgersOf(PRODUCTS, events), ...parts });
const ask = (shop: ShopData) => alerts(shop, { now: NOW });

it('dates a rupture from the ledger, under the id that the server gives it', async () => {
  const { opened } = await ask(shopWith({ alerts: [anAlert('RUPTURE')] }));
  expect(opened).toMatchObject([
    { _id: `alertEvent:rupture:riz:${SOLD_OUT}`, subject: RICE, message: 'Riz brisé est en rupture.' },
  ]);
});

it('looks a product up once as long as nothing happens to it', async () => {
  const shop = shopWith({ alerts: [anAlert('RUPTURE')] });
  const newestLines = vi.fn(shop.newestLines);
  await ask({ ...shop, newestLines });
  expect((await ask({ ...shop, newestLines })).opened).toHaveLength(1);
  expect(newestLines.mock.calls.map(([id]) => id)).toEqual([RICE]);
});

it('leaves to the server what cannot be dated or judged here', async () => {
  const shop = shopWith({
    alerts: [anAlert('RUPTURE'), anAlert('SYNC_SILENCE'), anAlert('DORMANT')],
    // The ledger that is held does not reach back to the product's first day.
    heldFrom: '2026-02-15',
    newestLines: async () => [],
  });
  expect(await ask(shop)).toEqual({ opened: [], ended: [] });
});

it('tells which of the server’s events are over: of the stock, and of alerts that are off', async () => {
  const [rupture, low] = [anAlert('RUPTURE'), anAlert('LOW_STOCK', {}, false)];
  const events = [event(rupture, RICE), event(rupture, OIL), event(rupture, 'product:parti'), event(low, OIL)];
  const { opened, ended } = await ask(shopWith({ alerts: [rupture, low], openEvents: events }));
  expect(opened).toEqual([]);
  expect(ended).toEqual(events.slice(1).map(({ _id }) => _id));
});

it('says nothing of events that it cannot judge', async () => {
  const silence = anAlert('SYNC_SILENCE');
  const unknown = anAlert('RUPTURE');
  const shop = shopWith({ alerts: [silence], openEvents: [event(silence, 'device:p'), event(unknown, OIL)] });
  expect((await ask(shop)).ended).toEqual([]);
});

it('judges the service rate of the shop, and of some products by their own sales', async () => {
  const missed = aSale({
    n: 4,
    at: SOLD_OUT,
    status: 'MISSED',
    lines: [{ productId: OIL, quantity: 1, unitPrice: 4000 }],
  });
  const alertsOf = [
    anAlert('SERVICE_RATE_DROP', { rate: 0.9 }),
    { ...anAlert('SERVICE_RATE_DROP', { categoryIds: ['category:a'] }), _id: 'alert:rayon' as const },
    { ...anAlert('SERVICE_RATE_DROP', { productIds: [RICE] }), _id: 'alert:riz' as const },
  ];
  const { opened } = await ask(shopWith({ alerts: alertsOf }, [...EVENTS, missed]));
  expect(opened).toMatchObject([
    { alertId: 'alert:rayon', details: { rate: 0, missedRevenue: 4000 } },
    { alertId: 'alert:service-rate-drop', subject: 'shop', details: { rate: 0.2, missedRevenue: 4000 } },
  ]);
  // Days of its window are still to come to this phone.
  const partial = { alerts: alertsOf, isPartial: true, heldFrom: '2026-03-01' };
  expect((await ask(shopWith(partial, [...EVENTS, missed]))).opened).toEqual([]);
});

it('notices a product that never sold and has been there for long', async () => {
  const known = { lastSold: null, since: '2025-12-20', stockOut: {}, perDay: 0, coverage: null } as unknown;
  const expected = { today: '2026-03-02', products: new Map([[OIL, known]]) } as unknown as ShopOutlook;
  // Sixty days after it came, as the server has it.
  expect((await ask(shopWith({ alerts: [anAlert('DORMANT')], expected }))).opened).toMatchObject([
    { _id: 'alertEvent:dormant:huile:2026-02-18', subject: OIL },
  ]);
});

it('judges nothing in a shop without products but what is over', async () => {
  const rupture = anAlert('RUPTURE');
  const shop = aShop({ alerts: [rupture], openEvents: [event(rupture, RICE)] });
  expect(await ask(shop)).toEqual({ opened: [], ended: [event(rupture, RICE)._id] });
});

it('sums what each product sold and missed from a day on, as the server’s view has it', () => {
  const { products } = ledgersOf(
    [aProduct()],
    [
      aSale({ n: 1, at: '2026-02-28T10:00:00.000Z' }),
      aSale({ n: 2, at: '2026-03-01T10:00:00.000Z' }),
      aSale({ n: 3, at: '2026-03-01T11:00:00.000Z', status: 'MISSED' }),
      aCount({ n: 4, at: '2026-03-02T11:00:00.000Z' }),
    ],
  );
  const onFirst = (time: string, values: DayValues) =>
    toDayRow(RICE, dayNumber('2026-03-01'), Date.parse(`2026-03-01T${time}:00.000Z`), values);
  expect(productSales({ products }, '2026-03-01')).toEqual([
    onFirst('10:00', [-2000, 2000, 1000, 0, 0, 0, 0, 0]),
    onFirst('11:00', [0, 0, 0, 2000, 1000, 0, 0, 0]),
  ]);
});

const at = (second: number): string => new Date(Date.UTC(2026, 2, 1, 9, 0, second)).toISOString();

const entry = (n: number, second: number, delta: number, counted: number | null): Entry => ({
  eventId: `${counted === null ? 'sale' : 'count'}:${at(second)}:phone1-${n}`,
  line: 0,
  productId: RICE,
  at: at(second),
  day: '2026-03-01',
  kind: counted === null ? 'SALE' : 'COUNT',
  delta: counted === null ? delta : 0,
  sold: 0,
  revenue: 0,
  missed: 0,
  missedRevenue: 0,
  priced: 0,
  pricedCost: 0,
  unpriced: 0,
  told: counted === null ? 0 : 1,
  counted,
});

/** A ledger of one product, newest first, with events and counts at the same instants too. */
const ledger = fc
  .array(fc.tuple(fc.nat(20), fc.integer({ min: -9, max: 9 }), fc.option(fc.nat(9), { freq: 4 })), { maxLength: 25 })
  .map((events) =>
    events
      .map(([second, delta, counted], n) => entry(n, second, delta, counted))
      .sort((a, b) => (a.at < b.at ? 1 : -1)),
  );

it('leads from the last count to the stock on hand', () => {
  fc.assert(
    fc.property(ledger, (entries) => {
      const { rows, count, complete } = stockChanges(entries, true);
      expect(complete).toBe(true);
      const changed = rows.reduce((sum, { delta }) => sum + delta, 0);
      expect((count?.milli ?? 0) + changed).toBe(stockMilli(entries));
    }),
  );
});

it('does not reach back beyond what is held, unless to a count', () => {
  expect(stockChanges([entry(1, 5, -1, null)], false).complete).toBe(false);
  expect(stockChanges([entry(1, 5, -1, null), entry(2, 3, 0, 4)], false)).toEqual({
    rows: [{ at: at(5), delta: -1 }],
    count: { at: at(3), milli: 4 },
    complete: true,
  });
});
