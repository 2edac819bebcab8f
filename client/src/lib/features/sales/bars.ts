import { formatMoney, formatPercent } from '@digiboost/domain/french';
import type { HourSales, SalesPeriod, SalesReport, SoldProduct } from '@digiboost/domain/kpis';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import type { Bar } from '../../charts/content.ts';
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
  hrefOf: TicketsLink,
): Bar[] {
  return report.byCategory.map(({ categoryId, revenue, margin }) => ({
    key: categoryKey(categoryId),
    name: categoryId === null ? sales.categories.none : (nameOf(categoryId) ?? sales.categories.gone),
    value: revenue,
    note: sales.categories.note(partOf(revenue, report.revenue), formatMoney(margin)),
    href: hrefOf(report, { categoryId: categoryKey(categoryId) }),
  }));
}

/** CA by payment. What is not known in detail leads nowhere. */
export function paymentBars(report: SalesReport, hrefOf: TicketsLink): Bar[] {
  return report.byPayment.map(({ payment, amount }) => {
    const bar = {
      key: payment ?? 'unknown',
      name: payment ? sales.payments.names[payment] : sales.payments.unknown,
      value: amount,
      note: sales.payments.note(partOf(amount, report.revenue)),
    };
    return payment ? { ...bar, href: hrefOf(report, { payment }) } : bar;
  });
}

/** CA by hour, from the first to the last hour at which something was sold. */
export function hourBars(hours: readonly HourSales[], period: SalesPeriod, hrefOf: TicketsLink): Bar[] {
  const first = hours.findIndex(({ tickets }) => tickets > 0);
  const last = hours.findLastIndex(({ tickets }) => tickets > 0);
  if (first < 0) return [];
  return hours.slice(first, last + 1).map(({ hour, revenue, tickets }) => {
    const bar = {
      key: String(hour),
      name: sales.hours.name(hour),
      value: revenue,
      note: sales.hours.note(tickets),
    };
    return tickets > 0 ? { ...bar, href: hrefOf(period, { hour }) } : bar;
  });
}
