import type { ReportType, Sale } from '@digiboost/domain/documents';
import type { SalesPeriod } from '@digiboost/domain/kpis';
import type { DayTotals } from '@digiboost/domain/ledger';
import { REPORTS } from '@digiboost/domain/reports';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import type { ArchivedTickets } from '../../archive/archive-service.ts';
import { type Month, monthOf } from '../../archive/months.ts';
import { monthsWanted } from '../../archive/old-months.svelte.ts';
import type { Ticket } from '../../model/types.ts';

/** What is known of a shop from before the window of its phone. */
interface Past {
  readonly heldFrom: Day;
  readonly days: readonly DayTotals[];
  /** The month of its first event, where the server has told it. */
  readonly first: Month | null;
  /** Days by which the shop's own may differ from those of UTC. */
  readonly margin: number;
}

/** The months from before `heldFrom` that a report of `period` tells of ticket by ticket, or since the first. */
export function monthsOfReport(
  type: ReportType,
  period: SalesPeriod,
  { heldFrom, days, first, margin }: Past,
): Month[] {
  const { needsMoney, needsSales } = REPORTS[type];
  if (needsMoney) {
    const known = [addDays(heldFrom, -1), ...days.map(({ day }) => day), ...(first === null ? [] : [`${first}-01`])];
    return monthsWanted({ from: known.sort()[0] ?? heldFrom, to: heldFrom }, heldFrom, margin);
  }
  if (!needsSales) return [];
  const sold = new Set(days.map(({ day }) => monthOf(day)));
  return monthsWanted(period, heldFrom, margin).filter((month) => sold.has(month));
}

/** The delivered tickets that stand among the held ones and those of old months, each once; `voids`: held ones too. */
export function standingSales(held: readonly Ticket[], old: ArchivedTickets, voids: readonly string[]): Sale[] {
  const voided = new Set<string>([...old.voids, ...voids]);
  const sales = new Map(old.sales.map((sale) => [sale._id, sale]));
  for (const { sale } of held) sales.set(sale._id, sale);
  return [...sales.values()].filter(({ _id, status }) => status === 'DELIVERED' && !voided.has(`void:${_id}`));
}
