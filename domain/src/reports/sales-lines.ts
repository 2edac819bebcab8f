import type { Sale } from '../documents/sale.ts';
import type { SalesPeriod } from '../kpis/sales-period.ts';
import { entriesOf } from '../ledger/entries.ts';
import type { LedgerProduct } from '../ledger/ledger-product.ts';
import { hourOf } from '../shared/clock.ts';
import { type Day, dayNumber, dayOfNumber } from '../shared/day.ts';
import { fromMilli } from '../shared/quantity.ts';
import type { ReportBook } from './report.ts';

/** What was sold of one product: on one line of a ticket, or on one day whose tickets are not at hand. */
export interface SoldLine {
  readonly day: Day;
  readonly product: LedgerProduct['product'];
  /** Units. */
  readonly quantity: number;
  /** FCFA. */
  readonly amount: number;
  /** Null: of this part of the day no ticket is at hand. */
  readonly ticket: TicketOfLine | null;
}

interface TicketOfLine {
  readonly sale: Sale;
  /** 0..23, by the shop's clock. */
  readonly hour: number;
  /** The first line of its ticket. */
  readonly isFirst: boolean;
}

interface Rest {
  sold: number;
  revenue: number;
}

/**
 * Everything that the shop sold in the period, the oldest first: the lines of the tickets at hand, and for what the
 * ledger knows besides (older days, corrections) one line a day and product. So they come to the ledger's CA to the
 * franc, whatever is at hand.
 */
export function soldLines(book: ReportBook, { from, to }: SalesPeriod, sales: readonly Sale[]): SoldLine[] {
  const zone = book.shop?.settings.timezone;
  const lines: SoldLine[] = [];
  const told = new Map<string, Rest>();
  const ordered = [...sales].sort((a, b) => (a._id < b._id ? -1 : 1));
  for (const sale of ordered) {
    const hour = hourOf(sale.at, zone);
    let isFirst = true;
    for (const { productId, sold, revenue } of entriesOf(sale)) {
      const product = book.products.get(productId)?.product;
      if (!product || (sold === 0 && revenue === 0)) continue;
      const ticket = { sale, hour, isFirst };
      lines.push({ day: sale.day, product, quantity: fromMilli(sold), amount: revenue, ticket });
      isFirst = false;
      const key = `${productId} ${sale.day}`;
      const known = told.get(key) ?? { sold: 0, revenue: 0 };
      told.set(key, { sold: known.sold + sold, revenue: known.revenue + revenue });
    }
  }
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const products = [...book.products.values()].sort((a, b) => (a.product._id < b.product._id ? -1 : 1));
  for (const { product, days } of products) {
    for (const { day: number, sold, revenue } of days) {
      if (number < first || number > last) continue;
      const day = dayOfNumber(number);
      const known = told.get(`${product._id} ${day}`);
      const rest = { sold: sold - (known?.sold ?? 0), revenue: revenue - (known?.revenue ?? 0) };
      if (rest.sold === 0 && rest.revenue === 0) continue;
      lines.push({ day, product, quantity: fromMilli(rest.sold), amount: rest.revenue, ticket: null });
    }
  }
  // Sorting keeps the order of equal days: tickets by their time, then what has none.
  return lines.sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1));
}
