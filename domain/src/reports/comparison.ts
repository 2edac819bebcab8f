import { formatPercent } from '../french/index.ts';
import { periodBefore, type SalesPeriod } from '../kpis/sales-period.ts';
import { addDays } from '../shared/day.ts';
import { monthOf } from './period.ts';
import type { ReportBook } from './report.ts';

/** The period that comes just before, months against months, and the same days a year earlier. */
export function comparable(period: SalesPeriod): { readonly before: SalesPeriod; readonly yearBefore: SalesPeriod } {
  const aYearAgo = (day: string): string => {
    const same = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
    return same.endsWith('02-29') ? `${same.slice(0, 8)}28` : same;
  };
  const { from, to } = period;
  const month = monthOf(from);
  let before = periodBefore(period);
  if (from === month.from && to <= month.to) {
    const last = monthOf(addDays(from, -1));
    const same = `${last.from.slice(0, 8)}${to.slice(8)}`;
    before = { from: last.from, to: to === month.to || same > last.to ? last.to : same };
  }
  return {
    before,
    yearBefore: { from: aYearAgo(from), to: to === month.to ? monthOf(aYearAgo(to)).to : aYearAgo(to) },
  };
}

/** The CA of the days of `period`; null when the shop did not sell yet when they began. */
export function revenueOf({ totals }: ReportBook, { from, to }: SalesPeriod): number | null {
  const first = totals.reduce<string | null>((least, { day }) => (least === null || day < least ? day : least), null);
  if (first === null || first > from) return null;
  return totals.reduce((sum, { day, revenue }) => sum + (day >= from && day <= to ? revenue : 0), 0);
}

/** How much more or less than `before`, in words; null when there is nothing to compare with. */
export function against(now: number, before: number | null, what: string): string | null {
  if (before === null || before <= 0) return null;
  const ratio = (now - before) / before;
  if (Math.abs(ratio) < 0.005) return `autant ${what}`;
  return `${formatPercent(Math.abs(ratio))} de ${ratio > 0 ? 'plus' : 'moins'} ${what}`;
}
