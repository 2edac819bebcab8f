import {
  type Closing,
  documentFault,
  isLedgerEvent,
  type Movement,
  type Order,
  type ProductId,
  type ShopDocument,
} from '@digiboost/domain/documents';
import {
  balancesOf,
  entriesOf,
  lotLinesOf,
  lotsLeft,
  lotsOf,
  moneyLinesOf,
  reviewClosing,
  stockOnHand,
} from '@digiboost/domain/ledger';
import { onOrder, orderState, received } from '@digiboost/domain/purchase';
import { must } from '@digiboost/domain/shared/must';
import { describe, expect, test } from 'vitest';
import { DEMO_PRODUCTS } from './catalogue.ts';
import { catalogueOf } from './papers.ts';
import type { Scenario } from './scenario.ts';
import { historyOf } from './simulate.ts';

const SCENARIO: Scenario = {
  name: 'Boutique Médina',
  products: DEMO_PRODUCTS,
  from: '2026-01-01',
  to: '2026-03-02',
  until: '2026-03-02T12:00:00.000Z',
  linesPerDay: 60,
  orderDays: 30,
  seed: 9,
  author: { by: 'u-awa', deviceId: 'demo' },
};
const docs: ShopDocument[] = [...historyOf(SCENARIO)].flat();
const orders = docs.filter((doc): doc is Order => doc.type === 'order');

describe('the demo shop', () => {
  test('holds valid documents, the same at each making, and none of the time to come', () => {
    for (const doc of [...catalogueOf(SCENARIO), ...docs]) expect(documentFault({ ...doc }), doc._id).toBeNull();
    expect([...historyOf(SCENARIO)].flat()).toEqual(docs);
    expect(new Set(docs.map(({ _id }) => _id)).size).toBe(docs.length);
    for (const doc of docs) expect(doc.createdAt <= SCENARIO.until).toBe(true);
  });

  test('counts its drawer each evening, and all but small slips agree with what was recorded', () => {
    const closings = docs.filter((doc): doc is Closing => doc.type === 'closing');
    const lines = docs.filter(isLedgerEvent).flatMap(moneyLinesOf);
    for (const closing of closings.slice(1)) {
      const [cash] = reviewClosing(closing, closings, lines);
      expect([closing.day, cash?.late]).toEqual([closing.day, 0]);
      expect(Math.abs(cash?.difference ?? 0)).toBeLessThanOrEqual(400);
    }
    expect(closings.length).toBeGreaterThan(55);
    const balances = [...balancesOf(lines).values()].filter(({ account }) => account.startsWith('customer:'));
    expect(balances.filter(({ amount }) => amount > 0).length).toBeGreaterThan(5);
    expect(catalogueOf(SCENARIO).filter(({ type }) => type === 'customer')).toHaveLength(25);
  });

  test('sells some goods by the carton, and has yoghurt that will expire', () => {
    const lines = docs.flatMap((doc) => (doc.type === 'sale' ? doc.lines : []));
    expect(lines.filter(({ unit }) => unit?.name === 'Carton').length).toBeGreaterThan(5);
    const events = docs.filter(isLedgerEvent);
    const [yoghurt] = catalogueOf(SCENARIO).filter(({ name }) => name === 'Yaourt nature 125 g');
    const id = must(yoghurt)._id as ProductId;
    const lots = lotsOf(events.flatMap(lotLinesOf)).get(id) ?? [];
    expect(lots.length).toBeGreaterThan(1);
    const onHand = (stockOnHand(events.flatMap(entriesOf)).get(id) ?? 0) * 1000;
    expect(lotsLeft(onHand, lots).length).toBeGreaterThan(0);
  });

  test('has orders on their way, received in part and received', () => {
    const states = new Set(orders.map(orderState));
    for (const state of ['SENT', 'PARTIAL', 'RECEIVED'] as const) expect(states).toContain(state);
    expect(onOrder(orders).size).toBeGreaterThan(0);
  });

  test('each delivery of an order is a stock entry, and says whose order it was', () => {
    const entries = new Map(
      docs.filter((doc): doc is Movement => doc.type === 'movement').map((doc) => [doc._id, doc]),
    );
    const told = orders.flatMap((order) => Object.values(order.receptions ?? {}).map((came) => ({ order, came })));
    for (const { order, came } of told) {
      expect(entries.get(came.movementId)).toMatchObject({ orderId: order._id, quantity: came.quantity });
    }
    expect([...entries.values()].filter(({ orderId }) => orderId)).toHaveLength(told.length);
    expect(orders.every((order) => received(order).size <= order.lines.length)).toBe(true);
  });

  test('a shop of which no orders are asked for has none', () => {
    const { orderDays, ...plain } = SCENARIO;
    expect([...historyOf(plain)].flat().some(({ type }) => type === 'order')).toBe(false);
  });
});
