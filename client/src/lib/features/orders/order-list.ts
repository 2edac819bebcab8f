import type { Order } from '@digiboost/domain/documents';
import { orderState } from '@digiboost/domain/purchase';
import type { Day } from '@digiboost/domain/shared/day';

/** What the list shows at a time. */
export type OrderFilter = 'OPEN' | 'DRAFT' | 'DONE';

/** Where each state is listed. */
const FILTER_OF = {
  DRAFT: 'DRAFT',
  SENT: 'OPEN',
  PARTIAL: 'OPEN',
  RECEIVED: 'DONE',
  CANCELLED: 'DONE',
} as const;

/** Whether goods that were to be here before `today` still are not. */
export const isLate = (order: Order, today: Day): boolean =>
  FILTER_OF[orderState(order)] === 'OPEN' && (order.expectedDay ?? today) < today;

/** Orders by filter: the open ones by the day on which they are due, the others newest first. */
export function sortedOrders(orders: readonly Order[]): Record<OrderFilter, Order[]> {
  const sorted: Record<OrderFilter, Order[]> = { OPEN: [], DRAFT: [], DONE: [] };
  for (const order of orders) sorted[FILTER_OF[orderState(order)]].push(order);
  const newest = (a: Order, b: Order): number => (a._id < b._id ? 1 : -1);
  sorted.DRAFT.sort(newest);
  sorted.DONE.sort(newest);
  sorted.OPEN.sort((a, b) =>
    (a.expectedDay ?? '') === (b.expectedDay ?? '')
      ? newest(a, b)
      : (a.expectedDay ?? '') < (b.expectedDay ?? '')
        ? -1
        : 1,
  );
  return sorted;
}
