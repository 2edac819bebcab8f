import { formatMoney, formatPercent } from '@digiboost/domain/french';
import type { HourSales, SalesPeriod, SalesReport, SoldProduct } from '@digiboost/domain/kpis';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import type { Bar, Column, Part } from '../../charts/content.ts';
import { type Fill, paymentFill } from '../../charts/fills.ts';
import { sales } from '../../i18n/fr/sales.ts';
import { categoryKey, type TicketsLink } from './ticket-filter.ts';

export type Ranking = 'revenue' | 'margin';

/** What the bars need of a product's document. */
interface NamedProduct {
  readonly product: { readonly name: string; readonly unit: string };
}

const partOf = (part: number, whole: number): string => formatPercent(whole > 0 ? part / whole : 0, 0);

/** The best products, by CA or by margin; each leads to its tickets. */
export function productBars(
  report: SalesReport,
  by: Ranking,
  productOf: (id: string) => NamedProduct | undefined,
  hrefOf: TicketsLink,
): Bar[] {
  const ranked: readonly SoldProduct[] = by === 'revenue' ? report.topByRevenue : report.topByMargin;
  return ranked.map(({ id, revenue, margin, quantity }) => {
    const found = productOf(id);
    const other =
      by === 'revenue' ? sales.top.marginNote(formatMoney(margin)) : sales.top.revenueNote(formatMoney(revenue));
    return {
      key: id,
      name: found?.product.name ?? sales.list.unknownProduct,
      value: by === 'revenue' ? revenue : margin,
      note: `${sales.top.note(fromMilli(quantity), found?.product.unit)} · ${other}`,
      href: hrefOf(report, { productId: id }),
    };
  });
}

/** CA of each category, with its share and its margin. */
export function categoryBars(
  report: SalesReport,
  nameOf: (id: string) => string | undefined,
  fillOf: (id: string | null) => Fill,
  hrefOf: TicketsLink,
): Bar[] {
  return report.byCategory.map(({ categoryId, revenue, margin }) => ({
    key: categoryKey(categoryId),
    name: categoryId === null ? sales.categories.none : (nameOf(categoryId) ?? sales.categories.gone),
    value: revenue,
    fill: fillOf(categoryId),
    note: sales.categories.note(partOf(revenue, report.revenue), formatMoney(margin)),
    href: hrefOf(report, { categoryId: categoryKey(categoryId) }),
  }));
}

/** CA by payment. What is not known in detail leads nowhere. */
export function paymentParts(report: SalesReport, hrefOf: TicketsLink): Part[] {
  return report.byPayment.map(({ payment, amount }) => {
    const bar = {
      key: payment ?? 'unknown',
      name: payment ? sales.payments.names[payment] : sales.payments.unknown,
      value: amount,
      fill: paymentFill(payment),
      note: sales.payments.note(partOf(amount, report.revenue)),
    };
    return payment ? { ...bar, href: hrefOf(report, { payment }) } : bar;
  });
}

/** CA by hour, from the first to the last hour at which something was sold. */
export function hourColumns(hours: readonly HourSales[], period: SalesPeriod, hrefOf: TicketsLink): Column[] {
  const first = hours.findIndex(({ tickets }) => tickets > 0);
  const last = hours.findLastIndex(({ tickets }) => tickets > 0);
  if (first < 0) return [];
  return hours.slice(first, last + 1).map(({ hour, revenue, tickets }) => {
    const bar = {
      key: String(hour),
      tick: sales.hours.tick(hour),
      name: sales.hours.name(hour),
      value: revenue,
      note: sales.hours.note(tickets),
    };
    return tickets > 0 ? { ...bar, href: hrefOf(period, { hour }) } : bar;
  });
}

/** Days beyond which single days are too many to be drawn. */
const MOST_DAYS = 190;

/**
 * CA of each day of the period since the shop's first, without gaps; none when there is no whole fortnight to compare,
 * or too many days.
 */
export function soldByDay(
  days: readonly { readonly day: Day; readonly revenue: number }[],
  { from, to }: SalesPeriod,
): { readonly day: Day; readonly value: number }[] {
  const byDay = new Map(days.map(({ day, revenue }) => [day, revenue]));
  const start = days[0] && days[0].day > from ? days[0].day : from;
  const found: { day: Day; value: number }[] = [];
  for (let day = start; day <= to && found.length <= MOST_DAYS; day = addDays(day, 1)) {
    found.push({ day, value: byDay.get(day) ?? 0 });
  }
  return found.length < 14 || found.length > MOST_DAYS ? [] : found;
}
