import type { ProductId } from '@digiboost/domain/documents/product';
import {
  addTicket,
  type CountPoint,
  type DayRow,
  type DayTotals,
  type DayValues,
  toDayRow,
} from '@digiboost/domain/ledger';
import { type Day, dayNumber } from '@digiboost/domain/shared/day';
import type { ActivityByDayAndProductKey, ActivityByDayAndProductValue } from './sales/activity_by_day_and_product.ts';
import type {
  TicketsByDayAndSettlementKey,
  TicketsByDayAndSettlementValue,
} from './sales/tickets_by_day_and_settlement.ts';
import type { ViewRow } from './view.ts';

/** Totals per day, oldest first, from the rows of `ticketsByDayAndSettlement` asked with `group: true`. */
export function dayTotals(
  rows: Iterable<ViewRow<TicketsByDayAndSettlementKey, TicketsByDayAndSettlementValue>>,
): DayTotals[] {
  const byDay = new Map<Day, DayTotals>();
  for (const { key, value } of rows) {
    const [day, settlement] = key;
    const [tickets, amount] = value;
    byDay.set(day, addTicket(byDay.get(day), { day, settlement, tickets, amount }));
  }
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

type ActivityRow = ViewRow<ActivityByDayAndProductKey, ActivityByDayAndProductValue>;

/** What happened to products, from the rows of `activityByDayAndProduct` asked with `group: true`. */
export interface Activity {
  /** In the order of the answer. */
  readonly rows: DayRow[];
  /** By product, in the same order. */
  readonly counts: Map<ProductId, CountPoint[]>;
}

/** Both of an answer. */
export function activityOfRows(answer: readonly ActivityRow[]): Activity {
  const rows: DayRow[] = [];
  const counts = new Map<ProductId, CountPoint[]>();
  for (const { key, value } of answer) {
    const [day, productId, at, eventId] = key;
    const [delta, sold, revenue, missed, missedRevenue, priced, pricedCost, unpriced, milli] = value;
    if (eventId === undefined) {
      const figures: DayValues = [delta, sold, revenue, missed, missedRevenue, priced, pricedCost, unpriced];
      rows.push(toDayRow(productId, dayNumber(day), at, figures));
    } else addCounts(counts, productId, [{ eventId, day: dayNumber(day), at, milli }]);
  }
  return { rows, counts };
}

/** Adds counts of one product to those of all. */
export function addCounts(
  counts: Map<ProductId, CountPoint[]>,
  productId: ProductId,
  points: readonly CountPoint[],
): void {
  const own = counts.get(productId);
  if (own) own.push(...points);
  else counts.set(productId, [...points]);
}
