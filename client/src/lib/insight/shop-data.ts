import type {
  Alert,
  AlertEvent,
  Category,
  Order,
  Product,
  ProductId,
  SaleId,
  Shop,
  Supplier,
} from '@digiboost/domain/documents';
import type { DayColumns, DayTotals, Entry } from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import type { ShopOutlook } from './shop-outlook.ts';

/** One product with its whole ledger by day. */
export interface ProductData {
  readonly id: ProductId;
  readonly product: Product;
  /** Stock on hand, thousandths. */
  readonly milli: number;
  /** Every day on which something happened, archived days too, oldest first; `rowsOf` reads them. */
  readonly columns: DayColumns;
}

/** The shop as an analysis sees it: read from the persisted projections, never changed, the same object while they are. */
export interface ShopData {
  /** The shop's present day. */
  readonly today: Day;
  readonly shop: Shop | null;
  /** This phone's first copy is under way: what products did on older days is still to come. */
  readonly isPartial: boolean;
  /** Every product whose document is known, archived ones too. */
  readonly products: ReadonlyMap<ProductId, ProductData>;
  readonly categories: ReadonlyMap<Category['_id'], Category>;
  readonly suppliers: ReadonlyMap<Supplier['_id'], Supplier>;
  readonly orders: readonly Order[];
  readonly alerts: readonly Alert[];
  /** What the server's alerts noticed and that is not over. */
  readonly openEvents: readonly AlertEvent[];
  /** Totals of every day that had tickets, oldest first. */
  readonly days: readonly DayTotals[];
  /** The last outlook that was made; null until there is one. */
  readonly outlook: ShopOutlook | null;
  /** The first whole day of which every event is held; null before the first copy. */
  readonly heldFrom: Day | null;
  /** The newest lines of one product's ledger, newest first, at most `limit`. */
  newestLines(id: ProductId, limit: number): Promise<readonly Entry[]>;
  /**
   * The ledger's lines of the sales (and of the voids of sales) made on the days from..to, as far as they are held in
   * detail (the last 60 days at least), in no order.
   */
  saleEntries(from: Day, to: Day): Promise<readonly SaleEntry[]>;
}

/** A line of the ledger that a sale or its void made. */
export type SaleEntry = Entry & { readonly eventId: SaleId | `void:${SaleId}` };
