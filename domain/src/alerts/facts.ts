import type { Customer } from '../documents/customer.ts';
import type { Product, ProductId } from '../documents/product.ts';
import type { Method } from '../documents/settlement.ts';
import type { ProductSold } from '../kpis/dormant.ts';
import type { DayRow } from '../ledger/day-row.ts';
import type { Lot } from '../ledger/lots.ts';
import type { Day, Instant } from '../shared/day.ts';
import type { Expected } from '../shop/expected.ts';

/** Changes of one product's stock since its last count, in thousandths, to tell when it got where it is. */
export interface StockChanges {
  /** Newest first. */
  readonly rows: readonly { readonly at: Instant; readonly delta: number }[];
  /** The last count; null when the product was never counted. */
  readonly count: { readonly at: Instant; readonly milli: number } | null;
  /** Whether `rows` reach back to the count, or to the beginning when there is none. */
  readonly complete: boolean;
}

/** What is expected of one product, and the way to more of it. */
export interface ProductForesight extends Pick<Expected, 'stockOut' | 'perDay' | 'coverage'> {
  readonly leadTimeDays?: number;
  /** Units to order now, 0 when nothing; absent: not looked up, or nothing is known of the product. */
  readonly recommended?: number;
  /** Units on their way from suppliers; absent: not looked up. */
  readonly onOrder?: number;
}

/** When the server last heard of a device, and who uses it (null: unknown). */
export interface DeviceSeen {
  readonly lastSeen: Instant;
  readonly person: string | null;
}

/** What a customer owes. FCFA. */
export interface Owing {
  readonly account: Customer['_id'];
  readonly name: string;
  readonly amount: number;
  /** What is still owed of each debt, and the shop's day on which it was made; null where nobody knows any more. */
  readonly open: readonly { readonly day: Day | null; readonly amount: number }[];
}

/** What a closing found of one method of payment. FCFA. */
export interface FoundPart {
  readonly method: Method;
  readonly at: Instant;
  /** The shop's day of `at`. */
  readonly day: Day;
  readonly expected: number;
  readonly counted: number;
}

/** What is known of each product; it may be worked out when it is asked for. */
type Lookup<T> = Pick<ReadonlyMap<ProductId, T>, 'get'>;

/**
 * What a shop's alerts are judged from. A part that is null was not looked up this time: alerts that need it neither
 * open nor close.
 */
export interface AlertFacts {
  readonly now: Instant;
  /** The shop's business day of `now`. */
  readonly today: Day;
  /** All of them; only the active ones are judged. */
  readonly products: readonly Product[];
  /** Units; of a product that is missing nobody has counted nor received any. */
  readonly onHand: ReadonlyMap<ProductId, number>;
  /** The changes that lead to the stock on hand, or null when they are not at hand. */
  readonly changes: (product: ProductId) => StockChanges | null;
  /** From a forecast whose first day is `origin`. */
  readonly outlook: { readonly origin: Day; readonly products: Lookup<ProductForesight> } | null;
  /** At least the days of the longest window among the alerts. */
  readonly sales: readonly DayRow[] | null;
  readonly sold: Lookup<ProductSold> | null;
  readonly devices: ReadonlyMap<string, DeviceSeen> | null;
  /** The customers who owe something. */
  readonly debts: readonly Owing[] | null;
  /** Those of the last days at least. */
  readonly closings: readonly FoundPart[] | null;
  /** What ever came with an expiry date. */
  readonly lots: Lookup<readonly Lot[]> | null;
  readonly supplierName: (product: Product) => string | null;
  /** FCFA that a unit cost, on average of what is there. */
  readonly unitCost: (product: Product) => number;
}
