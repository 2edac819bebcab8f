import type { ProductId } from '@digiboost/domain/documents';
import {
  addToDay,
  type DayColumns,
  type DayRow,
  type DaysOfProduct,
  daysOf,
  daysOfColumns,
  type Entry,
  foldRows,
  rowKey,
  rowsOf,
  toColumns,
  toDayRow,
} from '@digiboost/domain/ledger';
import { dayNumber } from '@digiboost/domain/shared/day';
import type { ArchivePage } from '../replica/projector.ts';
import { wholeCosts } from './cost-ledger.ts';
import { type ProjectorMemory, withChanges } from './projector-state.ts';
import type { Changes } from './store-writes.ts';

/** What one page of the archive changes, and the projections with it; the last one tells what every unit cost. */
export function projectArchive(
  memory: ProjectorMemory,
  page: ArchivePage,
  stored: { readonly held: readonly DayColumns[]; readonly archived: readonly DayColumns[] },
  offServer: readonly Entry[],
): { readonly memory: ProjectorMemory; readonly changes: Changes } {
  const changed = projectArchivePage(page, stored, offServer);
  const isEmpty = ({ days, counts }: DayColumns): boolean => days.length + counts.length === 0;
  const archivedDays = changed.filter((columns) => !isEmpty(columns));
  const withoutArchive = changed.filter(isEmpty).map(({ id }) => id);
  if (!page.last || !memory.archive) return { memory, changes: { archivedDays, withoutArchive } };
  const archive = { ...memory.archive, isPartial: false };
  const products = wholeCosts([...memory.products.values()], stored, changed);
  return {
    memory: withChanges(memory, { live: memory.live, archive, products, days: [], catalog: [] }),
    changes: { archive, archivedDays, withoutArchive, products },
  };
}

/**
 * The archived activity once `page` is in: of its days, the server's total without what is held of it, and every count.
 * `offServer` are the held entries that the server did not have. Columns left with nothing have to be removed.
 */
function projectArchivePage(
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
  for (const { day, productId, at, activity } of page.activity) add(toDayRow(productId, dayNumber(day), at, activity));
  for (const columns of stored.held) for (const row of rowsOf(columns)) add(row, -1);
  for (const days of daysOf(offServer).values()) for (const row of days.values()) add(row);

  const archived = new Map(stored.archived.map((columns) => [columns.id, columns]));
  const changed: DayColumns[] = [];
  for (const id of new Set([...totals.keys(), ...page.counts.keys(), ...archived.keys()])) {
    const before = archived.get(id);
    const replaced = totals.get(id) ?? new Map<number, DayRow>();
    const found = page.counts.get(id) ?? [];
    if (replaced.size + found.length === 0 && !before?.days.some(isCovered)) continue;
    const kept = [...daysOfColumns(before)].filter(([, { day }]) => !isCovered(day));
    const counts = (before?.counts ?? []).filter(({ day }) => !isCovered(day));
    const folded = foldRows([...replaced.values()], found).map((row) => [rowKey(row), row] as const);
    changed.push(toColumns(id, new Map([...kept, ...folded]), [...counts, ...found]));
  }
  return changed;
}
