import type { ProductId } from '@digiboost/domain/documents';
import { addActivity, type Entry, fromActivityRow, NO_ACTIVITY } from '@digiboost/domain/ledger';
import type { ArchivePage } from '../replica/projector.ts';
import {
  type ActivityByDay,
  type ActivityColumns,
  activityLess,
  activityOf,
  addToDay,
  dayNumber,
  fromColumns,
  getOrAdd,
  toColumns,
} from './activity-columns.ts';

/**
 * The archived activity once `page` is in: of its days, the server's total without what is held of it. `offServer` are
 * the held entries that the server did not have. Columns left without a day have to be removed.
 */
export function projectArchivePage(
  page: ArchivePage,
  stored: { held: readonly ActivityColumns[]; archived: readonly ActivityColumns[] },
  offServer: readonly Entry[],
): ActivityColumns[] {
  const from = dayNumber(page.from);
  const to = dayNumber(page.to);
  const isCovered = (day: number): boolean => day >= from && day <= to;

  const totals = new Map<ProductId, ActivityByDay>();
  const dayOf = (id: ProductId): ActivityByDay => getOrAdd(totals, id, () => new Map());
  for (const { day, productId, activity } of page.activity) {
    const number = dayNumber(day);
    if (isCovered(number)) addToDay(dayOf(productId), number, fromActivityRow(activity));
  }
  for (const columns of stored.held) {
    for (const [day, activity] of fromColumns(columns)) {
      if (!isCovered(day)) continue;
      const byDay = dayOf(columns.id);
      byDay.set(day, activityLess(byDay.get(day) ?? NO_ACTIVITY, activity));
    }
  }
  for (const [id, byOffDay] of activityOf(offServer)) {
    for (const [day, activity] of byOffDay) {
      if (!isCovered(day)) continue;
      const byDay = dayOf(id);
      byDay.set(day, addActivity(byDay.get(day) ?? NO_ACTIVITY, activity));
    }
  }

  const archived = new Map(stored.archived.map((columns) => [columns.id, columns]));
  const changed: ActivityColumns[] = [];
  for (const id of new Set([...totals.keys(), ...archived.keys()])) {
    const before = archived.get(id);
    const replaced = totals.get(id) ?? new Map();
    if (replaced.size === 0 && !before?.days.some(isCovered)) continue;
    const kept: ActivityByDay = new Map([...fromColumns(before)].filter(([day]) => !isCovered(day)));
    changed.push(toColumns(id, new Map([...kept, ...replaced])));
  }
  return changed;
}
