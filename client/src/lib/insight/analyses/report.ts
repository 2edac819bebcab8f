import type { ReportType, Sale } from '@digiboost/domain/documents';
import type { SalesPeriod } from '@digiboost/domain/kpis';
import { type Paper, type PeriodFault, paperOf, periodFault, REPORTS } from '@digiboost/domain/reports';
import type { Instant } from '@digiboost/domain/shared/day';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { ForecastBook } from '@digiboost/domain/shop';
import type { ShopData } from '../shop-data.ts';

/** Why this phone makes no report: something is wrong with the period, or a part of the history is still to come. */
export type ReportFault = PeriodFault | 'partial';

/** The report `type` of a period; `sales` are its delivered tickets that stand, as far as this phone holds them. */
export function report(
  shop: ShopData,
  asked: {
    readonly type: ReportType;
    readonly period: SalesPeriod;
    readonly sales: readonly Sale[];
    readonly madeAt: Instant;
  },
): Result<Paper, ReportFault> {
  const { type, period, sales, madeAt } = asked;
  const fault = periodFault(period, shop.today);
  if (fault) return fail(fault);
  if (shop.isPartial) return fail('partial');
  // The outlook of another day, or none yet: what is expected is asked of today.
  const expected = shop.expected?.today === shop.today ? shop.expected : new ForecastBook().make(shop).outlook;
  return ok(paperOf(REPORTS[type], { book: { ...shop, expected }, period, sales, madeAt }));
}
