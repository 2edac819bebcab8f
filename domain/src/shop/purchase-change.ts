import { purchasePriceOn } from '../documents/purchase-price.ts';
import { periodBefore, type SalesPeriod } from '../kpis/sales-period.ts';
import { costsOf, oncePerPeriod } from '../ledger/ledger-product.ts';
import { dayNumber } from '../shared/day.ts';
import { fromMilli } from '../shared/quantity.ts';
import type { Read, ShopBook } from './book.ts';
import { type Bounded, bounded } from './bounded.ts';
import { type SalesChange, seasonOf } from './sales-change.ts';
import type { NowAndBefore } from './stock-change.ts';
import { type NamedProduct, namedProduct } from './stock-diagnosis.ts';
import { twoPeriods } from './two-periods.ts';

/**
 * What made the goods to replace cost more or less. PRICE: other prices of suppliers; RUPTURES: more or fewer days on
 * an empty shelf, at the product's usual sales; SEASON: days that usually sell more or less; DEMAND: what is left.
 */
export type NeedCause = 'PRICE' | 'RUPTURES' | 'SEASON' | 'DEMAND';

/** One product's part in the change. Units sold in both periods, FCFA. */
export interface NeedChange extends NamedProduct {
  readonly sold: NowAndBefore;
  /** FCFA per unit at the supplier, today and in the evening before the period. */
  readonly unitCost: NowAndBefore;
  readonly change: number;
}

/** What there is to buy for, against the period before: what was sold, and what came in. FCFA at suppliers' prices. */
export interface PurchaseChange {
  readonly period: SalesPeriod;
  readonly before: SalesPeriod;
  /** The shop already sold when the period before began. */
  readonly isComparable: boolean;
  /** What the goods sold cost to buy again. */
  readonly toReplace: NowAndBefore & { readonly change: number };
  /** They come to `toReplace.change`, to the franc. */
  readonly causes: readonly { readonly cause: NeedCause; readonly francs: number }[];
  readonly season: SalesChange['season'];
  /** What the goods received cost. */
  readonly received: NowAndBefore;
  /** The products that changed most, up or down. */
  readonly movers: Bounded<NeedChange>;
}

const MOST = 10;

/** What changed in `period`, which ends today, of what the shop has to buy. */
export function purchaseChange(book: Read<ShopBook, 'totals'>, period: SalesPeriod): PurchaseChange {
  const before = periodBefore(period);
  const parts = [...book.products.values()].map((ledger) => partOf(ledger, period));
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const toReplace = { now: sum(({ now }) => now), before: sum((part) => part.before) };
  const change = toReplace.now - toReplace.before;
  const season = seasonOf(book.totals, period, before);
  const price = Math.round(sum(({ byPrice }) => byPrice));
  const ruptures = Math.round(sum(({ byRuptures }) => byRuptures));
  const bySeason = Math.round((season.ratio - 1) * toReplace.before);
  const movers = parts
    .map(({ product }) => product)
    .filter((product) => product.change !== 0)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.id < b.id ? -1 : 1));
  const [first] = book.totals;
  return {
    period,
    before,
    isComparable: first !== undefined && first.day <= before.from,
    toReplace: { ...toReplace, change },
    causes: [
      { cause: 'PRICE', francs: price },
      { cause: 'RUPTURES', francs: ruptures },
      { cause: 'SEASON', francs: bySeason },
      { cause: 'DEMAND', francs: change - price - ruptures - bySeason },
    ],
    season,
    received: { now: Math.round(sum((part) => part.received)), before: Math.round(sum((part) => part.receivedBefore)) },
    movers: bounded(movers, MOST, (product) => product.change),
  };
}

interface Part {
  readonly product: NeedChange;
  /** FCFA. */
  readonly now: number;
  readonly before: number;
  readonly byPrice: number;
  readonly byRuptures: number;
  readonly received: number;
  readonly receivedBefore: number;
}

const partOf = oncePerPeriod((ledger, period: SalesPeriod): Part => {
  const { now, before, usual } = twoPeriods(ledger, period);
  const middle = dayNumber(period.from);
  const price = { now: ledger.product.purchasePrice, before: purchasePriceOn(ledger.product, middle - 1) };
  const sold = { now: fromMilli(now.sold), before: fromMilli(before.sold) };
  const cost = { now: Math.round(sold.now * price.now), before: Math.round(sold.before * price.before) };
  const received = { now: 0, before: 0 };
  const [first, last] = [dayNumber(periodBefore(period).from), dayNumber(period.to)];
  for (const row of costsOf(ledger).rows) {
    if (row.day < first || row.day > last) continue;
    const francs = row.pricedCost / 100_000 + fromMilli(row.unpriced) * row.unitCost;
    received[row.day >= middle ? 'now' : 'before'] += francs;
  }
  return {
    product: { ...namedProduct(ledger), sold, unitCost: price, change: cost.now - cost.before },
    now: cost.now,
    before: cost.before,
    byPrice: sold.now * (price.now - price.before),
    byRuptures: (before.emptyDays - now.emptyDays) * fromMilli(usual) * price.before,
    received: received.now,
    receivedBefore: received.before,
  };
});
