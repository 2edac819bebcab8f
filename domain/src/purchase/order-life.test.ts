import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Author } from '../documents/author.ts';
import { timedId } from '../documents/event-id.ts';
import { draftOrder } from '../documents/makers.ts';
import { merge } from '../documents/merge.ts';
import type { MovementId } from '../documents/movement.ts';
import type { Order } from '../documents/order.ts';
import type { ProductId } from '../documents/product.ts';
import { documentFault } from '../documents/registry.ts';
import { anOrder } from '../documents/testing/examples.ts';
import { must } from '../shared/must.ts';
import {
  cancel,
  closeRest,
  missing,
  onOrder,
  orderCost,
  orderState,
  type ReceivedLine,
  receive,
  received,
  receptionKey,
  send,
  withConfirmed,
  withLines,
  withVoidedReception,
} from './order-life.ts';
import { receivedTwice } from './received-twice.ts';

const RICE: ProductId = 'product:riz';
const OIL: ProductId = 'product:huile';
const author = (minute: number, deviceId = 'd1', by = 'u-awa'): Author => ({
  at: `2026-03-04T10:${String(minute).padStart(2, '0')}:00.000Z`,
  by,
  deviceId,
});
const movementId = (minute: number, device = 'd1', n = 1): MovementId =>
  timedId('movement', author(minute).at, device, n);
const came = (productId: ProductId, quantity: number, id: MovementId, unitCost?: number): ReceivedLine => ({
  productId,
  quantity,
  movementId: id,
  ...(unitCost === undefined ? {} : { unitCost }),
});

const draft = draftOrder(
  {
    id: timedId('order', author(0).at, 'd1', 1),
    supplierId: 'supplier:sandaga',
    lines: [
      { productId: RICE, quantity: 50, unitCost: 380 },
      { productId: OIL, quantity: 12, unitCost: 1080.5 },
    ],
  },
  author(0),
);
const sent = send(draft, '2026-03-11', author(1));

describe('the life of an order', () => {
  test('a draft is edited, sent, and stays as it was sent', () => {
    expect(orderState(draft)).toBe('DRAFT');
    expect(orderCost(draft)).toBe(50 * 380 + 12_966);
    const edited = withLines(
      draft,
      [
        { productId: RICE, quantity: 20, unitCost: 380 },
        { productId: OIL, quantity: 0, unitCost: 1080 },
        { productId: RICE, quantity: 5, unitCost: 375 },
      ],
      author(1),
    );
    expect(edited.lines).toEqual([{ productId: RICE, quantity: 25, unitCost: 375 }]);
    const gone = send(edited, '2026-03-11', author(2));
    expect(gone).toMatchObject({ status: 'SENT', sentAt: author(2).at, expectedDay: '2026-03-11' });
    expect(withLines(gone, [], author(3))).toBe(gone);
    expect(send(gone, '2026-03-30', author(3))).toBe(gone);
    expect(send(withLines(draft, [], author(1)), '2026-03-11', author(2)).status).toBe('DRAFT');
    for (const order of [draft, edited, gone]) expect(documentFault({ ...order })).toBeNull();
  });

  test('only what was sent is on its way', () => {
    expect(onOrder([draft])).toEqual(new Map());
    expect(onOrder([sent, sent])).toEqual(
      new Map([
        [RICE, 100],
        [OIL, 24],
      ]),
    );
    expect(onOrder([cancel(sent, author(2))])).toEqual(new Map());
  });

  test('a delivery in two parts: stock entries at the price paid, then nothing is missing', () => {
    const first = receive(
      sent,
      [came(RICE, 30, movementId(5), 382.5), came(OIL, 0, movementId(5, 'd1', 2))],
      author(5),
    );
    expect(first.movements).toEqual([
      {
        _id: movementId(5),
        type: 'movement',
        at: author(5).at,
        day: '2026-03-04',
        productId: RICE,
        movementType: 'ENTRY',
        quantity: 30,
        unitCost: 382.5,
        supplierId: 'supplier:sandaga',
        orderId: sent._id,
        createdAt: author(5).at,
        createdBy: 'u-awa',
        deviceId: 'd1',
      },
    ]);
    // Paid later, as far as the cost is known.
    const lines = [came(RICE, 30, movementId(5), 382.5), came(OIL, 2, movementId(5, 'd1', 2))];
    const owed = receive(sent, lines, author(5), { onAccount: true }).movements;
    expect(owed.map(({ onAccount }) => onAccount)).toEqual([true, undefined]);
    for (const doc of owed) expect(documentFault({ ...doc })).toBeNull();
    expect(orderState(first.order)).toBe('PARTIAL');
    expect(onOrder([first.order])).toEqual(
      new Map([
        [RICE, 20],
        [OIL, 12],
      ]),
    );
    const second = receive(
      first.order,
      [came(RICE, 20, movementId(9)), came(OIL, 12, movementId(9, 'd1', 2))],
      author(9),
    );
    expect(second.order).toMatchObject({ status: 'RECEIVED', closedAt: author(9).at });
    expect(missing(second.order)).toEqual(new Map());
    for (const doc of [first.order, second.order, ...first.movements, ...second.movements]) {
      expect(documentFault({ ...doc })).toBeNull();
    }
  });

  test('more than was asked for may come, and what nobody asked for', () => {
    const { order, movements } = receive(
      sent,
      [came(RICE, 60, movementId(5)), came('product:savon', 3, movementId(5, 'd1', 2))],
      author(5),
    );
    expect(movements).toHaveLength(2);
    expect(received(order).get('product:savon')).toBe(3);
    expect(onOrder([order])).toEqual(new Map([[OIL, 12]]));
  });

  test('the rest is given up, or the whole', () => {
    const part = receive(sent, [came(RICE, 30, movementId(5))], author(5)).order;
    expect(cancel(part, author(6))).toBe(part);
    const closed = closeRest(part, author(6));
    expect(closed).toMatchObject({ status: 'RECEIVED', closedAt: author(6).at });
    expect(onOrder([closed])).toEqual(new Map());
    expect(missing(closed).get(RICE)).toBe(20);
    expect(cancel(sent, author(6)).status).toBe('CANCELLED');
    expect(cancel(draft, author(6)).status).toBe('CANCELLED');
    expect(closeRest(draft, author(6))).toBe(draft);
    expect(receive(closed, [came(RICE, 1, movementId(7))], author(7))).toEqual({ order: closed, movements: [] });
  });
});

describe('a voided reception', () => {
  const all = receive(sent, [came(RICE, 50, movementId(5)), came(OIL, 12, movementId(5, 'd1', 2))], author(5)).order;

  test('counts for nothing, and the order waits for those goods again', () => {
    const reopened = withVoidedReception(all, movementId(5), author(8));
    expect(received(reopened)).toEqual(new Map([[OIL, 12]]));
    expect(reopened.status).toBe('SENT');
    expect('closedAt' in reopened).toBe(false);
    expect(onOrder([reopened])).toEqual(new Map([[RICE, 50]]));
    expect(documentFault({ ...reopened })).toBeNull();
    const again = receive(reopened, [came(RICE, 50, movementId(9))], author(9)).order;
    expect(again.status).toBe('RECEIVED');
  });

  test('of an order whose rest was given up, nothing is expected', () => {
    const part = closeRest(receive(sent, [came(RICE, 30, movementId(5))], author(5)).order, author(6));
    const voided = withVoidedReception(part, movementId(5), author(8));
    expect(voided.status).toBe('RECEIVED');
    expect(received(voided)).toEqual(new Map());
    expect(onOrder([voided])).toEqual(new Map());
  });

  test('is voided once, and a movement of another order changes nothing', () => {
    const once = withVoidedReception(all, movementId(5), author(8));
    expect(withVoidedReception(once, movementId(5), author(9))).toBe(once);
    expect(withVoidedReception(all, movementId(30), author(9))).toBe(all);
  });
});

describe('two phones', () => {
  test('each receives half without a network: both deliveries stay, and nothing is missing', () => {
    const mine = receive(sent, [came(RICE, 50, movementId(5))], author(5)).order;
    const theirs = receive(sent, [came(OIL, 12, movementId(6, 'd2'))], author(6, 'd2', 'u-modou')).order;
    for (const both of [merge(mine, theirs), merge(theirs, mine)]) {
      expect(Object.keys(both.receptions ?? {})).toHaveLength(2);
      expect(both.status).toBe('SENT');
      expect(orderState(both)).toBe('RECEIVED');
      expect(onOrder([both])).toEqual(new Map());
      expect(both.history).toBeUndefined();
      expect(documentFault({ ...both })).toBeNull();
    }
  });

  test('each receives the same delivery: it is told, one is taken back, the other stays', () => {
    const whole = (minute: number, device: string) =>
      receive(
        sent,
        [came(RICE, 50, movementId(minute, device)), came(OIL, 12, movementId(minute, device, 2))],
        author(minute, device),
      ).order;
    const both = merge(whole(5, 'd1'), whole(9, 'd2'));
    expect(received(both).get(RICE)).toBe(100);
    const again = receivedTwice(both);
    expect(again.map(({ at, receptions }) => [at, receptions.map(({ quantity }) => quantity)])).toEqual([
      [author(9).at, [50, 12]],
    ]);
    const once = must(again[0]).receptions.reduce(
      (order, { movementId: id }) => withVoidedReception(order, id, author(20)),
      both,
    );
    expect(receivedTwice(once)).toEqual([]);
    expect(orderState(once)).toBe('RECEIVED');
    expect(received(once)).toEqual(received(whole(5, 'd1')));

    const confirmed = withConfirmed(both, must(again[0]), author(20));
    expect(receivedTwice(confirmed)).toEqual([]);
    expect(received(confirmed).get(RICE)).toBe(100);
    for (const order of [once, confirmed]) expect(documentFault({ ...order })).toBeNull();
  });

  test('what came in parts, in excess or unasked is not told to have come twice', () => {
    const part = receive(
      sent,
      [came(RICE, 25, movementId(5)), came('product:savon', 3, movementId(5, 'd1', 2))],
      author(5),
    );
    const rest = receive(part.order, [came(RICE, 25, movementId(9)), came(OIL, 12, movementId(9, 'd1', 2))], author(9));
    expect(receivedTwice(rest.order)).toEqual([]);
    expect(receivedTwice(receive(sent, [came(RICE, 60, movementId(5))], author(5)).order)).toEqual([]);
  });

  test('half a delivery that two phones wrote down, and what only one of them saw', () => {
    const mine = receive(sent, [came(RICE, 30, movementId(5))], author(5)).order;
    const theirs = receive(
      sent,
      [came(RICE, 30, movementId(6, 'd2')), came(OIL, 12, movementId(6, 'd2', 2))],
      author(6, 'd2'),
    ).order;
    const [again] = receivedTwice(merge(mine, theirs));
    expect(again?.receptions.map(({ productId }) => productId)).toEqual([RICE]);
  });

  test('receptions merge to the same order, whatever the order in which phones meet', () => {
    const phones = fc.array(
      fc.record({
        product: fc.constantFrom(RICE, OIL),
        milli: fc.integer({ min: 1, max: 30_000 }),
        device: fc.constantFrom('d1', 'd2', 'd3'),
        minute: fc.integer({ min: 5, max: 59 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(phones, fc.nat(), (deliveries, seed) => {
        const versions: Order[] = deliveries.map(({ product, milli, device, minute }, n) => {
          const line = came(product, milli / 1000, movementId(minute, device, n + 1));
          return receive(sent, [line], author(minute, device)).order;
        });
        const turned = versions.map((_, at) => must(versions[(at + seed) % versions.length]));
        const [one, other] = [versions, turned.reverse()].map((list) => list.reduce((a, b) => merge(a, b)));
        expect(one?.receptions).toEqual(other?.receptions);
        const total = [...received(must(one)).values()].reduce((sum, units) => sum + Math.round(units * 1000), 0);
        expect(total).toBe(deliveries.reduce((sum, { milli }) => sum + milli, 0));
      }),
    );
  });

  test('what is on its way is never below zero, and falls by what comes', () => {
    const line = fc.record({
      productId: fc.constantFrom(RICE, OIL),
      quantity: fc.integer({ min: 0, max: 40_000 }).map((milli) => milli / 1000),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (deliveries) => {
        let order = sent;
        deliveries.forEach(({ productId, quantity }, n) => {
          order = receive(order, [came(productId, quantity, movementId(n + 2, 'd1', n + 1))], author(n + 2)).order;
        });
        const way = onOrder([order]);
        for (const units of way.values()) expect(units).toBeGreaterThan(0);
        const open = missing(order);
        expect(order.status === 'SENT' ? way : new Map()).toEqual(order.status === 'SENT' ? open : new Map());
        expect(documentFault({ ...order })).toBeNull();
      }),
    );
  });
});

describe('documents', () => {
  test('a reception key holds no dot, sorts by time, and fits the name of a field', () => {
    const early = receptionKey(movementId(5));
    const late = receptionKey(movementId(6, 'a'));
    expect(early < late).toBe(true);
    const longest = receptionKey(timedId('movement', '2049-12-31T23:59:59.999Z', 'a'.repeat(32), 'zzzzzzz'));
    expect(longest).toMatch(/^[a-z0-9-]{1,49}$/);
    expect(`receptions.${longest}`.length).toBeLessThanOrEqual(60);
  });

  test('an order with a key or a reception of another shape is refused', () => {
    const reception = { productId: RICE, quantity: 1, movementId: movementId(5), at: author(5).at };
    expect(documentFault(anOrder({ receptions: { 'a-1': reception } }))).toBeNull();
    expect(documentFault(anOrder({ receptions: { 'a.1': reception } }))).not.toBeNull();
    expect(documentFault(anOrder({ receptions: { 'a-1': { ...reception, quantity: 0 } } }))).not.toBeNull();
  });
});
