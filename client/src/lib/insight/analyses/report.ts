import type { Cash, ReportType, Sale } from '@digiboost/domain/documents';
import type { SalesPeriod } from '@digiboost/domain/kpis';
import { booked } from '@digiboost/domain/ledger/money-history';
import { type Paper, type PeriodFault, paperOf, periodFault, REPORTS } from '@digiboost/domain/reports';
import type { Instant } from '@digiboost/domain/shared/day';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { ForecastBook } from '@digiboost/domain/shop';
import type { EarlierMoney, ShopData } from '../shop-data.ts';

/**
 * Why this phone makes no report: something is wrong with the period, a part of the history is still to come, or what
 * is asked lies before what the phone holds.
 */
export type ReportFault = PeriodFault | 'partial' | 'history';

/**
 * The report `type` of a period; `sales` are its delivered tickets that stand, as far as this phone holds them, `cash`
 * the documents that say what money was for, `earlier` all that moved money before what it holds.
 */
export async function report(
  shop: ShopData,
  asked: {
    readonly type: ReportType;
    readonly period: SalesPeriod;
    readonly sales: readonly Sale[];
    readonly cash?: readonly Cash[];
    readonly earlier?: EarlierMoney;
    readonly madeAt: Instant;
  },
): Promise<Result<Paper, ReportFault>> {
  const { type, period, sales, cash = [], earlier, madeAt } = asked;
  const fault = periodFault(period, shop.today);
  if (fault) return fail(fault);
  if (shop.isPartial) return fail('partial');
  const found = REPORTS[type].needsMoney ? await shop.accounts(earlier) : undefined;
  if (found === null) return fail('history');
  const accounts = found && {
    accounts: { money: { ...found, lines: booked(found.lines, cash) }, assets: found.assets },
  };
  // The outlook of another day, or none yet: what is expected is asked of today.
  const expected = shop.expected?.today === shop.today ? shop.expected : new ForecastBook().make(shop).outlook;
  return ok(paperOf(REPORTS[type], { book: { ...shop, expected }, period, sales, madeAt, ...accounts }));
}
