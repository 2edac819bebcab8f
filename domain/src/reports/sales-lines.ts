import type { Sale } from '../documents/sale.ts';
import type { SalesPeriod } from '../kpis/sales-period.ts';
import type { CostedRow } from '../ledger/cost.ts';
import { entriesOf } from '../ledger/entries.ts';
import { costsOf, type LedgerProduct } from '../ledger/ledger-product.ts';
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
  /** FCFA that a unit cost when it was sold (CMP). */
  readonly unitCost: number;
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

/** Of a row of the ledger, what the tickets at hand tell. */
interface Told {
  sold: number;
  revenue: number;
}

/** The row in which something was sold at `at` (ms): the last of its product that had begun, if it is of that day. */
function rowAt(rows: readonly CostedRow[], at: number, day: number): CostedRow | undefined {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const row = rows[low - 1];
  return row?.day === day ? row : undefined;
}

/**
 * Everything that the shop sold in the period, the oldest first: the lines of the tickets at hand, and for what the
 * ledger knows besides (older days, corrections) one line a day and product. So they come to the ledger's CA to the
 * franc, whatever is at hand.
 */
export function soldLines(book: ReportBook, { from, to }: SalesPeriod, sales: readonly Sale[]): SoldLine[] {
  const zone = book.shop?.settings.timezone;
  const lines: SoldLine[] = [];
  const told = new Map<CostedRow, Told>();
  const ordered = [...sales].sort((a, b) => (a._id < b._id ? -1 : 1));
  for (const sale of ordered) {
    const hour = hourOf(sale.at, zone);
    const [at, number] = [Date.parse(sale.at), dayNumber(sale.day)];
    let isFirst = true;
    for (const { productId, sold, revenue } of entriesOf(sale)) {
      const ledger = book.products.get(productId);
      if (!ledger || (sold === 0 && revenue === 0)) continue;
      const { product } = ledger;
      const costs = costsOf(ledger);
      const row = rowAt(costs.rows, at, number);
      const { unitCost } = row ?? costs;
      const ticket = { sale, hour, isFirst };
      lines.push({ day: sale.day, product, quantity: fromMilli(sold), amount: revenue, unitCost, ticket });
      isFirst = false;
      if (!row) continue;
      const known = told.get(row) ?? { sold: 0, revenue: 0 };
      told.set(row, { sold: known.sold + sold, revenue: known.revenue + revenue });
    }
  }
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const products = [...book.products.values()].sort((a, b) => (a.product._id < b.product._id ? -1 : 1));
  for (const ledger of products) {
    const { product } = ledger;
    for (const row of restsByDay(costsOf(ledger).rows, told)) {
      if (row.day < first || row.day > last) continue;
      const { unitCost, revenue: amount } = row;
      const day = dayOfNumber(row.day);
      lines.push({ day, product, quantity: fromMilli(row.sold), amount, unitCost, ticket: null });
    }
  }
  // Sorting keeps the order of equal days: tickets by their time, then what has none.
  return lines.sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1));
}

/** What is left of the rows of one product that no ticket tells: of one day, what cost the same is one. */
function restsByDay(rows: readonly CostedRow[], told: ReadonlyMap<CostedRow, Told>) {
  const rests: { day: number; unitCost: number; sold: number; revenue: number }[] = [];
  for (const row of rows) {
    const { day, unitCost } = row;
    const known = told.get(row);
    const [sold, revenue] = [row.sold - (known?.sold ?? 0), row.revenue - (known?.revenue ?? 0)];
    const last = rests.at(-1);
    if (last?.day === day && last.unitCost === unitCost) {
      last.sold += sold;
      last.revenue += revenue;
    } else rests.push({ day, unitCost, sold, revenue });
  }
  return rests.filter(({ sold, revenue }) => sold !== 0 || revenue !== 0);
}
