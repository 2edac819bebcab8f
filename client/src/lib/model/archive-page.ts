import type { ProductId } from '@digiboost/domain/documents';
import {
  addToDay,
  type DayColumns,
  type DayRow,
  type DaysOfProduct,
  daysOf,
  daysOfColumns,
  type Entry,
  rowsOf,
  toColumns,
  toDayRow,
} from '@digiboost/domain/ledger';
import { dayNumber } from '@digiboost/domain/shared/day';
import type { ArchivePage } from '../replica/projector.ts';

/**
 * The archived activity once `page` is in: of its days, the server's total without what is held of it. `offServer` are
 * the held entries that the server did not have. Columns left without a day have to be removed.
 */
export function projectArchivePage(
  page: ArchivePage,
  stored: { held: readonly DayColumns[]; archived: readonly DayColumns[] },
  offServer: readonly Entry[],
): DayColumns[] {
  const from = dayNumber(page.from);
  const to = dayNumber(page.to);
  const isCovered = (day: number): boolean => day >= from && day <= to;

  const totals = new Map<ProductId, DaysOfProduct>();
  const add = (row: DayRow, sign?: -1): void => {
    if (!isCovered(row.day)) return;
    const days = totals.get(row.productId) ?? new Map();
    totals.set(row.productId, days);
    addToDay(days, row, sign);
  };
  for (const { day, productId, activity } of page.activity) add(toDayRow(productId, dayNumber(day), activity));
  for (const columns of stored.held) for (const row of rowsOf(columns)) add(row, -1);
  for (const days of daysOf(offServer).values()) for (const row of days.values()) add(row);

  const archived = new Map(stored.archived.map((columns) => [columns.id, columns]));
  const changed: DayColumns[] = [];
  for (const id of new Set([...totals.keys(), ...archived.keys()])) {
    const before = archived.get(id);
    const replaced = totals.get(id) ?? new Map<number, DayRow>();
    if (replaced.size === 0 && !before?.days.some(isCovered)) continue;
    const kept = [...daysOfColumns(before)].filter(([day]) => !isCovered(day));
    changed.push(toColumns(id, new Map([...kept, ...replaced])));
  }
  return changed;
}
