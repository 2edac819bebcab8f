import { periodBefore, periodLength, type SalesPeriod } from '../kpis/sales-period.ts';
import { dailyStock } from '../ledger/daily-stock.ts';
import { oncePerPeriod, withDays } from '../ledger/ledger-product.ts';
import { dayNumber } from '../shared/day.ts';

/** What one product did over some days. Thousandths and FCFA. */
export interface ProductPeriod {
  readonly sold: number;
  readonly revenue: number;
  /** Missed beside a shelf that was not empty. */
  readonly missed: number;
  /** Missed in all, FCFA. */
  readonly missedRevenue: number;
  /** Days on an empty shelf; 0 where the stock is not known. */
  readonly emptyDays: number;
}

/** What one product did in a period and in as many days before. */
export interface TwoPeriods {
  readonly now: ProductPeriod;
  readonly before: ProductPeriod;
  /** Thousandths sold on a usual day with stock. */
  readonly usual: number;
}

/** What a product did in a period, and in as many days just before. */
export const twoPeriods = oncePerPeriod((closed, period: SalesPeriod): TwoPeriods => {
  const ledger = withDays(closed);
  const last = dayNumber(period.to);
  const middle = dayNumber(period.from);
  const { empty } = dailyStock(ledger.days, ledger.onHandMilli, last, 2 * periodLength(period));
  const first = dayNumber(periodBefore(period).from);
  const isEmpty = (day: number): boolean => empty[day - first] === 1;
  const now = { sold: 0, revenue: 0, missed: 0, missedRevenue: 0 };
  const before = { sold: 0, revenue: 0, missed: 0, missedRevenue: 0 };
  let since = last + 1;
  for (const { day, sold, revenue, missed, missedRevenue } of ledger.days) {
    if (day < since) since = day;
    if (day < first || day > last) continue;
    const own = day >= middle ? now : before;
    own.sold += sold;
    own.revenue += revenue;
    own.missedRevenue += missedRevenue;
    if (!isEmpty(day)) own.missed += missed;
  }
  // Before its first day a product was not there to be missed.
  const emptyDays = (from: number, to: number): number => {
    let days = 0;
    for (let day = Math.max(from, since); day <= to; day += 1) if (isEmpty(day)) days += 1;
    return days;
  };
  const out = ledger.isKnown
    ? { now: emptyDays(middle, last), before: emptyDays(first, middle - 1) }
    : { now: 0, before: 0 };
  const stocked = Math.max(last + 1 - Math.max(first, since) - out.now - out.before, 1);
  return {
    now: { ...now, emptyDays: out.now },
    before: { ...before, emptyDays: out.before },
    usual: Math.max(now.sold + before.sold, 0) / stocked,
  };
});
