import {
  type Acknowledgement,
  type Alert,
  type AlertEvent,
  acknowledgementOf,
  newDocument,
} from '@digiboost/domain/documents';
import type { Entry } from '@digiboost/domain/ledger';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ProductRow } from '../../model/types.ts';
import { aProduct } from '../testing/fake-replica.ts';
import { AlertBoard, type AlertBoardDeps } from './alert-board.svelte.ts';

type Insight = NonNullable<AlertBoardDeps['insight']>;
type Ask = Insight['ask'];
type Outlook = Insight['outlook'];

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

const row = (key: string, onHand: number, createdAt = '2026-03-01T00:00:00.000Z'): ProductRow => {
  const product = { ...aProduct(key, 500), createdAt };
  return { id: product._id, product, onHand, status: onHand > 0 ? 'OK' : 'RUPTURE', countedAt: '' };
};

const entry = (productId: Entry['productId'], at: string, delta: number): Entry => ({
  eventId: `sale:${at}:phone1-1`,
  line: 0,
  productId,
  at,
  day: at.slice(0, 10),
  kind: delta < 0 ? 'SALE' : 'ENTRY',
  delta,
  sold: Math.max(-delta, 0),
  revenue: 0,
  missed: 0,
  missedRevenue: 0,
  counted: null,
});

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

/** A shop as the model shows it; what a test assigns is seen like a notice. */
class Shop {
  alerts = $state.raw<Alert[]>([RUPTURE]);
  alertEvents = $state.raw<AlertEvent[]>([]);
  acknowledgements = $state.raw<Acknowledgement[]>([]);
  products = $state.raw<ProductRow[]>([row('riz', 0), row('huile', 4)]);
  days = $state.raw<AlertBoardDeps['model']['days']>([]);
  pending = $state(1);
  readonly alertsLoaded = true;
  readonly alertEventsLoaded = true;
  readonly productsLoaded = true;
  readonly daysLoaded = true;
  readonly suppliers = [];
  readonly shop = null;
  asked = vi.fn();
  async entries(id: Entry['productId']): Promise<Entry[]> {
    this.asked(id);
    return [entry(id, SOLD_OUT, -1000), entry(id, '2026-03-01T09:00:00.000Z', 1000)];
  }
  heldFrom = async () => '2026-01-01';
}

let shop: Shop;
let board: AlertBoard;
const open = (insight: AlertBoardDeps['insight'] = null) => {
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
});
afterEach(() => {
  board.close();
  vi.useRealTimers();
});

it('notices a rupture by itself, under the id that the server will give it', async () => {
  open();
  await settle();
  expect(board.settled).toBe(true);
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

it('follows the shelf: the next rupture opens, a reception ends one before the server knows', async () => {
  open();
  await settle();
  shop.products = [row('riz', 0), row('huile', 0)];
  await settle();
  expect(board.open.map(({ subject }) => subject).sort()).toEqual(['product:huile', 'product:riz']);

  shop.alertEvents = [event()];
  shop.products = [row('riz', 5), row('huile', 3)];
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

it('judges nothing of an alert that is off, and never reads the products for it', async () => {
  shop.alerts = [{ ...RUPTURE, isActive: false }];
  const read = vi.fn();
  Object.defineProperty(shop, 'products', { get: read });
  open();
  await settle();
  expect(board.settled).toBe(true);
  expect(board.events).toEqual([]);
  expect(read).not.toHaveBeenCalled();
});

it('leaves to the server what cannot be dated or judged here', async () => {
  shop.alerts = [RUPTURE, anAlert('SYNC_SILENCE'), anAlert('SERVICE_RATE_DROP', { categoryIds: ['category:a'] })];
  shop.products = [row('riz', 0, '2020-01-01T00:00:00.000Z')];
  shop.entries = async () => [];
  shop.days = [{ day: '2026-03-02', revenue: 10, tickets: 1, missedRevenue: 90, missedTickets: 1 }];
  open();
  await settle();
  expect(board.events).toEqual([]);
});

it('judges the service rate of the whole shop from the days', async () => {
  shop.alerts = [anAlert('SERVICE_RATE_DROP', { rate: 0.9 })];
  shop.days = [{ day: '2026-03-02', revenue: 100, tickets: 1, missedRevenue: 900, missedTickets: 1 }];
  open();
  await settle();
  expect(board.open).toMatchObject([{ subject: 'shop', severity: 'CRITICAL', details: { rate: 0.1 } }]);
});

it('judges the service rate of a category from what the worker says that its products sold', async () => {
  const [rice, oil] = [row('riz', 4), row('huile', 4)];
  shop.products = [{ ...rice, product: { ...rice.product, categoryId: 'category:a' } }, oil];
  shop.alerts = [anAlert('SERVICE_RATE_DROP', { categoryIds: ['category:a'], windowDays: 30 })];
  const sold = (productId: Entry['productId'], revenue: number, missedRevenue: number) => ({
    day: '2026-03-01',
    productId,
    revenue,
    missedRevenue,
  });
  const ask = vi.fn(async (_name: string, _args: unknown) => [sold(rice.id, 300, 700), sold(oil.id, 90_000, 0)]);
  open({ outlook: null, watch: () => () => undefined, ask: ask as unknown as Ask });
  await settle();
  expect(ask.mock.calls).toEqual([['productSales', { from: '2026-02-01' }]]);
  expect(board.open).toMatchObject([{ subject: 'shop', details: { rate: 0.3, missedRevenue: 700 } }]);
  // Another sale: it asks again.
  ask.mockResolvedValue([sold(rice.id, 99_300, 700)]);
  shop.days = [{ day: '2026-03-02', revenue: 99_000, tickets: 1, missedRevenue: 0, missedTickets: 0 }];
  await settle();
  expect(board.open).toEqual([]);
});

it('notices a product that never sold and has been there for long', async () => {
  const product = row('huile', 4);
  shop.products = [product];
  shop.alerts = [anAlert('DORMANT')];
  const known = { lastSold: null, since: '2025-12-20', stockOut: {}, perDay: 0, coverage: null } as unknown;
  const outlook = { today: '2026-03-02', products: new Map([[product.id, known]]) } as unknown as Outlook;
  open({ outlook, watch: () => () => undefined, ask: vi.fn() });
  await settle();
  // Sixty days after it came, as the server has it.
  expect(board.open).toMatchObject([{ _id: 'alertEvent:dormant:huile:2026-02-18', subject: product.id }]);
});

it('looks a product up once as long as its stock stays', async () => {
  open();
  await settle();
  shop.products = [row('riz', 0), row('huile', 3)];
  await settle();
  expect(shop.asked.mock.calls).toEqual([['product:riz']]);
});
