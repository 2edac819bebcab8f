import type { CategoryId } from '../documents/category.ts';
import type { Product, ProductId } from '../documents/product.ts';
import { PAYMENTS, type Payment } from '../documents/settlement.ts';
import type { CostedRow } from '../ledger/cost.ts';
import type { DayRow } from '../ledger/day-row.ts';
import { costsOf, type LedgerProduct } from '../ledger/ledger-product.ts';
import type { DayTotals } from '../ledger/tickets.ts';
import type { Day } from '../shared/day.ts';
import { francsTogether, MarginSum } from './sales-margin.ts';
import { periodBefore, periodSteps, type SalesPeriod, type SalesStep } from './sales-period.ts';
import { PeriodSum, type SalesSum, SumsByDay } from './sales-sum.ts';

/** How many products a ranking names. */
const TOP_PRODUCTS = 10;

/** One product's deliveries, in any order; voids already taken off. */
export interface ProductSales {
  readonly product: Pick<Product, '_id' | 'categoryId'>;
  readonly days: Iterable<CostedRow>;
}

/** The deliveries of products, each at what it cost then. */
export const costedSales = (ledgers: Iterable<LedgerProduct>): ProductSales[] =>
  [...ledgers].map((ledger) => ({ product: ledger.product, days: costsOf(ledger).rows }));

/** What a sum is against the sum before it. */
export interface Change {
  /** How much more; less when negative. */
  readonly difference: number;
  /** difference / before; null when there was nothing before. */
  readonly ratio: number | null;
}

/** What one product, or the products of one category, sold. FCFA; quantity in thousandths. */
export interface SoldPart {
  readonly revenue: number;
  readonly margin: number;
  readonly quantity: number;
}
export interface SoldProduct extends SoldPart {
  readonly id: ProductId;
}
export interface SoldCategory extends SoldPart {
  /** Null: products without one. */
  readonly categoryId: CategoryId | null;
}

/** A shop's sales over a period. FCFA. */
export interface SalesReport extends SalesSum {
  /** Thousandths of units delivered, whatever the unit. */
  readonly quantity: number;
  /** Rounded to the franc; null without tickets. */
  readonly averageTicket: number | null;
  /** margin / revenue; null without revenue. */
  readonly marginRate: number | null;
  readonly missedRevenue: number;
  readonly missedTickets: number;
  /** As many days just before. */
  readonly before: SalesSum;
  /** Null when the shop has not sold for that long: there is no whole period before to compare with. */
  readonly change: { readonly revenue: Change; readonly margin: Change; readonly tickets: Change } | null;
  /** The first day that had tickets. */
  readonly firstDay: Day | null;
  /** The period in steps, oldest first. */
  readonly steps: readonly SalesSum[];
  /** How many products were sold. */
  readonly products: number;
  readonly topByRevenue: readonly SoldProduct[];
  readonly topByMargin: readonly SoldProduct[];
  /** The part of `revenue` that was sold outside the catalogue, whose cost nobody knows: of no margin. */
  readonly free: number;
  /** Largest first. With `free` and `unattributed` they come to `revenue`. */
  readonly byCategory: readonly SoldCategory[];
  /** Largest first; null: not known how. They come to `revenue`. */
  readonly byPayment: readonly { readonly payment: Payment | null; readonly amount: number }[];
  /** The part of `revenue` whose products are not known (yet). */
  readonly unattributed: number;
}

/** `current` against `before`. */
const changeFrom = (before: number, current: number): Change => ({
  difference: current - before,
  ratio: before > 0 ? (current - before) / before : null,
});

/** The sales of `period`. An empty shop gives zeros; the order of the inputs does not matter. */
export function salesReport(
  input: {
    readonly products: Iterable<ProductSales>;
    readonly days: Iterable<DayTotals>;
    /** What was sold outside the catalogue. */
    readonly free?: Iterable<DayRow> | undefined;
  },
  period: SalesPeriod,
  step: SalesStep = 'DAY',
): SalesReport {
  const whole = new PeriodSum(period);
  const previous = new PeriodSum(periodBefore(period));
  const parts = periodSteps(period, step).map((days) => new PeriodSum(days));
  const sums = { whole: new SumsByDay([previous, whole]), steps: new SumsByDay(parts) };

  const settled = addDays(input.days, sums);
  const sold = addProducts(input.products, sums);
  const free = sumWithin(input.free ?? [], whole);
  const [now, before] = [whole.total(), previous.total()];
  const attributed = sold.products.reduce((sum, { revenue }) => sum + revenue, 0);
  return {
    ...now,
    quantity: sold.products.reduce((sum, { quantity }) => sum + quantity, 0),
    averageTicket: now.tickets > 0 ? Math.round(now.revenue / now.tickets) : null,
    marginRate: attributed > 0 ? now.margin / attributed : null,
    missedRevenue: settled.missedRevenue,
    missedTickets: settled.missedTickets,
    before,
    change:
      settled.firstDay !== null && settled.firstDay <= before.from
        ? {
            revenue: changeFrom(before.revenue, now.revenue),
            margin: changeFrom(before.margin, now.margin),
            tickets: changeFrom(before.tickets, now.tickets),
          }
        : null,
    firstDay: settled.firstDay,
    steps: parts.map((part) => part.total()),
    products: sold.products.length,
    topByRevenue: top(sold.products, 'revenue'),
    topByMargin: top(sold.products, 'margin'),
    byCategory: sold.categories,
    byPayment: byPayment(settled.paid, now.revenue),
    free,
    unattributed: now.revenue - attributed - free,
  };
}

/** FCFA of the rows of a period. */
function sumWithin(rows: Iterable<DayRow>, { first, last }: PeriodSum): number {
  let sum = 0;
  for (const { day, revenue } of rows) if (day >= first && day <= last) sum += revenue;
  return sum;
}

interface Sums {
  /** The period and the one before. */
  readonly whole: SumsByDay;
  /** The steps of the period. */
  readonly steps: SumsByDay;
}

function addDays(days: Iterable<DayTotals>, sums: Sums) {
  const paid = new Map<Payment, number>();
  let [missedRevenue, missedTickets] = [0, 0];
  let firstDay: Day | null = null;
  for (const totals of days) {
    if (firstDay === null || totals.day < firstDay) firstDay = totals.day;
    sums.whole.on(totals.day)?.addTickets(totals);
    const step = sums.steps.on(totals.day);
    if (!step) continue;
    step.addTickets(totals);
    missedRevenue += totals.missedRevenue;
    missedTickets += totals.missedTickets;
    for (const payment of PAYMENTS) paid.set(payment, (paid.get(payment) ?? 0) + (totals.paid?.[payment] ?? 0));
  }
  return { paid, missedRevenue, missedTickets, firstDay };
}

function addProducts(all: Iterable<ProductSales>, sums: Sums): { products: SoldProduct[]; categories: SoldCategory[] } {
  const products: SoldProduct[] = [];
  const categories = new Map<CategoryId | null, PartSum>();
  for (const { product, days } of all) {
    const own = new PartSum();
    const id = product.categoryId ?? null;
    const category = categories.get(id) ?? new PartSum();
    for (const row of days) {
      sums.whole.at(row.day)?.addSold(row);
      const step = sums.steps.at(row.day);
      if (!step) continue;
      step.addSold(row);
      own.add(row);
      category.add(row);
    }
    const part = own.total();
    if (part.revenue === 0 && part.quantity === 0) continue;
    products.push({ id: product._id, ...part });
    categories.set(id, category);
  }
  // In one order whoever tells of them: of two equal remainders the first gets the franc.
  const named = [...categories].sort(([a], [b]) => inOrder(String(a), String(b)));
  const margins = francsTogether(named.map(([, { margin }]) => margin));
  return {
    products,
    categories: named
      .map(([categoryId, sum], index) => ({ categoryId, ...sum.total(), margin: margins[index] ?? 0 }))
      .sort((a, b) => b.revenue - a.revenue || inOrder(String(a.categoryId), String(b.categoryId))),
  };
}

class PartSum {
  readonly margin = new MarginSum();
  #revenue = 0;
  #quantity = 0;

  add(row: CostedRow): void {
    this.margin.add(row);
    this.#revenue += row.revenue;
    this.#quantity += row.sold;
  }

  total(): SoldPart {
    return { revenue: this.#revenue, margin: this.margin.francs, quantity: this.#quantity };
  }
}

function top(products: readonly SoldProduct[], by: 'revenue' | 'margin'): SoldProduct[] {
  const ranked = products.filter((product) => product[by] > 0);
  return ranked.sort((a, b) => b[by] - a[by] || inOrder(a.id, b.id)).slice(0, TOP_PRODUCTS);
}

function byPayment(paid: ReadonlyMap<Payment, number>, revenue: number): SalesReport['byPayment'] {
  const amounts: { payment: Payment | null; amount: number }[] = [...paid].map(([payment, amount]) => ({
    payment,
    amount,
  }));
  amounts.push({ payment: null, amount: revenue - amounts.reduce((sum, { amount }) => sum + amount, 0) });
  return amounts
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => b.amount - a.amount || inOrder(String(a.payment), String(b.payment)));
}

const inOrder = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
