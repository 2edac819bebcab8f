import { addTicket, type DayRow, type DayTotals, toDayRow } from '@digiboost/domain/ledger';
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

/** The days of each product from the rows of `activityByDayAndProduct` asked with `group: true`, in their order. */
export const dayRows = (rows: readonly ViewRow<ActivityByDayAndProductKey, ActivityByDayAndProductValue>[]): DayRow[] =>
  rows.map(({ key: [day, productId], value }) => toDayRow(productId, dayNumber(day), value));
