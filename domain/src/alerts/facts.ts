import type { Product, ProductId } from '../documents/product.ts';
import type { StockOut } from '../forecast/index.ts';
import type { DayRow } from '../ledger/day-row.ts';
import type { Day, Instant } from '../shared/day.ts';

/** Changes of one product's stock since its last count, in thousandths, to tell when it got where it is. */
export interface StockChanges {
  /** Newest first. */
  readonly rows: readonly { readonly at: Instant; readonly delta: number }[];
  /** The last count; null when the product was never counted. */
  readonly count: { readonly at: Instant; readonly milli: number } | null;
  /** Whether `rows` reach back to the count, or to the beginning when there is none. */
  readonly complete: boolean;
}

/** What is expected of one product. */
export interface ProductForesight {
  readonly stockOut: StockOut;
  /** Expected demand, units a day. */
  readonly perDay: number;
  /** Days that the stock lasts; null when no demand is expected. */
  readonly coverage: number | null;
  readonly leadTimeDays?: number;
  /** Units to order now, 0 when nothing; absent: not looked up, or nothing is known of the product. */
  readonly recommended?: number;
  /** Units on their way from suppliers; absent: not looked up. */
  readonly onOrder?: number;
}

/** When a product was last sold (null: never) and since when the shop has it. */
export interface ProductSold {
  readonly lastSold: Day | null;
  readonly since: Day;
}

/** When the server last heard of a device, and who uses it (null: unknown). */
export interface DeviceSeen {
  readonly lastSeen: Instant;
  readonly person: string | null;
}

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
  /** Units; a product that is missing has none. */
  readonly onHand: ReadonlyMap<ProductId, number>;
  /** The changes that lead to the stock on hand, or null when they are not at hand. */
  readonly changes: (product: ProductId) => StockChanges | null;
  /** From a forecast whose first day is `origin`. */
  readonly outlook: { readonly origin: Day; readonly products: ReadonlyMap<ProductId, ProductForesight> } | null;
  /** At least the days of the longest window among the alerts. */
  readonly sales: readonly DayRow[] | null;
  readonly sold: ReadonlyMap<ProductId, ProductSold> | null;
  readonly devices: ReadonlyMap<string, DeviceSeen> | null;
  readonly supplierName: (product: Product) => string | null;
}
