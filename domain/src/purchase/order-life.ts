import type { Author } from '../documents/author.ts';
import { parseTimedId } from '../documents/event-id.ts';
import { move } from '../documents/makers.ts';
import { revise } from '../documents/merge.ts';
import type { Movement, MovementId } from '../documents/movement.ts';
import { type Order, type OrderLine, type OrderReception, onePerProduct } from '../documents/order.ts';
import type { ProductId } from '../documents/product.ts';
import type { Day } from '../shared/day.ts';
import { lineAmount } from '../shared/money.ts';
import { must } from '../shared/must.ts';
import { fromMilli, toMilli } from '../shared/quantity.ts';
import type { ReceivedAgain } from './received-twice.ts';

/** Where an order stands, seen from what came of it. */
export type OrderState = 'DRAFT' | 'SENT' | 'PARTIAL' | 'RECEIVED' | 'CANCELLED';

/** Units received of each product of an order; a reception whose movement was voided counts for nothing. */
export function received(order: Pick<Order, 'receptions'>): Map<ProductId, number> {
  const milli = new Map<ProductId, number>();
  for (const { productId, quantity, voidedAt } of Object.values(order.receptions ?? {})) {
    if (voidedAt === undefined) milli.set(productId, (milli.get(productId) ?? 0) + toMilli(quantity));
  }
  return new Map([...milli].map(([id, sum]) => [id, fromMilli(sum)]));
}

/** Units of each product that an order asked for and that have not come, whatever its status; none is below zero. */
export function missing(order: Pick<Order, 'lines' | 'receptions'>): Map<ProductId, number> {
  const came = received(order);
  const asked = new Map<ProductId, number>();
  for (const { productId, quantity } of order.lines) {
    asked.set(productId, (asked.get(productId) ?? 0) + toMilli(quantity));
  }
  const rest = [...asked].map(([id, milli]) => [id, milli - toMilli(came.get(id) ?? 0)] as const);
  return new Map(rest.filter(([, milli]) => milli > 0).map(([id, milli]) => [id, fromMilli(milli)]));
}

/**
 * Where an order stands. Two phones may each have recorded half of a delivery: all that was asked for has come then,
 * though neither of them has closed the order.
 */
export function orderState(order: Order): OrderState {
  if (order.status !== 'SENT') return order.status;
  if (order.lines.length > 0 && missing(order).size === 0) return 'RECEIVED';
  return received(order).size > 0 ? 'PARTIAL' : 'SENT';
}

/** Units of each product on their way: asked for and not received, over all sent orders. */
export function onOrder(orders: Iterable<Order>): Map<ProductId, number> {
  const sum = new Map<ProductId, number>();
  for (const order of orders) {
    if (order.status !== 'SENT') continue;
    for (const [id, units] of missing(order)) sum.set(id, fromMilli(toMilli(sum.get(id) ?? 0) + toMilli(units)));
  }
  return sum;
}

/** FCFA of an order at the costs it was written with. */
export const orderCost = ({ lines }: Pick<Order, 'lines'>): number =>
  lines.reduce((sum, { quantity, unitCost }) => sum + lineAmount(quantity, unitCost), 0);

/** A draft with other lines: those of quantity 0 go. An order that was sent stays as it was sent. */
export const withLines = (order: Order, lines: readonly OrderLine[], author: Author): Order =>
  order.status === 'DRAFT' ? revise(order, { lines: onePerProduct(lines) }, author) : order;

/** The draft as sent to the supplier, who is to deliver on `expectedDay`. */
export const send = (order: Order, expectedDay: Day, author: Author): Order =>
  order.status === 'DRAFT' && order.lines.length > 0
    ? revise(order, { status: 'SENT', sentAt: author.at, expectedDay }, author)
    : order;

/** Gives up a draft, or a sent order of which nothing has come; what has begun to come is closed instead. */
export const cancel = (order: Order, author: Author): Order =>
  order.status === 'DRAFT' || orderState(order) === 'SENT' ? revise(order, { status: 'CANCELLED' }, author) : order;

/** Expects nothing more of a sent order: the rest is no longer on its way. */
export const closeRest = (order: Order, author: Author): Order =>
  order.status === 'SENT' ? revise(order, { status: 'RECEIVED', closedAt: author.at }, author) : order;

/** What came of one product: units, FCFA paid per unit, and a fresh id for the movement that records it. */
export interface ReceivedLine {
  readonly productId: ProductId;
  readonly quantity: number;
  readonly unitCost?: number;
  readonly expiresOn?: Day | undefined;
  readonly movementId: MovementId;
}

/** The order with what has come written down, and the movements that put it in stock: to be stored together. */
export interface Receipt {
  readonly order: Order;
  readonly movements: readonly Movement[];
}

/**
 * Receives `lines` of a sent order, at `author.at`. More than was asked for may come, and products that were not asked
 * for. The order is received once nothing is missing; lines of no quantity are passed over. `onAccount`: nothing of it
 * is paid yet, so that the shop owes it to the supplier, as far as its cost is known.
 */
export function receive(
  order: Order,
  lines: readonly ReceivedLine[],
  author: Author,
  { timezone, onAccount = false }: { readonly timezone?: string | undefined; readonly onAccount?: boolean } = {},
): Receipt {
  const came = lines.filter(({ quantity }) => toMilli(quantity) > 0);
  if (order.status !== 'SENT' || came.length === 0) return { order, movements: [] };
  const receptions = { ...order.receptions };
  for (const { productId, quantity, unitCost, movementId } of came) {
    const cost = unitCost === undefined ? {} : { unitCost };
    receptions[receptionKey(movementId)] = { productId, quantity, ...cost, movementId, at: author.at };
  }
  const complete = missing({ ...order, receptions }).size === 0;
  const closed = complete ? { status: 'RECEIVED' as const, closedAt: author.at } : {};
  return {
    order: revise(order, { receptions, ...closed }, author),
    movements: came.map(({ movementId, ...line }) =>
      move(
        {
          ...line,
          movementType: 'ENTRY',
          supplierId: order.supplierId,
          orderId: order._id,
          onAccount: onAccount && line.unitCost !== undefined ? true : undefined,
        },
        { id: movementId, author, timezone },
      ),
    ),
  };
}

/**
 * The order after the movement of one of its receptions was voided: to be stored with the void. It waits for those
 * goods again, unless its rest had been given up before.
 */
export function withVoidedReception(order: Order, movementId: MovementId, author: Author): Order {
  // The key is the one of the movement's first id: it stays when the movement is re-dated.
  const [key, reception] =
    Object.entries(order.receptions ?? {}).find(([, one]) => one.movementId === movementId) ?? [];
  if (!key || !reception || reception.voidedAt !== undefined) return order;
  const wasComplete = order.status === 'RECEIVED' && missing(order).size === 0;
  const voided: OrderReception = { ...reception, voidedAt: author.at };
  const receptions = { ...order.receptions, [key]: voided };
  const reopened =
    wasComplete && missing({ ...order, receptions }).size > 0 ? { status: 'SENT' as const, closedAt: undefined } : {};
  return revise(order, { receptions, ...reopened }, author);
}

/** The order once somebody said that these goods came besides the others. */
export function withConfirmed(order: Order, { receptions: again }: ReceivedAgain, author: Author): Order {
  const ids = new Set(again.map(({ movementId }) => movementId));
  const confirmed = Object.entries(order.receptions ?? {}).map(([key, one]): readonly [string, OrderReception] => [
    key,
    ids.has(one.movementId) ? { ...one, confirmedAt: author.at } : one,
  ]);
  return revise(order, { receptions: Object.fromEntries(confirmed) }, author);
}

/** The key of a movement's reception in its order: time, device and number, so that keys sort by time. */
export function receptionKey(movementId: MovementId): string {
  const { at, device, n } = must(parseTimedId(movementId), 'time in a movement id');
  return `${Date.parse(at).toString(36)}-${device}-${n}`;
}
