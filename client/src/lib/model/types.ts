import type {
  Acknowledgement,
  Alert,
  AlertEvent,
  Category,
  Customer,
  DocumentOf,
  Order,
  Product,
  Sale,
  Shop,
  Supplier,
  Void,
} from '@digiboost/domain/documents';
import type { Overview, StockStatus } from '@digiboost/domain/kpis';
import type { DayRow, DayTotals, Entry, Lot } from '@digiboost/domain/ledger';
import type { Result } from '@digiboost/domain/shared/result';
import type { FetchFault } from '../replica/types.ts';
import type { ShopMoney } from './money-reader.ts';
import type { ListedType } from './records.ts';

/** A product with what the ledger says of it. Quantities in units. */
export interface ProductRow {
  readonly id: Product['_id'];
  readonly product: Product;
  readonly onHand: number;
  readonly status: StockStatus;
  /** What a unit cost on average of what is there (CMP), in FCFA. */
  readonly unitCost: number;
  /** Instant of the last count, '' when never counted. */
  readonly countedAt: string;
  /** What ever came of it with an expiry date, first to expire first; absent where nothing did. */
  readonly lots?: readonly Lot[];
}

/** A sale with its void, when it was cancelled. */
export interface Ticket {
  readonly sale: Sale;
  readonly voided: Void | null;
}

/**
 * What the screens read: reactive (Svelte state), fed by the projections, the same in every tab. Opens on the last
 * persisted projection, before the replica is open.
 */
export interface ShopModel {
  /** The persisted projections have been read (an empty shop is ready too). */
  readonly ready: boolean;
  /** False until the first copy of the shop is usable. */
  readonly populated: boolean;
  /**
   * The same of what this phone holds: a first copy shows its figures before the tickets, the money and the dates are
   * here, and nobody may say meanwhile that there are none.
   */
  readonly held: { readonly ready: boolean; readonly populated: boolean };
  readonly overview: Overview | null;
  readonly shop: Shop | null;
  readonly categories: readonly Category[];
  readonly suppliers: readonly Supplier[];
  /** Every product, archived ones too, by name. Loaded on the first read. */
  readonly products: readonly ProductRow[];
  /** `products` have been read: an empty list means an empty shop. */
  readonly productsLoaded: boolean;
  /** Totals per day, oldest first. Loaded on the first read. */
  readonly days: readonly DayTotals[];
  readonly daysLoaded: boolean;
  /** Purchase orders, newest first. Loaded on the first read, as the lists below. */
  readonly orders: readonly Order[];
  readonly ordersLoaded: boolean;
  /** Configured alerts by name, those that are switched off too. */
  readonly alerts: readonly Alert[];
  readonly alertsLoaded: boolean;
  /** What the alerts noticed: everything that is still open, and what opened within 90 days; newest first. */
  readonly alertEvents: readonly AlertEvent[];
  readonly alertEventsLoaded: boolean;
  /** Who has seen which alert, by id. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** Who buys on account, by name; archived ones too. */
  readonly customers: readonly Customer[];
  readonly customersLoaded: boolean;
  /** What people and the server write beside, by type, each list loaded on the first read. */
  readonly lists: {
    of<T extends ListedType>(type: T): { readonly rows: readonly DocumentOf<T>[]; readonly isLoaded: boolean };
  };
  /** What is in the till and who owes what. */
  readonly money: ShopMoney;
  /** Grows with every change of the figures: read it to ask the functions below again. */
  readonly revision: number;
  product(id: string): ProductRow | undefined;
  /** The ledger's lines of one product, newest first. */
  entries(productId: Product['_id'], limit?: number): Promise<Entry[]>;
  /** What happened to one product on each day on which something did, oldest first. Thousandths and FCFA. */
  activity(productId: Product['_id']): Promise<DayRow[]>;
  /** Tickets of the days from..to, newest first. */
  tickets(from: string, to: string, limit?: number): Promise<Ticket[]>;
  /** The first day of which this phone holds every ticket; null before the first copy of the shop. */
  heldFrom(): Promise<string | null>;
  /** Tickets of days that this phone does not hold, asked of the server and not stored; newest first. */
  olderTickets(from: string, to: string): Promise<Result<Ticket[], FetchFault>>;
}
