import { FREE_LINE, FREE_NAME } from '../documents/free-line.ts';
import type { Product } from '../documents/product.ts';
import type { Sale } from '../documents/sale.ts';
import type { SalesPeriod } from '../kpis/sales-period.ts';
import type { CostedRow } from '../ledger/cost.ts';
import type { DayRow } from '../ledger/day-row.ts';
import { entriesOf } from '../ledger/entries.ts';
import { costsOf } from '../ledger/ledger-product.ts';
import { hourOf } from '../shared/clock.ts';
import { type Day, dayNumber, dayOfNumber } from '../shared/day.ts';
import { fromMilli } from '../shared/quantity.ts';
import type { ReportBook } from './report.ts';

/** What was sold of one product: on one line of a ticket, or on one day whose tickets are not at hand. */
export interface SoldLine {
  readonly day: Day;
  readonly product: Pick<Product, '_id' | 'code' | 'name' | 'unit' | 'categoryId'>;
  /** Units. */
  readonly quantity: number;
  /** FCFA. */
  readonly amount: number;
  /** FCFA that a unit cost when it was sold (CMP); of what is not in the catalogue its price: it has no margin. */
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
  const toldFree = new Map<number, Told>();
  const ordered = [...sales].sort((a, b) => (a._id < b._id ? -1 : 1));
  for (const sale of ordered) {
    const hour = hourOf(sale.at, zone);
    const [at, number] = [Date.parse(sale.at), dayNumber(sale.day)];
    let isFirst = true;
    for (const { line, productId, sold, revenue } of entriesOf(sale)) {
      if (productId === FREE_LINE) {
        const free = freeLine(sale.day, sale.lines[line]?.label ?? FREE_NAME, { sold, revenue });
        lines.push({ ...free, ticket: { sale, hour, isFirst } });
        isFirst = false;
        const known = toldFree.get(number) ?? { sold: 0, revenue: 0 };
        toldFree.set(number, { sold: known.sold + sold, revenue: known.revenue + revenue });
        continue;
      }
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
  for (const [day, rest] of freeRests(book.free ?? [], toldFree)) {
    if (day >= first && day <= last) lines.push({ ...freeLine(dayOfNumber(day), FREE_NAME, rest), ticket: null });
  }
  // Sorting keeps the order of equal days: tickets by their time, then what has none.
  return lines.sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1));
}

/** Something that is not in the catalogue: its cost is not known. */
function freeLine(day: Day, name: string, { sold, revenue: amount }: Told): Omit<SoldLine, 'ticket'> {
  const quantity = fromMilli(sold);
  const unitCost = sold === 0 ? 0 : Math.round((amount / quantity) * 1e6) / 1e6;
  return { day, product: { _id: FREE_LINE, code: '', name, unit: '' }, quantity, amount, unitCost };
}

/** What no ticket tells of the sales outside the catalogue, by day. */
function freeRests(rows: readonly DayRow[], told: ReadonlyMap<number, Told>): Map<number, Told> {
  const rests = new Map([...told].map(([day, { sold, revenue }]) => [day, { sold: -sold, revenue: -revenue }]));
  for (const { day, sold, revenue } of rows) {
    const rest = rests.get(day) ?? { sold: 0, revenue: 0 };
    rests.set(day, { sold: rest.sold + sold, revenue: rest.revenue + revenue });
  }
  return new Map([...rests].filter(([, { sold, revenue }]) => sold !== 0 || revenue !== 0));
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
