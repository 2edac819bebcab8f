import type { Product, ProductId } from '../documents/product.ts';
import { purchasePriceOn } from '../documents/purchase-price.ts';
import type { Day } from '../shared/day.ts';
import { type Costing, type CountPoint, costing } from './cost.ts';
import type { DayRow } from './day-row.ts';

/** A product with its stock on hand (thousandths) and its days, in any order. */
export interface LedgerProduct {
  readonly product: Product;
  readonly onHandMilli: number;
  /** Its stock was counted or received at least once. */
  readonly isKnown: boolean;
  readonly days: readonly DayRow[];
  /** Its counts, in any order; absent where there are none. */
  readonly counts?: readonly CountPoint[];
  /** On the shelf before the first of the days, where older ones are still to come. */
  readonly openingMilli?: number;
}

/** A product with its days at hand, where they are made each time they are asked for. */
export const withDays = ({ product, onHandMilli, isKnown, days, ...others }: LedgerProduct): LedgerProduct => ({
  product,
  onHandMilli,
  isKnown,
  days,
  ...(others.counts ? { counts: others.counts } : {}),
  ...(others.openingMilli === undefined ? {} : { openingMilli: others.openingMilli }),
});

/** A product's stock on hand, in thousandths, and whether it was ever counted or received. */
export interface KnownStock {
  readonly milli: number;
  readonly isKnown: boolean;
}

const UNTOUCHED: KnownStock = { milli: 0, isKnown: false };

/** `products` with their stock on hand (none where nothing is said), their `rows` and their counts, in any order. */
export function ledgersOf(
  products: Iterable<Product>,
  stock: { get(id: ProductId): KnownStock | undefined },
  rows: Iterable<DayRow>,
  counts: ReadonlyMap<ProductId, readonly CountPoint[]> = new Map(),
): Map<ProductId, LedgerProduct> {
  const ledgers = new Map<ProductId, LedgerProduct & { readonly days: DayRow[] }>();
  for (const product of products) {
    const { milli, isKnown } = stock.get(product._id) ?? UNTOUCHED;
    const own = counts.get(product._id) ?? [];
    ledgers.set(product._id, { product, onHandMilli: milli, isKnown, days: [], counts: own });
  }
  for (const row of rows) ledgers.get(row.productId)?.days.push(row);
  return ledgers;
}

/**
 * `ledgers`, each as it was `before` where nothing of it changed: what was worked out from it then still holds. The
 * same product is the same object; its days and counts are compared in their order.
 */
export function keptLedgers(
  ledgers: ReadonlyMap<ProductId, LedgerProduct>,
  before: ReadonlyMap<ProductId, LedgerProduct>,
): Map<ProductId, LedgerProduct> {
  const kept = new Map<ProductId, LedgerProduct>();
  for (const [id, ledger] of ledgers) {
    const own = before.get(id);
    kept.set(id, own && isSame(own, ledger) ? own : ledger);
  }
  return kept;
}

const isSame = (a: LedgerProduct, b: LedgerProduct): boolean =>
  a.product === b.product &&
  a.onHandMilli === b.onHandMilli &&
  a.isKnown === b.isKnown &&
  a.openingMilli === b.openingMilli &&
  areSame(a.days, b.days) &&
  areSame(a.counts ?? [], b.counts ?? []);

function areSame<T extends object>(a: readonly T[], b: readonly T[]): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((item, index) => item === b[index] || hasSameFields(item, b[index] ?? {}));
}

function hasSameFields(a: object, b: object): boolean {
  const [own, other] = [Object.entries(a), Object.entries(b)];
  return own.length === other.length && own.every(([name, value]) => value === b[name as keyof typeof b]);
}

/** Worked out once: the same ledger is asked by several figures. */
const known = new WeakMap<LedgerProduct, Costing>();

/** What the units of a product cost, from its own ledger. */
export function costsOf(ledger: LedgerProduct): Costing {
  const costs = known.get(ledger) ?? costing(ledger, (day) => purchasePriceOn(ledger.product, day));
  known.set(ledger, costs);
  return costs;
}

/** `figure` of a ledger on a day, worked out once: when one product was sold, the others are asked for again. */
export const oncePerDay = <T>(figure: (ledger: LedgerProduct, today: Day) => T) => oncePer(figure, (today) => today);

/** The same of the days from..to, both included; the last that were asked for. */
export const oncePerPeriod = <T>(
  figure: (ledger: LedgerProduct, period: { readonly from: Day; readonly to: Day }) => T,
) => oncePer(figure, ({ from, to }) => from + to);

/** The same of whatever is asked, by its key. */
export function oncePer<A, T>(
  figure: (ledger: LedgerProduct, asked: A) => T,
  keyOf: (asked: A) => string,
): (ledger: LedgerProduct, asked: A) => T {
  const made = new WeakMap<LedgerProduct, { readonly key: string; readonly value: T }>();
  return (ledger, asked) => {
    const [own, key] = [made.get(ledger), keyOf(asked)];
    if (own?.key === key) return own.value;
    const value = figure(ledger, asked);
    made.set(ledger, { key, value });
    return value;
  };
}
