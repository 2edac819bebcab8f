import type { FoundPart, Owing } from '@digiboost/domain/alerts';
import type {
  Alert,
  AlertEvent,
  Asset,
  Closing,
  Product,
  ProductId,
  ReturnId,
  SaleId,
} from '@digiboost/domain/documents';
import {
  type CountPoint,
  type DayColumns,
  type DayRow,
  type Entry,
  type KnownStock,
  type LedgerProduct,
  type Lot,
  type MoneyLine,
  rowsOf,
} from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import type { Read, ShopBook, ShopOutlook } from '@digiboost/domain/shop';

/**
 * One product with its whole ledger, archived days too: kept in columns, whose rows are made when they are asked for.
 */
export class ProductData implements LedgerProduct {
  readonly product: Product;
  readonly onHandMilli: number;
  readonly isKnown: boolean;
  readonly columns: DayColumns;
  /** What ever came of it with an expiry date, first to expire first. */
  readonly lots: readonly Lot[];

  constructor(product: Product, { milli, isKnown }: KnownStock, columns: DayColumns, lots: readonly Lot[] = []) {
    this.product = product;
    this.onHandMilli = milli;
    this.isKnown = isKnown;
    this.columns = columns;
    this.lots = lots;
  }

  get counts(): readonly CountPoint[] {
    return this.columns.counts;
  }

  /** What its rows do not explain of the stock came before them: nothing, once all of them are on this phone. */
  get openingMilli(): number {
    if (this.counts.length > 0) return 0;
    return this.days.reduce((opening, { delta }) => opening - delta, this.onHandMilli);
  }

  get days(): DayRow[] {
    return [...rowsOf(this.columns)];
  }
}

/** What moved money, from before what this phone holds; some of it may be held too. */
export type EarlierMoney = Pick<ShopAccounts, 'lines' | 'closings'>;

/** A shop's money, but for what its cash documents say, and its equipment. */
export interface ShopAccounts {
  readonly lines: readonly MoneyLine[];
  readonly closings: readonly Closing[];
  readonly names: ReadonlyMap<string, string>;
  readonly assets: readonly Asset[];
}

/**
 * The shop as an analysis sees it: read from the persisted projections, never changed, the same object while they are.
 */
export interface ShopData extends Read<ShopBook, 'categories' | 'suppliers' | 'orders' | 'totals'> {
  readonly products: ReadonlyMap<ProductId, ProductData>;
  /** The last outlook that was made; null until there is one. */
  readonly expected: ShopOutlook | null;
  /** This phone's first copy is under way: what products did on older days is still to come. */
  readonly isPartial: boolean;
  readonly alerts: readonly Alert[];
  /** What the server's alerts noticed and that is not over. */
  readonly openEvents: readonly AlertEvent[];
  /** The first whole day of which every event is held; null before the first copy. */
  readonly heldFrom: Day | null;
  /** The newest lines of one product's ledger, newest first, at most `limit`. */
  newestLines(id: ProductId, limit: number): Promise<readonly Entry[]>;
  /** The customers who owe something. */
  debts(): Promise<readonly Owing[]>;
  /** What the closings that are held found. */
  closings(): Promise<readonly FoundPart[]>;
  /**
   * Everything that ever moved money, and the equipment, with all that came `before`; null: a part of it came before
   * what this phone holds.
   */
  accounts(before?: EarlierMoney): Promise<ShopAccounts | null>;
  /** Who owed something of each held ticket on which somebody did, by its id. */
  ticketCustomers(): Promise<ReadonlyMap<string, string>>;
  /**
   * The ledger's lines of the sales (and of the voids of sales) made on the days from..to, as far as they are held in
   * detail (the last 60 days at least), in no order.
   */
  saleEntries(from: Day, to: Day): Promise<readonly SaleEntry[]>;
}

/** A line of the ledger that a sale or its void made. */
export type SaleEntry = Entry & { readonly eventId: `${'' | 'void:'}${SaleId | ReturnId}` };
