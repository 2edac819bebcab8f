import type { Shop } from '@digiboost/domain/documents';
import { onLaterDay, overview } from '@digiboost/domain/kpis';
import type { DayTotals } from '@digiboost/domain/ledger';
import { businessDay } from '@digiboost/domain/shared/clock';
import { addDays, type Day, type Instant } from '@digiboost/domain/shared/day';
import type { OverviewRecord } from './records.ts';
import type { ProductRow } from './types.ts';

/** Days that the overview looks back on: 30, and the 30 before them. */
const LOOK_BACK_DAYS = 60;

/** The shop's day at `now`; Dakar's while the shop's document is unknown. */
export const shopDay = (shop: Shop | null, now: Instant): Day => businessDay(now, shop?.settings.timezone);

/** The overview of `today` with what is needed to roll it to a later day. */
export function makeOverview(
  rows: readonly ProductRow[],
  days: ReadonlyMap<Day, DayTotals>,
  shop: Shop | null,
  today: Day,
): OverviewRecord {
  const lookBack = addDays(today, 1 - LOOK_BACK_DAYS);
  const first = firstOf(days);
  const recent: DayTotals[] = first && first.day < lookBack ? [first] : [];
  for (let age = LOOK_BACK_DAYS - 1; age >= 0; age -= 1) {
    const totals = days.get(addDays(today, -age));
    if (totals) recent.push(totals);
  }
  return { overview: overview(rows, recent, today), shop, recent };
}

function firstOf(days: ReadonlyMap<Day, DayTotals>): DayTotals | null {
  let first: DayTotals | null = null;
  for (const totals of days.values()) if (first === null || totals.day < first.day) first = totals;
  return first;
}

/** `record` on `today`: the sales move on, the stock stays. Unchanged when its own day is not over. */
export function rollOverview(record: OverviewRecord, today: Day): OverviewRecord {
  if (today <= record.overview.today) return record;
  return { ...record, overview: onLaterDay(record.overview, record.recent, today) };
}
