import {
  type Acknowledgement,
  type Alert,
  type AlertEvent,
  acknowledgementOf,
  newDocument,
  type Order,
  type OrderReception,
} from '@digiboost/domain/documents';
import { anOrder } from '@digiboost/domain/documents/testing/examples';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Findings } from '../../insight/analyses/alerts.ts';
import type { ShopInsight } from '../../insight/shop-insight.ts';
import { AlertBoard } from './alert-board.svelte.ts';

const AUTHOR = { at: '2026-03-01T08:00:00.000Z', by: 'demo-awa', deviceId: 'phone1' };
const SOLD_OUT = '2026-03-02T10:00:00.000Z';
const NOW = '2026-03-02T10:00:05.000Z';

const anAlert = (alertType: Alert['alertType'], conditions: Alert['conditions'] = {}): Alert =>
  newDocument<Alert>(
    {
      _id: `alert:${alertType.toLowerCase().replaceAll('_', '-')}`,
      type: 'alert',
      name: alertType,
      alertType,
      conditions,
      channels: ['WHATSAPP'],
      recipients: ['demo-awa'],
      isActive: true,
    },
    AUTHOR,
  );
const RUPTURE = anAlert('RUPTURE');

const event = (more: Partial<AlertEvent> = {}): AlertEvent => ({
  ...newDocument<AlertEvent>(
    {
      _id: `alertEvent:rupture:riz:${SOLD_OUT}`,
      type: 'alertEvent',
      alertId: RUPTURE._id,
      alertType: 'RUPTURE',
      subject: 'product:riz',
      productId: 'product:riz',
      triggeredAt: '2026-03-02T10:01:00.000Z',
      severity: 'HIGH',
      message: 'riz est en rupture.',
      details: {},
      sent: {},
    },
    AUTHOR,
  ),
  ...more,
});

/** What the phone notices of rice that ran out. */
const NOTICED: Findings['opened'][number] = {
  _id: event()._id,
  alertId: RUPTURE._id,
  alertType: 'RUPTURE',
  subject: 'product:riz',
  productId: 'product:riz',
  severity: 'HIGH',
  details: {},
  message: 'riz est en rupture.',
};

/** A shop as the model shows it; what a test assigns is seen like a notice. */
class Shop {
  alerts = $state.raw<Alert[]>([RUPTURE]);
  alertEvents = $state.raw<AlertEvent[]>([]);
  acknowledgements = $state.raw<Acknowledgement[]>([]);
  orders = $state.raw<Order[]>([]);
  revision = $state(0);
  pending = $state(1);
  readonly alertsLoaded = true;
  readonly alertEventsLoaded = true;
}

/** The analyses, which answer `found`. */
class Insight {
  revision = $state(0);
  outlook = $state.raw<ShopInsight['outlook']>(null);
  found: Findings | Error = { opened: [NOTICED], ended: [] };
  readonly watched = vi.fn();
  readonly asked = vi.fn();
  watch = () => {
    this.watched();
    return () => undefined;
  };
  ask = (async (...question: unknown[]) => {
    this.asked(...question);
    if (this.found instanceof Error) throw this.found;
    return this.found;
  }) as ShopInsight['ask'];
}

let shop: Shop;
let insight: Insight;
let board: AlertBoard;
const open = () => {
  board = new AlertBoard({ model: shop, insight, status: () => shop, now: () => NOW });
};
const settle = async () => {
  flushSync();
  await vi.advanceTimersByTimeAsync(200);
  flushSync();
};

beforeEach(() => {
  vi.useFakeTimers();
  shop = new Shop();
  insight = new Insight();
});
afterEach(() => {
  board.close();
  vi.useRealTimers();
});

it('shows what the phone notices by itself, under the id that the server will give it', async () => {
  open();
  expect(board.settled).toBe(false);
  await settle();
  expect(board.settled).toBe(true);
  expect(insight.asked.mock.calls).toEqual([['alerts', { now: NOW }]]);
  expect(board.unseen).toMatchObject([
    { _id: event()._id, triggeredAt: SOLD_OUT, provisional: true, message: 'riz est en rupture.' },
  ]);
});

it('shows the server’s event once, whatever its id', async () => {
  open();
  await settle();
  shop.alertEvents = [event()];
  await settle();
  expect(board.open).toMatchObject([{ provisional: false }]);
  shop.alertEvents = [event({ _id: 'alertEvent:rupture:riz:2026-03-02T09:59:00.000Z' })];
  await settle();
  expect(board.open).toMatchObject([{ _id: 'alertEvent:rupture:riz:2026-03-02T09:59:00.000Z', provisional: false }]);
});

it('asks again whenever the shop changes, once for a burst of changes', async () => {
  open();
  await settle();
  insight.found = { opened: [], ended: [] };
  shop.revision += 1;
  flushSync();
  insight.revision += 1;
  await settle();
  expect(insight.asked).toHaveBeenCalledTimes(2);
  expect(board.open).toEqual([]);
});

it('ends a rupture before the server knows, as long as something is not sent', async () => {
  shop.alertEvents = [event()];
  insight.found = { opened: [], ended: [event()._id] };
  open();
  await settle();
  expect(board.open).toEqual([]);
  expect(board.events).toMatchObject([{ endedHere: true }]);
  // Everything is sent: the server's word stands again.
  shop.pending = 0;
  await settle();
  expect(board.open).toHaveLength(1);
});

it('asks for nobody’s attention once somebody took note', async () => {
  open();
  await settle();
  shop.acknowledgements = [acknowledgementOf(event()._id, AUTHOR)];
  await settle();
  expect(board.open).toMatchObject([{ acknowledged: { at: AUTHOR.at, by: 'demo-awa' } }]);
  expect(board.unseen).toEqual([]);
});

it('asks nothing for alerts that are off or judged elsewhere, unless one of their events is open', async () => {
  const off = { ...RUPTURE, isActive: false };
  shop.alerts = [off, anAlert('SYNC_SILENCE')];
  open();
  await settle();
  expect([board.settled, board.events]).toEqual([true, []]);
  expect(insight.asked).not.toHaveBeenCalled();
  insight.found = { opened: [], ended: [event()._id] };
  shop.alertEvents = [event()];
  await settle();
  expect(board.open).toEqual([]);
});

it('keeps the outlook up to date for what is judged from it', async () => {
  open();
  await settle();
  expect(insight.watched).not.toHaveBeenCalled();
  shop.alerts = [RUPTURE, anAlert('PREDICTED_RUPTURE')];
  await settle();
  expect(insight.watched).toHaveBeenCalledTimes(1);
});

it('shows what the server noticed when the phone cannot judge, and asks again at the next change', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  shop.alertEvents = [event({ _id: 'alertEvent:rupture:huile:2026-03-02T09:59:00.000Z', subject: 'product:huile' })];
  insight.found = new Error('out of memory');
  open();
  await settle();
  expect(board.settled).toBe(true);
  expect(board.open).toHaveLength(1);
  insight.found = { opened: [NOTICED], ended: [] };
  shop.revision += 1;
  await settle();
  expect(board.open).toHaveLength(2);
});

it('asks for attention to an order of which two phones wrote the same delivery down', async () => {
  insight.found = { opened: [], ended: [] };
  open();
  await settle();
  expect(board.waiting).toBe(0);
  const reception = (device: string): OrderReception => ({
    productId: 'product:riz',
    quantity: 20,
    movementId: `movement:${SOLD_OUT}:${device}-1`,
    at: SOLD_OUT,
  });
  const lines = [{ productId: 'product:riz' as const, quantity: 20, unitCost: 400 }];
  const sent = anOrder({ status: 'RECEIVED', lines, receptions: { 'k1-p1-1': reception('p1') } });
  shop.orders = [sent];
  expect(board.waiting).toBe(0);
  shop.orders = [{ ...sent, receptions: { ...sent.receptions, 'k2-p2-1': reception('p2') } }];
  expect([board.waiting, board.doubled[0]?._id]).toEqual([1, sent._id]);
});
