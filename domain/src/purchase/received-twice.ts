import type { Order, OrderReception } from '../documents/order.ts';
import type { ProductId } from '../documents/product.ts';
import type { Instant } from '../shared/day.ts';
import { toMilli } from '../shared/quantity.ts';

/** What of one delivery was written down again, as two phones do that know nothing of each other. */
export interface ReceivedAgain {
  /** When the delivery was written down. */
  readonly at: Instant;
  /** Its receptions that seem to be there already; its other goods are not in question. */
  readonly receptions: readonly OrderReception[];
}

/**
 * Deliveries of an order that seem to be an earlier one written down twice, oldest first: nothing of a product was
 * missing any more when it came, or just as much of it came as before, beyond what was asked for.
 */
export function receivedTwice(order: Pick<Order, 'lines' | 'receptions'>): ReceivedAgain[] {
  const asked = new Map<ProductId, number>();
  for (const { productId, quantity } of order.lines) asked.set(productId, toMilli(quantity));
  const before = new Map<ProductId, number[]>();
  const again: ReceivedAgain[] = [];
  for (const receptions of deliveriesOf(order)) {
    const doubled = receptions.filter(({ productId, quantity, confirmedAt }) => {
      const wanted = asked.get(productId);
      const came = before.get(productId) ?? [];
      if (wanted === undefined || came.length === 0 || confirmedAt !== undefined) return false;
      const sum = came.reduce((total, milli) => total + milli, 0);
      return sum >= wanted || (came.includes(toMilli(quantity)) && sum + toMilli(quantity) > wanted);
    });
    const [first] = doubled;
    if (first) again.push({ at: first.at, receptions: doubled });
    for (const reception of receptions) {
      if (doubled.includes(reception)) continue;
      before.set(reception.productId, [...(before.get(reception.productId) ?? []), toMilli(reception.quantity)]);
    }
  }
  return again;
}

/** What stands of each delivery: the receptions that one phone wrote down at one time. Oldest first. */
function deliveriesOf({ receptions = {} }: Pick<Order, 'receptions'>): OrderReception[][] {
  const deliveries = new Map<string, OrderReception[]>();
  for (const [key, reception] of Object.entries(receptions).sort(byTime)) {
    if (reception.voidedAt !== undefined) continue;
    const delivery = key.slice(0, key.lastIndexOf('-'));
    deliveries.set(delivery, [...(deliveries.get(delivery) ?? []), reception]);
  }
  return [...deliveries.values()];
}

type Kept = readonly [key: string, reception: OrderReception];
const byTime = ([key, { at }]: Kept, [other, { at: otherAt }]: Kept): number =>
  at === otherAt ? (key < other ? -1 : 1) : at < otherAt ? -1 : 1;
