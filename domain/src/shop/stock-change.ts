import { periodBefore, type SalesPeriod } from '../kpis/sales-period.ts';
import { ledgerLine } from '../kpis/stock-status.ts';
import { valuation } from '../kpis/valuation.ts';
import { costsOf, type LedgerProduct, oncePerPeriod } from '../ledger/ledger-product.ts';
import { stockOn, unitCostOn } from '../reports/stock-on.ts';
import { addDays, dayNumber } from '../shared/day.ts';
import { fromMilli } from '../shared/quantity.ts';
import type { ShopBook } from './book.ts';
import { type Bounded, bounded } from './bounded.ts';
import { type NamedProduct, namedProduct } from './stock-diagnosis.ts';
import { type TwoPeriods, twoPeriods } from './two-periods.ts';

/**
 * What made the value of the stock change. RECEIVED: goods received, at what they cost; SOLD: goods sold, at the
 * average cost of their instant; CORRECTED: counts, corrections and what left unsold, at today's cost; COST: what the
 * same goods are worth at another average cost.
 */
export type StockCause = 'RECEIVED' | 'SOLD' | 'CORRECTED' | 'COST';

/** A figure at the end of a period and when it began, or of a period and of the one before. */
export interface NowAndBefore {
  readonly now: number;
  readonly before: number;
}

/** One product's shelf then and now. Units; FCFA of the period and of the one before. */
export interface ShelfChange extends NamedProduct {
  readonly onHand: NowAndBefore;
  readonly revenue: NowAndBefore;
}

/** How the stock is not what it was when a period began. */
export interface StockChange {
  readonly period: SalesPeriod;
  readonly before: SalesPeriod;
  /** Something was known of the shop when the period before began: else the change says little. */
  readonly isComparable: boolean;
  /** FCFA this evening, and in the evening before the period. */
  readonly value: NowAndBefore & { readonly change: number };
  /** They come to `value.change`, to the franc. */
  readonly causes: readonly { readonly cause: StockCause; readonly francs: number }[];
  /** Active products in rupture this evening, and in the evening before the period. */
  readonly ruptures: NowAndBefore;
  /** Product-days on an empty shelf, of the period and of the one before. */
  readonly emptyDays: NowAndBefore;
  /** FCFA of missed sales, of the period and of the one before. */
  readonly missedRevenue: NowAndBefore;
  /** What stood there when the period began, and does no more; what sold most first. */
  readonly emptied: Bounded<ShelfChange>;
  /** What was out when the period began, and is there again; what sells most first. */
  readonly refilled: Bounded<ShelfChange>;
}

const MOST = 10;

/** What changed of the stock in `period`, which ends today. */
export function stockChange(book: Pick<ShopBook, 'today' | 'products'>, period: SalesPeriod): StockChange {
  const before = periodBefore(period);
  const first = dayNumber(before.from);
  const parts = [...book.products.values()].map((ledger) => partOf(ledger, period));
  const active = parts.filter(({ ledger }) => ledger.product.isActive);
  const sum = (of: (part: Part) => number, among = parts): number => among.reduce((total, part) => total + of(part), 0);
  const value = {
    now: valuation(parts.map(({ ledger }) => ledgerLine(ledger))).total,
    before: valuation(parts.map(({ ledger, then }) => ({ product: ledger.product, ...then }))).total,
  };
  const change = value.now - value.before;
  const [received, sold, corrected] = [
    Math.round(sum((part) => part.received)),
    Math.round(sum((part) => -part.sold)),
    Math.round(sum((part) => part.corrected)),
  ];
  const shelves = (wasOut: boolean): Part[] => active.filter((part) => part.isOut !== wasOut && part.wasOut === wasOut);
  return {
    period,
    before,
    isComparable: parts.some(({ since }) => since <= first),
    value: { ...value, change },
    causes: [
      { cause: 'RECEIVED', francs: received },
      { cause: 'SOLD', francs: sold },
      { cause: 'CORRECTED', francs: corrected },
      { cause: 'COST', francs: change - received - sold - corrected },
    ],
    ruptures: {
      now: active.filter(({ isOut }) => isOut).length,
      before: active.filter(({ wasOut }) => wasOut).length,
    },
    emptyDays: {
      now: sum(({ days }) => days.now.emptyDays, active),
      before: sum(({ days }) => days.before.emptyDays, active),
    },
    missedRevenue: {
      now: sum(({ days }) => days.now.missedRevenue),
      before: sum(({ days }) => days.before.missedRevenue),
    },
    emptied: listed(shelves(false), 'before'),
    refilled: listed(shelves(true), 'now'),
  };
}

interface Part {
  readonly ledger: LedgerProduct;
  readonly days: TwoPeriods;
  /** The number of its first day. */
  readonly since: number;
  /** In the evening before the period. */
  readonly then: { readonly onHand: number; readonly unitCost: number };
  readonly isOut: boolean;
  readonly wasOut: boolean;
  /** FCFA within the period. */
  readonly received: number;
  readonly sold: number;
  readonly corrected: number;
}

const partOf = oncePerPeriod((ledger, period: SalesPeriod): Part => {
  const evening = addDays(period.from, -1);
  const then = {
    onHand: Math.max(stockOn(ledger, evening, period.to), 0),
    unitCost: unitCostOn(ledger, evening, period.to),
  };
  const { rows, unitCost } = costsOf(ledger);
  const [first, last] = [dayNumber(period.from), dayNumber(period.to)];
  let since = last + 1;
  let [received, sold, moved] = [0, 0, 0];
  for (const row of rows) {
    if (row.day < since) since = row.day;
    if (row.day < first || row.day > last) continue;
    received += row.pricedCost / 100_000 + fromMilli(row.unpriced) * row.unitCost;
    sold += fromMilli(row.sold) * row.unitCost;
    moved += row.priced + row.unpriced - row.sold;
  }
  const now = Math.max(fromMilli(ledger.onHandMilli), 0);
  return {
    ledger,
    days: twoPeriods(ledger, period),
    since,
    then,
    isOut: ledger.isKnown && ledger.onHandMilli <= 0,
    // Before its first day a product was not there to be missed.
    wasOut: ledger.isKnown && since < first && then.onHand <= 0,
    received,
    sold,
    corrected: (now - then.onHand - fromMilli(moved)) * unitCost,
  };
});

function listed(parts: readonly Part[], weight: keyof NowAndBefore): Bounded<ShelfChange> {
  const shelves = parts.map(
    ({ ledger, then, days: { now, before } }): ShelfChange => ({
      ...namedProduct(ledger),
      onHand: { now: fromMilli(ledger.onHandMilli), before: then.onHand },
      revenue: { now: now.revenue, before: before.revenue },
    }),
  );
  const francs = ({ revenue }: ShelfChange): number => revenue[weight];
  return bounded(
    shelves.sort((a, b) => francs(b) - francs(a) || (a.id < b.id ? -1 : 1)),
    MOST,
    francs,
  );
}
