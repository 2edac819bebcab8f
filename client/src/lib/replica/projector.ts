import type { ProductId, ShopDocument } from '@digiboost/domain/documents';
import type { Accounts, CountPoint, DayValues, Lot, Settlement } from '@digiboost/domain/ledger';
import type { Day, Instant } from '@digiboost/domain/shared/day';

/**
 * What the read model is fed with. The replica calls one method at a time and waits for it, in the leader's worker
 * only. Every method is atomic (its `localSeq` is stored in the transaction of what it changes) and may be repeated
 * after a kill without changing the result.
 */
export interface Projector {
  /** Opens the persisted projections. Called once, before anything else. */
  open(): Promise<ProjectorState>;
  /** The shop's figures before its events have been downloaded: to be shown at once, nothing needs to be stored. */
  preview(preview: Preview): Promise<void>;
  /** Replaces everything that is projected, the archive too. Shown first, stored next. */
  bootstrap(snapshot: Snapshot): Promise<void>;
  /**
   * Projects documents in the order in which this phone stored them. An event whose id is already held changes nothing;
   * a mutable document replaces the one with its id. An empty batch only moves `localSeq`.
   */
  apply(batch: Batch): Promise<ApplyOutcome>;
  /** Replaces the archived activity of the days `from`..`to`. */
  archive(page: ArchivePage): Promise<void>;
  close(): Promise<void>;
}

/** What the projections hold when they are opened. */
export interface ProjectorState {
  /** The last `localSeq` given; 0 when there is none or when the projections have to be rebuilt by replaying. */
  readonly localSeq: number;
  /** A snapshot is held (it outlives a change of the projections' version). Without one the replica bootstraps. */
  readonly populated: boolean;
}

/**
 * `snapshot-needed`: a document speaks of a time of which the details are not held (a count older than the window that
 * came late), so the figures may be off until the next snapshot, which the replica fetches when it can.
 */
export type ApplyOutcome = 'applied' | 'snapshot-needed';

export interface Batch {
  /** Current versions, each id at most once. */
  readonly docs: readonly ShopDocument[];
  /** Documents as they were under ids that are no longer: they were re-dated, and never were on the server. */
  readonly removed?: readonly ShopDocument[];
  /** Position in this phone's own sequence once `docs` are projected. */
  readonly localSeq: number;
}

/** Tickets of one day and settlement, as the server's view adds them up. FCFA; void already taken off. */
export interface TicketTotal {
  readonly day: Day;
  readonly settlement: Settlement;
  readonly tickets: number;
  readonly amount: number;
}

/** What the server says of the shop at one moment, apart from its events. */
export interface Preview {
  /** Shop, categories, suppliers, products, alerts, orders … */
  readonly docs: readonly ShopDocument[];
  /** Stock on hand in units; a product that is missing here has none. */
  readonly onHand: ReadonlyMap<ProductId, number>;
  /** Instant of each counted product's last count. */
  readonly countedAt: ReadonlyMap<ProductId, Instant>;
  /** How often the stock of each product was told (counted, received, corrected), less what was taken back. */
  readonly told: ReadonlyMap<ProductId, number>;
  /** Every day of the shop. */
  readonly tickets: readonly TicketTotal[];
}

/**
 * A consistent state of the server: `docs`, `onHand`, `countedAt`, `lots`, `tickets` and `money` are of one moment.
 * Where the last count lies before `cutoff` (or there is none), the stock before the held events is
 * onHand - the sum of the deltas of the ledger events in `docs`; entries not after `countedAt` never move the stock.
 */
export interface Snapshot extends Preview {
  /** The catalogue, and the events whose time (of what they void, for a void) is at or after `cutoff`. */
  readonly docs: readonly ShopDocument[];
  /** What ever came of each product with an expiry date. */
  readonly lots: ReadonlyMap<ProductId, readonly Lot[]>;
  /** What should be in the till, and who owes what. */
  readonly money: Accounts;
  /** Documents of this phone that the server did not have at that moment: they come on top. */
  readonly unsent: readonly ShopDocument[];
  /** Start of the first day of the window, UTC. */
  readonly cutoff: Instant;
  readonly localSeq: number;
}

/** What happened to one product at one instant of a day, as the server's view adds it up. */
export interface ActivityTotal {
  readonly day: Day;
  readonly productId: ProductId;
  /** ms since 1970. */
  readonly at: number;
  readonly activity: DayValues;
}

/**
 * The server's totals at a moment at which everything it had has also been applied here. The archived activity of a day
 * is therefore its total minus the held entries of that day, except those of the events in `notOnServer`.
 */
export interface ArchivePage {
  readonly from: Day;
  readonly to: Day;
  readonly activity: readonly ActivityTotal[];
  /** What every count of those days found, held ones too. */
  readonly counts: ReadonlyMap<ProductId, readonly CountPoint[]>;
  /** Ids of held events that the server did not have. */
  readonly notOnServer: ReadonlySet<string>;
  /** The oldest page: the archive is complete. */
  readonly last: boolean;
}

/** What the projections need from outside. */
export interface ProjectorContext {
  /** One set of projections per name; the tenant's id. */
  readonly name: string;
  /** The time, corrected by the server's clock. */
  now(): Instant;
}

/** How the worker makes the projector; exported by the model as `createProjector`. */
export type CreateProjector = (context: ProjectorContext) => Projector;
