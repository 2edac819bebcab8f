import type { Product } from '../documents/product.ts';
import { businessDay } from '../shared/clock.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';
import type { StockLine } from './stock-status.ts';
import { stockValue, valuation } from './valuation.ts';

/** Days without a sale after which a product is dormant. */
export const DORMANT_DAYS = 60;

/** When a product was last sold (null: never), and since when the shop has it. */
export interface ProductSold {
  readonly lastSold: Day | null;
  readonly since: Day;
}

/** A product in stock, with when it sold. */
export interface SoldLine extends StockLine, ProductSold {}

/** Since when the shop has a product: its first day in the ledger, or that of its document when that comes first. */
export function presentSince(product: Pick<Product, 'createdAt'>, firstDay: Day | null, timezone?: string): Day {
  const created = businessDay(product.createdAt, timezone);
  return firstDay !== null && firstDay < created ? firstDay : created;
}

/**
 * The day since which a product is dormant: in stock, active and without a sale for 60 days. One that never sold counts
 * from its first day in the shop, so that a new product is not dormant. Null when it is not.
 */
export function dormantSince({ product, onHand, lastSold, since }: Omit<SoldLine, 'unitCost'>, today: Day): Day | null {
  if (!product.isActive || onHand <= 0) return null;
  const day = addDays(lastSold ?? since, DORMANT_DAYS);
  return day <= today ? day : null;
}

/** A shop's dormant products, the dearest first, and the capital asleep in them: FCFA that it cost. */
export interface Dormancy {
  readonly products: readonly {
    readonly id: StockLine['product']['_id'];
    readonly since: Day;
    readonly value: number;
  }[];
  readonly capital: number;
  /** Days since the shop has the oldest of its products in stock: under 60, none can sleep yet. */
  readonly days: number;
}

/** Which products sleep on `today`, and how much money with them. */
export function dormancy(lines: readonly SoldLine[], today: Day): Dormancy {
  const asleep = lines.flatMap((line) => {
    const since = dormantSince(line, today);
    return since === null ? [] : [{ line, since }];
  });
  const products = asleep.map(({ line, since }) => ({ id: line.product._id, since, value: stockValue(line) }));
  products.sort((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1));
  return { products, capital: valuation(asleep.map(({ line }) => line)).total, days: longestStay(lines, today) };
}

function longestStay(lines: readonly SoldLine[], today: Day): number {
  let oldest = today;
  for (const { product, onHand, since } of lines) if (product.isActive && onHand > 0 && since < oldest) oldest = since;
  return daysBetween(oldest, today);
}
