import { evaluateAlerts } from '@digiboost/domain/alerts';
import { type Alert, type AlertEvent, newDocument, type ProductId } from '@digiboost/domain/documents';
import { expect, it } from 'vitest';
import type { ProductRow } from '../../model/types.ts';
import { aProduct } from '../testing/fake-replica.ts';
import { judge } from './judgement.ts';
import { type PhoneShop, phoneFacts } from './phone-facts.ts';

const AUTHOR = { at: '2026-03-01T08:00:00.000Z', by: 'demo-awa', deviceId: 'phone1' };
const anAlert = (key: string, alertType: Alert['alertType'], isActive = true): Alert =>
  newDocument<Alert>(
    {
      _id: `alert:${key}`,
      type: 'alert',
      name: key,
      alertType,
      conditions: {},
      channels: [],
      recipients: [],
      isActive,
    },
    AUTHOR,
  );
const ALERTS = [
  anAlert('rupture', 'RUPTURE'),
  anAlert('faible', 'LOW_STOCK'),
  anAlert('service', 'SERVICE_RATE_DROP'),
  anAlert('vieille', 'RUPTURE', false),
];

/** 130 products, every third one out, every third one low; one in five has no known changes. */
const ROWS = Array.from({ length: 130 }, (_, n): ProductRow => {
  const product = { ...aProduct(`p${n}`, 500), minStock: 4 };
  return { id: product._id, product, onHand: (n % 3) * 4, status: 'OK', countedAt: '' };
});
const event = (alertKey: string, subject: string): AlertEvent =>
  newDocument<AlertEvent>(
    {
      _id: `alertEvent:${alertKey}:${subject}:2026-02-01`,
      type: 'alertEvent',
      alertId: `alert:${alertKey}`,
      alertType: 'RUPTURE',
      subject,
      triggeredAt: '2026-02-01T00:00:00.000Z',
      severity: 'HIGH',
      message: '',
      details: {},
      sent: {},
    },
    AUTHOR,
  );
const EVENTS = [
  event('rupture', 'product:p0'),
  event('rupture', 'product:p1'),
  event('rupture', 'product:gone'),
  event('vieille', 'product:p3'),
  event('service', 'shop'),
];
const changes = { rows: [{ at: '2026-03-01T10:00:00.000Z', delta: -9_000 }], count: null, complete: true };
const SHOP: PhoneShop = {
  now: '2026-03-02T10:00:00.000Z',
  today: '2026-03-02',
  rows: ROWS,
  suppliers: [],
  days: [{ day: '2026-03-02', revenue: 10, tickets: 1, missedRevenue: 90, missedTickets: 1 }],
  productSales: null,
  outlook: null,
  changes: new Map(ROWS.filter((_, n) => n % 5 > 0).map(({ id }): [ProductId, typeof changes] => [id, changes])),
};

const idsOf = (list: readonly { readonly _id: string }[]) => list.map(({ _id }) => _id).sort();

it('finds in parts what the whole shop at once would give', async () => {
  const found = await judge(ALERTS, SHOP, EVENTS, () => false);
  const whole = evaluateAlerts(ALERTS, phoneFacts(SHOP), EVENTS);
  expect(found && idsOf(found.opened)).toEqual(idsOf(whole.opened));
  expect(found && idsOf(found.closed)).toEqual(idsOf(whole.closed));
  expect(found && [...found.wanting].sort()).toEqual([...whole.wanting].sort());
  expect([whole.opened.length, whole.closed.length, whole.wanting.size].every((count) => count > 1)).toBe(true);
});

it('judges what is left open when the shop has no product any more', async () => {
  const found = await judge(ALERTS, { ...SHOP, rows: [] }, EVENTS, () => false);
  expect(found && idsOf(found.closed)).toEqual(
    idsOf(evaluateAlerts(ALERTS, phoneFacts({ ...SHOP, rows: [] }), EVENTS).closed),
  );
});

it('judges the service rate of some products by their own sales', async () => {
  const own: Alert = { ...anAlert('rayon', 'SERVICE_RATE_DROP'), conditions: { productIds: ['product:p1'] } };
  const sales = (productId: ProductId, revenue: number, missedRevenue: number) => ({
    day: '2026-03-02',
    productId,
    revenue,
    missedRevenue,
  });
  const productSales = [sales('product:p1', 100, 100), sales('product:p2', 9_000, 0)];
  const found = await judge([...ALERTS, own], { ...SHOP, productSales }, [], () => false);
  expect(found?.opened.filter(({ alertType }) => alertType === 'SERVICE_RATE_DROP')).toMatchObject([
    { alertId: 'alert:service', details: { rate: 0.1 } },
    { alertId: 'alert:rayon', details: { rate: 0.5, missedRevenue: 100 } },
  ]);
  // Not known: the shop's days do not stand in for it.
  const unknown = await judge([own], SHOP, [], () => false);
  expect(unknown?.opened).toEqual([]);
});
